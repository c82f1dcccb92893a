package import Governance
package import Ledger
package import Transparency

/// Where the ledger stands, how it grew, and a page of its records, newest first.
package struct ReadLedger: Operation {
    /// Records before this index; `nil` for the newest.
    package let before: Int?
    package let by: Actor

    package static let permission = Permission.readLedger
    package var object: OperationObject { .platform }
    package static let pageSize = 40
    /// Records that are read to draw the growth.
    static let sampleCount = 32

    package init(before: Int? = nil, by: Actor) {
        self.before = before
        self.by = by
    }

    package struct Entry: Sendable {
        package let index: Int
        /// `nil` when it does not read.
        package let record: Record?
    }

    package struct Shown: Sendable {
        package let size: Int
        package let root: Digest
        package let checkpoint: String?
        /// Newest first.
        package let entries: [Entry]
        /// Records in the order of their index, evenly apart.
        package let growth: [(index: Int, at: Instant)]
        package let people: People
    }

    package func run(on platform: Platform) async throws -> Shown {
        let head = try await Failure.reading { () throws(LedgerError) in
            try await platform.store.head()
        }
        let end = min(max(before ?? head.size, 0), head.size)
        let range = max(0, end - Self.pageSize)..<end
        let entries = try await Self.entries(in: range, on: platform)
        var growth: [(index: Int, at: Instant)] = []
        let step = max(1, head.size / Self.sampleCount)
        for index in Set(Array(stride(from: 0, to: head.size, by: step)) + [head.size - 1]).sorted()
        where index >= 0 {
            let found = try await Self.entries(in: index..<index + 1, on: platform)
            if let record = found.first?.record { growth.append((index, record.at)) }
        }
        return Shown(
            size: head.size, root: head.root, checkpoint: head.checkpoint,
            entries: entries.reversed(), growth: growth,
            people: try await People(
                on: platform,
                ids: entries.flatMap { entry in
                    [entry.record?.by, entry.record?.body["principal"]?.stringValue]
                        .compactMap { $0 }
                }))
    }

    static func entries(
        in range: Range<Int>, on platform: Platform
    ) async throws(Failure) -> [Entry] {
        let records = try await Failure.reading { () throws(LedgerError) in
            try await platform.store.records(in: range)
        }
        return zip(range, records).map { index, bytes in
            Entry(index: index, record: try? Record(parsing: bytes))
        }
    }
}

extension Failure {
    /// The ledger's errors as failures.
    static func reading<Value>(
        _ work: () async throws(LedgerError) -> Value
    ) async throws(Failure) -> Value {
        do { return try await work() } catch { throw Failure(error) }
    }
}
