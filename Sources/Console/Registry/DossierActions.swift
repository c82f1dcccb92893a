import Governance
import Operations
import Transparency

/// What the reader may do about a version here.
struct DossierActions: Sendable {
    struct Gate: Sendable {
        let gateAction: String
    }

    struct Approve: Sendable {
        let approveAction: String
        /// In which capacity it would count.
        let approveAs: String
    }

    struct Waive: Sendable {
        let waiveAction: String
        let rules: [Rule]
        let untilDay: String
        let untilMax: String
        let days: Int
    }

    struct Rule: Sendable {
        let id: String
        let waivableTitle: String
    }

    let token: String
    let environment: String
    let gate: Gate?
    let approve: Approve?
    /// Why the reader may not approve, when somebody should.
    let approvalHint: String?
    let waive: Waive?

    init(_ review: ReviewVersion.Reviewed, for request: ConsoleRequest) {
        let dossier = review.shown.dossier
        let workspace = dossier.subject.workspace
        let name = dossier.version.name.description
        token = request.csrf
        environment = review.to
        let mayJudge = review.outlook != nil && request.allows(.judgeVersion, in: workspace)
        gate = mayJudge ? Gate(gateAction: Address("versions", name, "gate").text) : nil
        let role = Self.role(review, for: request)
        approve = role.map {
            Approve(
                approveAction: Address("versions", name, "approve").text,
                approveAs: Wording.title($0.rawValue).lowercased())
        }
        approvalHint = role == nil ? Self.hint(review, for: request) : nil
        waive = Self.waive(review, for: request)
    }

    private static func principal(
        _ review: ReviewVersion.Reviewed, _ request: ConsoleRequest
    ) -> Principal {
        Principal(
            id: request.caller.id,
            roles: request.caller.access.roles(in: review.shown.dossier.subject.workspace),
            grade: .verified)
    }

    /// The role in which the reader's approval would add something.
    private static func role(
        _ review: ReviewVersion.Reviewed, for request: ConsoleRequest
    ) -> PrincipalRole? {
        let dossier = review.shown.dossier
        guard let policy = review.outlook?.policy,
            request.allows(.approveVersion, in: dossier.subject.workspace)
        else { return nil }
        return try? Approval.role(
            for: principal(review, request), on: dossier, asked: policy.approvalDemands)
    }

    private static func hint(
        _ review: ReviewVersion.Reviewed, for request: ConsoleRequest
    ) -> String? {
        let dossier = review.shown.dossier
        guard let outlook = review.outlook, !outlook.policy.approvalDemands.isEmpty,
            outlook.decision.findings.contains(where: { $0.missing.contains("approvals") })
        else { return nil }
        if request.caller.id == dossier.version.author {
            return "You registered this version, so somebody else must approve it."
        }
        let roles = Set(outlook.policy.approvalDemands.flatMap(\.roles)).sorted()
            .map { Wording.title($0.rawValue).lowercased() }
        return "It waits for an approval by: \(Wording.list(roles))."
    }

    private static func waive(
        _ review: ReviewVersion.Reviewed, for request: ConsoleRequest
    ) -> Waive? {
        let dossier = review.shown.dossier
        guard let outlook = review.outlook, outlook.policy.waivers.maxAgeDays > 0,
            request.allows(.waiveFinding, in: dossier.subject.workspace),
            request.caller.id != dossier.version.author,
            !principal(review, request).roles.isDisjoint(with: outlook.policy.waivers.roles)
        else { return nil }
        let open = Set(
            outlook.decision.findings.filter {
                [.violated, .undecided].contains($0.outcome)
            }.map(\.rule))
        let rules = outlook.policy.rules.filter { $0.isWaivable && open.contains($0.id) }
        guard !rules.isEmpty else { return nil }
        let days = outlook.policy.waivers.maxAgeDays
        return Waive(
            waiveAction: Address("versions", dossier.version.name.description, "waive").text,
            rules: rules.map { Rule(id: $0.id, waivableTitle: $0.title) },
            untilDay: request.now.adding(days: min(30, days)).day,
            untilMax: request.now.adding(days: days).day, days: days)
    }
}
