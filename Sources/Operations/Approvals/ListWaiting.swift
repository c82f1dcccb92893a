package import Governance
package import Ledger
package import Transparency

/// The newest versions whose gate waits for an approval that the actor may give.
package struct ListWaiting: Operation {
    package let after: PageCursor?
    package let by: Actor

    package static let permission = Permission.readInventory
    package var object: OperationObject { .visible }
    /// Subjects whose row is looked at for one page.
    static let candidateLimit = 200
    /// Subjects whose whole dossier is; each costs a dozen queries.
    static let reviewLimit = 20

    package init(after: PageCursor? = nil, by: Actor) {
        self.after = after
        self.by = by
    }

    package struct Waiting: Sendable {
        package let subject: Subject
        package let version: VersionName
        package let to: String
        /// Who registered it.
        package let author: Principal.ID
        /// The rules that ask for an approval.
        package let rules: [String]
        /// The roles that the actor could approve in.
        package let roles: [PrincipalRole]
        /// Whether nothing but approvals is open.
        package let isOtherwiseReady: Bool
        /// When the gate was last asked, as recorded.
        package let judgedAt: Instant?
    }

    package struct Page: Sendable {
        package let waiting: [Waiting]
        package let next: PageCursor?
        package let people: People
    }

    package func run(on platform: Platform) async throws -> Page {
        let page = try await platform.store.rows(
            RowQuery(
                ReadModel.subjects.rawValue, matching: [.init("state", "undecided")],
                after: after, limit: Self.candidateLimit),
            in: by.workspaces(for: .approveVersion))
        let policies = try platform.policies.all()
        var waiting: [Waiting] = []
        var (reviewed, next) = (0, page.next)
        for (row, cursor) in zip(page.rows, page.cursors) {
            for candidate in candidates(row, among: policies) {
                let dossier = try await platform.store.dossier(
                    of: candidate.version, to: candidate.to, on: platform, at: platform.now())
                waiting += self.waiting(
                    dossier, by: candidate.policy, judged: row.document["judged"]?[candidate.to])
                reviewed += 1
            }
            guard reviewed < Self.reviewLimit else {
                next = cursor == page.cursors.last ? page.next : cursor
                break
            }
        }
        return Page(
            waiting: waiting, next: next,
            people: try await People(on: platform, ids: waiting.map(\.author.text)))
    }

    private struct Candidate {
        let version: VersionName
        let to: String
        let policy: Policy
    }

    /// Where the newest version of a subject is undecided by a rule that asks for an approval in one
    /// of the actor's roles.
    private func candidates(_ row: Row, among policies: [Policy]) -> [Candidate] {
        guard let subject = Subject(json: row.document),
            let latest = row.document["latest"]?.stringValue.flatMap({ VersionName($0) }),
            let principal = by.signing(in: subject.workspace)
        else { return [] }
        let rules = row.document["open"]?.objectValue ?? [:]
        let states = row.document["states"]?.objectValue ?? [:]
        return states.keys.sorted().filter { states[$0] == "undecided" }.compactMap { to in
            let fitting = policies.filter { $0.scope.covers(subject, transition: to) }
            guard let policy = fitting.first, fitting.count == 1 else { return nil }
            let open = Set((rules[to]?.arrayValue ?? []).compactMap(\.stringValue))
            let isAsked = policy.rules.contains { rule in
                open.contains(rule.id)
                    && !principal.roles.isDisjoint(with: rule.approvals?.roles ?? [])
            }
            return isAsked ? Candidate(version: latest, to: to, policy: policy) : nil
        }
    }

    private func waiting(_ dossier: Dossier, by policy: Policy, judged: JSON?) -> [Waiting] {
        guard let principal = by.signing(in: dossier.subject.workspace),
            let role = try? Approval.role(
                for: principal, on: dossier, asked: policy.approvalDemands)
        else { return [] }
        let open = Gate.judge(dossier, by: policy).findings.filter {
            [.undecided, .violated].contains($0.outcome)
        }
        let rules = Dictionary(policy.rules.map { ($0.id, $0) }) { first, _ in first }
        let asking = open.filter { rules[$0.rule]?.approvals?.roles.contains(role) ?? false }
        guard !asking.isEmpty else { return [] }
        return [
            Waiting(
                subject: dossier.subject, version: dossier.version.name, to: dossier.to,
                author: dossier.version.author, rules: asking.map(\.title),
                roles: principal.roles.filter { role in
                    asking.contains { rules[$0.rule]?.approvals?.roles.contains(role) ?? false }
                }.sorted(), isOtherwiseReady: asking.count == open.count,
                judgedAt: judged?.stringValue.flatMap { Instant($0) })
        ]
    }
}

extension Actor {
    /// Whoever a server authenticated, with the roles that count in a workspace.
    fileprivate func signing(in workspace: Workspace) -> Principal? {
        guard case .authenticated(let caller, _) = self else { return nil }
        return Principal(
            id: caller.id, roles: caller.access.roles(in: workspace), grade: .verified)
    }
}
