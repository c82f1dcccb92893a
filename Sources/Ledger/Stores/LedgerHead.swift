package import Transparency

/// Where the ledger stands: all that a writer needs to append to it.
package struct LedgerHead: Sendable, Equatable {
    /// The tree's right edge: its size and root.
    package let frontier: MerkleFrontier
    /// The signed checkpoint over `frontier`, as a note; `nil` while nothing was ever appended.
    package let checkpoint: String?
    /// The commits so far, which counts those that only changed rows too.
    ///
    /// INVARIANT: no two commits lead to the same revision, so that a writer whose view is old is
    /// refused even when no record was added.
    package let revision: Int
    /// Who made the last commit; `nil` when there was none.
    package let writer: String?
    /// The format in which the store holds it.
    package let formatVersion: Int

    package static let supportedFormatVersion = 1
    /// The ledger in which nothing has happened.
    package static let empty = LedgerHead(
        frontier: MerkleFrontier(), checkpoint: nil, revision: 0, writer: nil)

    package init(
        frontier: MerkleFrontier, checkpoint: String?, revision: Int, writer: String?,
        formatVersion: Int = LedgerHead.supportedFormatVersion
    ) {
        self.frontier = frontier
        self.checkpoint = checkpoint
        self.revision = revision
        self.writer = writer
        self.formatVersion = formatVersion
    }

    /// The number of records.
    package var size: Int { frontier.size }
    package var root: Digest { frontier.root }

    /// - Throws: ``LedgerError/outOfRange(_:)`` when some of these records are not there yet.
    package func requireRecords(in range: Range<Int>) throws(LedgerError) {
        guard range.lowerBound >= 0, range.upperBound <= size else {
            throw .outOfRange("the ledger has \(size) records, not \(range.upperBound)")
        }
    }

    /// - Throws: ``LedgerError/outOfRange(_:)`` when some of these hashes are not complete yet.
    package func requireHashes(level: Int, in range: Range<Int>) throws(LedgerError) {
        guard (0...7).contains(level), range.lowerBound >= 0,
            range.upperBound <= size >> (8 * level)
        else {
            throw .outOfRange(
                "a ledger of \(size) records has no hash \(range.upperBound) of level \(level)")
        }
    }
}
