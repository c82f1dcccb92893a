package import Governance
import Ledger
package import Transparency

/// Tries a policy on every past decision it would have judged.
package struct BacktestPolicy: Operation {
    package let file: PolicyFile
    package let by: Actor

    package static let permission = Permission.readInventory
    package var object: OperationObject { .visible }

    package init(file: PolicyFile, by: Actor) {
        self.file = file
        self.by = by
    }

    package struct Change: Sendable, Equatable {
        package let decision: Digest
        package let version: String
        package let at: Instant
        package let was: Verdict
        package let would: Verdict
        /// The rules that make the difference.
        package let rules: [String]

        package init(
            decision: Digest, version: String, at: Instant, was: Verdict, would: Verdict,
            rules: [String]
        ) {
            self.decision = decision
            self.version = version
            self.at = at
            self.was = was
            self.would = would
            self.rules = rules
        }
    }

    package struct Outcome: Sendable {
        package let policy: String
        package let judgedCount: Int
        /// Decisions on subjects or transitions that the policy does not cover.
        package let passedOverCount: Int
        package let changes: [Change]

        package init(
            policy: String, judgedCount: Int, passedOverCount: Int, changes: [Change]
        ) {
            self.policy = policy
            self.judgedCount = judgedCount
            self.passedOverCount = passedOverCount
            self.changes = changes
        }
    }

    package func run(on platform: Platform) async throws -> Outcome {
        let policy = try file.policy()
        let visible = by.workspaces(for: Self.permission)
        var judged = 0
        var passedOver = 0
        var changes: [Change] = []
        try await platform.store.eachRow(of: .decisions) { row in
            guard visible.contains(row.workspace), let record = RecordedDecision(row) else {
                return
            }
            let dossier = try record.dossier(from: platform.blobs)
            guard policy.scope.covers(dossier.subject, transition: dossier.to) else {
                passedOver += 1
                return
            }
            judged += 1
            let again = Gate.judge(dossier, by: policy)
            guard again.verdict != record.verdict else { return }
            let open: [Finding.Outcome] = [.violated, .undecided]
            changes.append(
                Change(
                    decision: record.id, version: record.version, at: dossier.at,
                    was: record.verdict, would: again.verdict,
                    rules: again.findings.filter { open.contains($0.outcome) }.map(\.rule)))
        }
        return Outcome(
            policy: policy.name, judgedCount: judged, passedOverCount: passedOver, changes: changes)
    }
}
