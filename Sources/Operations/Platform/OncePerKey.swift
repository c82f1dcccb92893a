import Governance
import Ledger
package import Transparency

/// Has one request do its work once, however often it is sent.
///
/// The answer is kept in the same commit as what it answers for, so that no crash comes between.
package struct OncePerKey: Sendable {
    @TaskLocal package static var current: OncePerKey?

    static let table = "idempotency"
    /// How long an answer is kept, at least.
    static let keptHours = 24
    /// Each answer that is kept has so many go that are too old.
    private static let removedCountMax = 4

    /// Of who asks and the key they gave.
    package let key: Digest
    /// Of what they ask.
    package let request: Digest
    /// The answer as it goes out.
    let answer: @Sendable (any Sendable) -> JSON?

    package init(
        key: Digest, request: Digest, answer: @escaping @Sendable (any Sendable) -> JSON?
    ) {
        self.key = key
        self.request = request
        self.answer = answer
    }

    /// The work was done already.
    package struct Replay: Error {
        package let answer: JSON
        /// The records it appended then.
        package let records: [Int]
    }

    /// - Throws: ``Replay`` when it was done; a refusal when the key was used for something else.
    func claim(in turn: inout Turn) async throws {
        guard let row = try await turn.row(Self.table, key.description) else { return }
        guard row.document["request"]?.stringValue == request.description else {
            throw Failure.refused(
                "key_reused", "this `Idempotency-Key` was used for another request")
        }
        let records = row.document["records"]?.arrayValue?.compactMap(\.intValue) ?? []
        throw Replay(answer: row.document["answer"] ?? .null, records: records)
    }

    func keep(_ value: any Sendable, in turn: inout Turn, now: Instant) async throws {
        guard let answer = answer(value) else { return }
        try await removeOld(in: &turn, now: now)
        try turn.put(
            Row(
                table: Self.table, key: key.description,
                document: [
                    "request": .string(request.description), "answer": answer,
                    "records": .array(turn.records.map { JSON($0.index) }),
                    "at": .string(now.description),
                ], order: now.milliseconds / 60_000))
    }

    private func removeOld(in turn: inout Turn, now: Instant) async throws {
        let oldest = try await turn.rows(
            RowQuery(Self.table, limit: Self.removedCountMax, direction: .oldestFirst))
        for row in oldest.rows {
            let at = row.document["at"]?.stringValue.flatMap { Instant($0) }
            let age = now.milliseconds - (at?.milliseconds ?? 0)
            guard age > Int64(Self.keptHours) * 3_600_000 else { return }
            try turn.remove(table: Self.table, key: row.key)
        }
    }
}
