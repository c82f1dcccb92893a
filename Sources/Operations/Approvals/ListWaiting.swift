package import Governance
package import Ledger
package import Transparency

/// The newest versions whose gate waits for an approval that the actor may give.
package struct ListWaiting: Operation {
    package let after: PageCursor?
    package let by: Actor

    package static let permission = Permission.readInventory
    package var object: OperationObject { .visible }
    /// Subjects that are looked at for one page; each costs a review.
    static let candidateLimit = 40

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
        for row in page.rows {
            guard let subject = Subject(json: row.document),
                let latest = row.document["latest"]?.stringValue.flatMap({ VersionName($0) })
            else { continue }
            let states = row.document["states"]?.objectValue ?? [:]
            for to in states.keys.sorted() where states[to] == "undecided" {
                let fitting = policies.filter { $0.applies(to: subject, transition: to) }
                guard let policy = fitting.first, fitting.count == 1 else { continue }
                let dossier = try await platform.store.dossier(
                    of: latest, to: to, on: platform, at: platform.now())
                waiting += self.waiting(dossier, by: policy, judged: row.document["judged"]?[to])
            }
        }
        return Page(
            waiting: waiting, next: page.next,
            people: try await People(on: platform, ids: waiting.map(\.author.text)))
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
