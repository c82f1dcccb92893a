package import Transparency

/// All that one commit writes: records, the hashes that they complete, the new head and rows.
package struct LedgerBatch: Sendable {
    /// A hash of tile level 1 or above, which covers 256^level leaves.
    package struct TileHash: Sendable, Equatable {
        package let level: Int
        package let index: Int
        package let hash: Digest
    }

    /// The new records' bytes, in order.
    package let records: [[UInt8]]
    /// The leaf hash of each of `records`; these are the hashes of tile level 0.
    package let leaves: [Digest]
    /// What the new records complete at the levels above.
    package let tileHashes: [TileHash]
    /// Applied in order, after which readers see them all at once.
    package let rowChanges: [RowChange]
    /// The head that the commit leads to.
    package let head: LedgerHead

    /// The index of the first new record.
    package var firstIndex: Int { head.size - records.count }

    /// A commit that appends records.
    ///
    /// `checkpoint` is the signed note over the extended tree.
    package init(
        extending head: LedgerHead, by tree: TreeExtension, records: [[UInt8]],
        rowChanges: [RowChange], checkpoint: String, writer: String
    ) {
        self.records = records
        leaves = tree.leaves
        tileHashes = tree.tileHashes
        self.rowChanges = rowChanges
        self.head = LedgerHead(
            frontier: tree.frontier, checkpoint: checkpoint, revision: head.revision + 1,
            writer: writer, formatVersion: head.formatVersion)
    }

    /// A commit that changes rows and leaves the log as it is.
    package init(changing rowChanges: [RowChange], after head: LedgerHead, writer: String) {
        (records, leaves, tileHashes) = ([], [], [])
        self.rowChanges = rowChanges
        self.head = LedgerHead(
            frontier: head.frontier, checkpoint: head.checkpoint, revision: head.revision + 1,
            writer: writer, formatVersion: head.formatVersion)
    }

    /// - Throws: ``LedgerError/refused(_:)`` when a row or record is beyond its limits.
    package func validate() throws(LedgerError) {
        if let large = records.first(where: { $0.count > Record.byteCountMax }) {
            throw .refused("\(RecordError.tooLarge(byteCount: large.count))")
        }
        for change in rowChanges { try change.validate() }
    }
}
