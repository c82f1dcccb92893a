package import Governance
import Ledger
package import Transparency

/// A recorded decision with all it was made from, and whether making it again gives the same bytes.
package struct ShowDecision: Operation {
    package let decision: String
    package let by: Actor

    package static let permission = Permission.readInventory
    package var object: OperationObject { .visible }

    package init(decision: String, by: Actor) {
        self.decision = decision
        self.by = by
    }

    package struct Shown: Sendable {
        package let id: Digest
        package let decision: Decision
        package let policy: Policy
        /// As it was when the decision was made.
        package let policyText: String
        package let dossier: Dossier
        /// By rule.
        package let measures: [String: [MeasuredFact]]
        /// Whether judging the kept facts by the kept policy gives the recorded bytes.
        package let isReplayed: Bool
        package let people: People
        package let recordIndex: Int
    }

    package func run(on platform: Platform) async throws -> Shown {
        let record = try await RecordedDecision.find(
            decision, in: by.workspaces(for: Self.permission), on: platform)
        let row = try await platform.store.row(.decisions, record.id.description)
        let dossier = try record.dossier(from: platform.blobs)
        let policy = try record.policy(from: platform.blobs)
        let facts = UsableFacts(dossier)
        let again = Gate.judge(facts, by: policy)
        return Shown(
            id: record.id, decision: again, policy: policy,
            policyText: String(decoding: try platform.blobs.get(record.policy), as: UTF8.self),
            dossier: dossier,
            measures: Dictionary(
                policy.rules.map { ($0.id, policy.measures(of: $0, on: facts)) }
            ) { first, _ in first },
            isReplayed: again.bytes == (try platform.blobs.get(record.id)),
            people: try await People(on: platform, ids: dossier.people),
            recordIndex: Int(row?.order ?? 0))
    }
}
