package import Governance
package import Ledger
import Transparency

/// What the gate has said, newest first.
package struct ListDecisions: Operation {
    package let verdict: Verdict?
    package let version: VersionName?
    package let policy: String?
    package let after: PageCursor?
    package let limit: Int
    package let by: Actor

    package static let permission = Permission.readInventory
    package var object: OperationObject { .visible }

    package init(
        verdict: Verdict? = nil, version: VersionName? = nil, policy: String? = nil,
        after: PageCursor? = nil, limit: Int = 50, by: Actor
    ) {
        self.verdict = verdict
        self.version = version
        self.policy = policy
        self.after = after
        self.limit = limit
        self.by = by
    }

    package func run(on platform: Platform) async throws -> RowPage {
        var matching: [RowQuery.Match] = []
        if let verdict { matching.append(.init("verdict", verdict.rawValue)) }
        if let version { matching.append(.init("version", version.description)) }
        if let policy { matching.append(.init("policy", policy)) }
        return try await platform.store.rows(
            RowQuery(
                ReadModel.decisions.rawValue, matching: matching, after: after, limit: limit),
            in: by.workspaces(for: Self.permission))
    }
}
