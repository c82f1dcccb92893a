package import Governance
import Ledger
package import Transparency

/// Makes a recorded decision again from its recorded facts and policy.
package struct ReplayDecision: Operation {
    /// A decision's digest or the beginning of it.
    package let decision: String
    package let by: Actor

    package static let permission = Permission.readInventory
    package var object: OperationObject { .visible }

    package init(decision: String, by: Actor) {
        self.decision = decision
        self.by = by
    }

    package struct Replayed: Sendable {
        package let recorded: Digest
        package let replayed: Decision
        /// Whether the bytes are those that were recorded.
        package let isIdentical: Bool

        package init(recorded: Digest, replayed: Decision, isIdentical: Bool) {
            self.recorded = recorded
            self.replayed = replayed
            self.isIdentical = isIdentical
        }
    }

    package func run(on platform: Platform) async throws -> Replayed {
        let record = try await RecordedDecision.find(
            decision, in: by.workspaces(for: Self.permission), on: platform)
        guard record.engine == Decision.engine else {
            throw Failure.fault(
                "other_engine",
                "decision `\(record.id)` was made by `\(record.engine)`, this is `\(Decision.engine)`"
            )
        }
        let again = Gate.judge(
            try record.dossier(from: platform.blobs), by: try record.policy(from: platform.blobs))
        let kept = try platform.blobs.get(record.id)
        return Replayed(recorded: record.id, replayed: again, isIdentical: again.bytes == kept)
    }
}

/// A decision as the ledger names it: by the digests of what it was made from.
struct RecordedDecision {
    let id: Digest
    let facts: Digest
    let policy: Digest
    let engine: String
    let version: String
    let verdict: Verdict

    /// The fewest hexadecimal digits by which a decision is found.
    static let digitCountMin = 6

    init?(_ row: Row) {
        let document = row.document
        guard let id = Digest(row.key),
            let facts = document["facts"]?.stringValue.flatMap({ Digest($0) }),
            let policy = document["policy"]?.stringValue.flatMap({ Digest($0) }),
            let engine = document["engine"]?.stringValue,
            let version = document["version"]?.stringValue,
            let verdict = document["verdict"]?.stringValue.flatMap(Verdict.init(rawValue:))
        else { return nil }
        self.id = id
        self.facts = facts
        self.policy = policy
        self.engine = engine
        self.version = version
        self.verdict = verdict
    }

    /// - Throws: A fault when none, or more than one, begins so.
    static func find(
        _ text: String, in workspaces: WorkspaceSet, on platform: Platform
    ) async throws -> RecordedDecision {
        let prefix = text.hasPrefix("sha256:") ? text : "sha256:" + text
        let digits = prefix.dropFirst(7)
        guard digits.utf8.count >= digitCountMin, digits.allSatisfy(\.isHexDigit) else {
            throw Failure.fault(
                "bad_digest",
                "`\(text)` is no decision: give at least \(digitCountMin) digits of its digest")
        }
        if let row = try await platform.store.row(.decisions, prefix),
            workspaces.contains(row.workspace), let whole = Self(row)
        {
            return whole
        }
        var found: [RecordedDecision] = []
        try await platform.store.eachRow(of: .decisions) { row in
            guard row.key.hasPrefix(prefix.lowercased()), workspaces.contains(row.workspace),
                let record = Self(row)
            else { return }
            found.append(record)
        }
        guard let first = found.first else {
            throw Failure.fault("unknown_decision", "there is no decision `\(text)`")
        }
        guard found.count == 1 else {
            throw Failure.fault(
                "ambiguous", "several decisions begin with `\(text)`; give more of it")
        }
        return first
    }

    func dossier(from blobs: BlobFolder) throws(Failure) -> Dossier {
        let bytes = try blobs.get(facts)
        guard let json = try? JSON(parsing: bytes), let dossier = Dossier(json: json) else {
            throw .fault("damaged_blob", "the facts `\(facts)` do not read")
        }
        return dossier
    }

    func policy(from blobs: BlobFolder) throws(Failure) -> Policy {
        let bytes = try blobs.get(policy)
        do {
            return try YAMLPolicy.parse(bytes)
        } catch {
            throw .fault("damaged_blob", "the policy `\(policy)` does not read: \(error)")
        }
    }
}
