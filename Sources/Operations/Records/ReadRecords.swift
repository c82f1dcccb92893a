package import Governance
import Ledger
package import Transparency

/// Records of the ledger as they are kept, oldest first.
package struct ReadRecords: Operation {
    /// The index of the first; `nil` for the newest.
    package let from: Int?
    package let count: Int
    package let by: Actor

    package static let permission = Permission.readLedger
    package static let countMax = 10_000
    package var object: OperationObject { .platform }

    package init(from: Int?, count: Int, by: Actor) {
        self.from = from
        self.count = count
        self.by = by
    }

    package struct Entry: Sendable {
        package let index: Int
        package let json: JSON

        package init(index: Int, json: JSON) {
            self.index = index
            self.json = json
        }
    }

    package func run(on platform: Platform) async throws -> [Entry] {
        let store = platform.store
        return try await Failure.reading { () throws(LedgerError) in
            let size = try await store.head().size
            let first = min(from ?? max(0, size - count), size)
            let range = first..<min(size, first + count)
            let records = try await store.records(in: range)
            return zip(range, records).map { index, bytes in
                Entry(index: index, json: (try? JSON(parsing: bytes)) ?? .string("unreadable"))
            }
        }
    }
}
