package import Transparency

/// The ledger in memory: for tests, dry runs and rebuilding read models aside.
package actor MemoryStore: LedgerStore {
    private var current = LedgerHead.empty
    private var stored: [[UInt8]] = []
    /// The hashes of each tile level.
    private var levels = [[Digest]](repeating: [], count: TileCoordinate.levelMax + 1)
    private var tables: [String: MemoryTable] = [:]

    package init() {}

    package func head() -> LedgerHead { current }

    package func append(
        _ batch: LedgerBatch, expecting expected: LedgerHead
    ) throws(LedgerError) -> LedgerHead {
        try batch.validate()
        guard expected == current else { throw .headMoved }
        stored += batch.records
        levels[0] += batch.leaves
        for tile in batch.tileHashes { levels[tile.level].append(tile.hash) }
        for change in batch.rowChanges { apply(change) }
        current = batch.head
        return current
    }

    package func records(in range: Range<Int>) throws(LedgerError) -> [[UInt8]] {
        try current.requireRecords(in: range)
        return Array(stored[range])
    }

    package func hashes(level: Int, in range: Range<Int>) throws(LedgerError) -> [Digest] {
        try current.requireHashes(level: level, in: range)
        return Array(levels[level][range])
    }

    package func rows(_ query: RowQuery) throws(LedgerError) -> RowPage {
        try query.validate()
        return tables[query.table]?.rows(query) ?? .empty
    }

    private func apply(_ change: RowChange) {
        switch change {
        case .put(let row): tables[row.table, default: MemoryTable()].put(row)
        case .remove(let table, let key): tables[table]?.remove(key)
        case .clear(let table): tables[table] = nil
        case .swap(let table, let other):
            let (first, second) = (tables[table], tables[other])
            tables[table] = second?.named(table)
            tables[other] = first?.named(other)
        }
    }
}

/// One read model in memory, with an index of its fields.
private struct MemoryTable {
    private struct Entry {
        var row: Row
        var cursor: PageCursor
    }

    private struct Term: Hashable {
        let field: ExactText
        let value: ExactText
    }

    private var entries: [ExactText: Entry] = [:]
    private var keysByTerm: [Term: Set<ExactText>] = [:]
    private var lastTie: Int64 = 0

    mutating func put(_ row: Row) {
        let key = ExactText(row.key)
        let old = remove(row.key)
        lastTie += 1
        let tie = old?.order == row.order ? old?.tie ?? lastTie : lastTie
        entries[key] = Entry(row: row, cursor: PageCursor(order: row.order, tie: tie))
        for term in Self.terms(of: row) { keysByTerm[term, default: []].insert(key) }
    }

    @discardableResult
    mutating func remove(_ key: String) -> PageCursor? {
        let key = ExactText(key)
        guard let old = entries.removeValue(forKey: key) else { return nil }
        for term in Self.terms(of: old.row) {
            keysByTerm[term]?.remove(key)
            if keysByTerm[term]?.isEmpty == true { keysByTerm[term] = nil }
        }
        return old.cursor
    }

    func named(_ table: String) -> Self {
        var copy = self
        copy.entries = entries.mapValues {
            Entry(row: $0.row.moved(to: table), cursor: $0.cursor)
        }
        return copy
    }

    func rows(_ query: RowQuery) -> RowPage {
        query.page(of: candidates(for: query).map { ($0.row, $0.cursor) })
    }

    private func candidates(for query: RowQuery) -> [Entry] {
        if let keys = query.keys {
            return Set(keys.map(ExactText.init)).compactMap { entries[$0] }
        }
        let postings = query.matching.map { match in
            keysByTerm[Term(field: ExactText(match.field), value: ExactText(match.value))] ?? []
        }
        guard let fewest = postings.min(by: { $0.count < $1.count }) else {
            return Array(entries.values)
        }
        return fewest.compactMap { entries[$0] }
    }

    private static func terms(of row: Row) -> [Term] {
        row.fields.flatMap { field, values in
            values.map { Term(field: ExactText(field), value: ExactText($0)) }
        }
    }
}
