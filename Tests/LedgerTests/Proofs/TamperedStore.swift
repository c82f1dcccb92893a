import Transparency

@testable import Ledger

/// A ledger with something altered in it behind its back.
struct TamperedStore: LedgerStore {
    let inner: any LedgerStore
    var alterHead: @Sendable (LedgerHead) -> LedgerHead = { $0 }
    /// An index and a record's bytes give what is read there.
    var alterRecord: @Sendable (Int, [UInt8]) -> [UInt8] = { $1 }
    /// A level, an index and the hash give what is read there.
    var alterHash: @Sendable (Int, Int, Digest) -> Digest = { $2 }
    var failure: LedgerError?

    func head() async throws(LedgerError) -> LedgerHead { alterHead(try await inner.head()) }

    func append(
        _ batch: LedgerBatch, expecting expected: LedgerHead
    ) async throws(LedgerError) -> LedgerHead {
        try await inner.append(batch, expecting: expected)
    }

    func records(in range: Range<Int>) async throws(LedgerError) -> [[UInt8]] {
        if let failure { throw failure }
        return zip(range, try await inner.records(in: range)).map(alterRecord)
    }

    func hashes(level: Int, in range: Range<Int>) async throws(LedgerError) -> [Digest] {
        zip(range, try await inner.hashes(level: level, in: range))
            .map { alterHash(level, $0, $1) }
    }

    func rows(_ query: RowQuery) async throws(LedgerError) -> RowPage {
        try await inner.rows(query)
    }
}
