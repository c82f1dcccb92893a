/// Row changes that are not committed yet, laid over what is.
struct RowOverlay: Sendable {
    fileprivate struct Table: Sendable {
        /// The rows that stand there now; `nil` where one was removed.
        var rows: [ExactText: Pending] = [:]
    }

    fileprivate struct Pending: Sendable {
        let row: Row?
        /// Rows that were put later stand later among those of the same order.
        let sequence: Int64
    }

    private var tables: [String: Table] = [:]
    private var sequence: Int64

    /// Changes over what is stored.
    ///
    /// They stand after all stored rows of the same order.
    init() { sequence = 1 << 56 }

    /// Changes over those of another overlay.
    init(over other: RowOverlay) { sequence = other.sequence }

    /// All changes, one a row, in no particular order.
    var changes: [RowChange] {
        tables.flatMap { name, table in
            table.rows.map { key, pending in
                pending.row.map(RowChange.put) ?? .remove(table: name, key: key.text)
            }
        }
    }

    var count: Int { tables.values.reduce(0) { $0 + $1.rows.count } }
    var isEmpty: Bool { tables.isEmpty }

    mutating func put(_ row: Row) { set(row, table: row.table, key: row.key) }

    mutating func remove(table: String, key: String) { set(nil, table: table, key: key) }

    private mutating func set(_ row: Row?, table: String, key: String) {
        sequence += 1
        tables[table, default: Table()].rows[ExactText(key)] =
            Pending(row: row, sequence: sequence)
    }

    /// Lays another overlay's changes over these.
    mutating func merge(_ other: RowOverlay) {
        for (name, table) in other.tables {
            let later = table.rows.sorted { $0.value.sequence < $1.value.sequence }
            for (key, pending) in later { set(pending.row, table: name, key: key.text) }
        }
    }
}

extension RowOverlay {
    /// The rows that a query finds in `base` with these changes applied.
    ///
    /// - Complexity: the base's, and O(pending rows of the table).
    func rows(
        _ query: RowQuery, over base: some RowReading
    ) async throws(LedgerError) -> RowPage {
        try query.validate()
        guard let table = tables[query.table] else { return try await base.rows(query) }
        let wanted = query.limit + 1
        var stored: [(row: Row, cursor: PageCursor)] = []
        var rest: RowQuery? = query.leavingOut(keysOf: table.rows)
        while let query = rest, stored.count < wanted {
            let page = try await base.rows(query)
            for (row, cursor) in zip(page.rows, page.cursors)
            where table.rows[ExactText(row.key)] == nil {
                stored.append((row, cursor))
            }
            rest = page.next.map { query.going(after: $0) }
        }
        return RowPage(query.sorted(table.found(by: query) + stored), limit: query.limit)
    }
}

extension RowOverlay.Table {
    fileprivate func found(by query: RowQuery) -> [(row: Row, cursor: PageCursor)] {
        candidates(for: query).compactMap { pending in
            guard let row = pending.row, query.includes(row) else { return nil }
            let cursor = PageCursor(order: row.order, tie: pending.sequence)
            return query.reaches(cursor) ? (row, cursor) : nil
        }
    }

    private func candidates(for query: RowQuery) -> [RowOverlay.Pending] {
        guard let keys = query.keys else { return Array(rows.values) }
        return Set(keys.map(ExactText.init)).compactMap { rows[$0] }
    }
}

extension RowQuery {
    /// Whether a row that stands there comes after ``after``.
    package func reaches(_ cursor: PageCursor) -> Bool {
        guard let after else { return true }
        return direction == .newestFirst ? cursor < after : after < cursor
    }

    /// The same query, from there on.
    func going(after cursor: PageCursor) -> Self {
        var query = self
        query.after = cursor
        return query
    }

    /// What is still to be asked of the store when some keys' rows are known; `nil` for nothing.
    fileprivate func leavingOut(keysOf known: [ExactText: some Any]) -> Self? {
        guard let keys else { return self }
        var query = self
        query.keys = keys.filter { known[ExactText($0)] == nil }
        return query.keys?.isEmpty == true ? nil : query
    }
}

/// What is stored, with changes laid over it.
struct OverlaidRows: RowReading {
    let overlay: RowOverlay
    let base: any RowReading

    func rows(_ query: RowQuery) async throws(LedgerError) -> RowPage {
        try await overlay.rows(query, over: base)
    }
}
