package import Transparency

/// Where the ledger is kept.
///
/// One commit is one transaction; nothing else ever writes.
///
/// After ``LedgerError/unknownOutcome(because:)`` a store drops its connection, so that the next
/// call works on a fresh one and sees what is truly there.
package protocol LedgerStore: RowReading {
    /// Where the ledger stands; ``LedgerHead/empty`` at first.
    func head() async throws(LedgerError) -> LedgerHead

    /// Commits a batch when the ledger stands at `expected`: all of it or nothing.
    ///
    /// It returns only once the batch is durable.
    ///
    /// - Returns: The new head, which is the batch's.
    /// - Throws: ``LedgerError/headMoved`` when the ledger stands elsewhere;
    ///   ``LedgerError/unknownOutcome(because:)`` when the batch may be there all the same; after
    ///   any other error nothing of it is.
    func append(
        _ batch: LedgerBatch, expecting expected: LedgerHead
    ) async throws(LedgerError) -> LedgerHead

    /// The bytes of the records with these indices, in order.
    ///
    /// The caller bounds the range; a record has up to 65,535 bytes.
    func records(in range: Range<Int>) async throws(LedgerError) -> [[UInt8]]

    /// Hashes of a tile level, in order: hash `i` of level `l` covers the `256^l` leaves from
    /// `i · 256^l` on. Only complete ones are kept.
    func hashes(level: Int, in range: Range<Int>) async throws(LedgerError) -> [Digest]

    /// Rows of a read model.
    func rows(_ query: RowQuery) async throws(LedgerError) -> RowPage

    /// A number that stays the same as long as nobody commits: what was read while it was this one
    /// holds still. `nil` where it costs as much as a row.
    ///
    /// Two of different stores, also on the same ledger, say nothing of each other.
    func changeStamp() throws(LedgerError) -> Int64?

    /// Where the ledger stands, with other writers kept waiting from here to the next
    /// ``append(_:expecting:)`` or ``letOthersCommit()``, where the store can keep them waiting.
    ///
    /// It is for a writer whom others came before: without it a fast one could do so for ever.
    func headAheadOfOthers() async throws(LedgerError) -> LedgerHead

    /// Gives up what ``headAheadOfOthers()`` took, when there is nothing to append.
    func letOthersCommit() async
}

extension LedgerStore {
    package func headAheadOfOthers() async throws(LedgerError) -> LedgerHead { try await head() }

    package func letOthersCommit() async {}

    package func changeStamp() throws(LedgerError) -> Int64? { nil }
}
