/// Copies a ledger into an empty store, of whatever kind: records, and rows that no record makes.
///
/// The copy has the same records, hashes, head and checkpoint. Read models are for a rebuild to
/// make. The source must stand still: a snapshot, or a file that nobody writes to.
package struct LedgerCopy: Sendable {
    private let source: any LedgerStore
    private let target: any LedgerStore
    /// The tables whose rows are copied.
    private let tables: [String]
    private let writer: String

    private static let chunkSize = 256
    private static let pageSize = 500

    package init(
        from source: any LedgerStore, into target: any LedgerStore, tables: [String],
        writer: String
    ) {
        self.source = source
        self.target = target
        self.tables = tables
        self.writer = writer
    }

    /// - Throws: ``LedgerError/refused(_:)`` when the target is not empty.
    /// - Complexity: O(records + rows of `tables`).
    package func run() async throws(LedgerError) {
        guard try await target.head() == .empty else {
            throw .refused("the database that is to take the ledger is not empty")
        }
        let head = try await source.head()
        var copied = LedgerHead.empty
        while copied.size < head.size {
            copied = try await copyRecords(after: copied, of: head)
        }
        guard copied.frontier == head.frontier else {
            throw .corrupt("the records do not make the ledger's root")
        }
        for table in tables { copied = try await copyRows(of: table, after: copied) }
    }

    private func copyRecords(
        after copied: LedgerHead, of head: LedgerHead
    ) async throws(LedgerError) -> LedgerHead {
        let end = min(copied.size + Self.chunkSize, head.size)
        let records = try await source.records(in: copied.size..<end)
        let leaves = try await source.hashes(level: 0, in: copied.size..<end)
        let batch = LedgerBatch(
            extending: copied, by: TreeExtension(of: copied.frontier, leaves: leaves),
            records: records, rowChanges: [], checkpoint: head.checkpoint ?? "", writer: writer)
        return try await target.append(batch, expecting: copied)
    }

    private func copyRows(
        of table: String, after start: LedgerHead
    ) async throws(LedgerError) -> LedgerHead {
        var head = start
        var query: RowQuery? = RowQuery(table, limit: Self.pageSize, direction: .oldestFirst)
        while let asked = query {
            let page = try await source.rows(asked)
            query = page.next.map(asked.going)
            guard !page.rows.isEmpty else { continue }
            let batch = LedgerBatch(
                changing: page.rows.map(RowChange.put), after: head, writer: writer)
            head = try await target.append(batch, expecting: head)
        }
        return head
    }
}
