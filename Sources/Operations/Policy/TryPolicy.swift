package import Governance
import Ledger
import Transparency

/// A changed text of a policy, tried on its own fixtures and on past decisions, with nothing changed.
package struct TryPolicy: Operation {
    package let text: String
    package let by: Actor

    package static let permission = Permission.readInventory
    package var object: OperationObject { .visible }
    package static let byteCountMax = 256 << 10
    /// Decisions that are judged again, the newest first.
    package static let decisionLimit = 300

    package init(text: String, by: Actor) {
        self.text = text
        self.by = by
    }

    package struct Tried: Sendable {
        /// The policy's name.
        package let policy: String
        package let fixtures: [FixtureResult]
        package let judgedCount: Int
        /// Decisions on subjects or transitions that it does not cover.
        package let passedOverCount: Int
        /// Whether there are older decisions that were not tried.
        package let hasMore: Bool
        package let changes: [BacktestPolicy.Change]

        package init(
            policy: String, fixtures: [FixtureResult], judgedCount: Int, passedOverCount: Int,
            hasMore: Bool, changes: [BacktestPolicy.Change]
        ) {
            self.policy = policy
            self.fixtures = fixtures
            self.judgedCount = judgedCount
            self.passedOverCount = passedOverCount
            self.hasMore = hasMore
            self.changes = changes
        }
    }

    package func run(on platform: Platform) async throws -> Tried {
        guard text.utf8.count <= Self.byteCountMax else {
            throw Failure.fault("too_large", "a policy has at most \(Self.byteCountMax) bytes")
        }
        let policy = try PolicyFile(name: "line", bytes: Array(text.utf8)).policy()
        let page = try await ListDecisions(limit: Self.decisionLimit, by: by).run(on: platform)
        var judged = 0
        var changes: [BacktestPolicy.Change] = []
        for row in page.rows {
            guard let record = RecordedDecision(row) else { continue }
            let dossier = try record.dossier(from: platform.blobs)
            guard policy.scope.covers(dossier.subject, transition: dossier.to) else { continue }
            judged += 1
            if let change = BacktestPolicy.Change(record, on: dossier, by: policy) {
                changes.append(change)
            }
        }
        return Tried(
            policy: policy.name, fixtures: policy.runFixtures(), judgedCount: judged,
            passedOverCount: page.rows.count - judged, hasMore: page.hasMore, changes: changes)
    }
}

extension BacktestPolicy.Change {
    /// `nil` when the policy says the same.
    init?(_ record: RecordedDecision, on dossier: Dossier, by policy: Policy) {
        let again = Gate.judge(dossier, by: policy)
        guard again.verdict != record.verdict else { return nil }
        let open: [Finding.Outcome] = [.violated, .undecided]
        self.init(
            decision: record.id, version: record.version, at: dossier.at, was: record.verdict,
            would: again.verdict,
            rules: again.findings.filter { open.contains($0.outcome) }.map(\.rule))
    }
}
