/// The tables that a rebuild fills while the old ones are still read: each has a `~` after its name.
struct ShadowRows: RowReading {
    let base: any RowReading

    static func name(of table: String) -> String { table + "~" }

    func rows(_ query: RowQuery) async throws(LedgerError) -> RowPage {
        var shadowed = query
        shadowed.table = Self.name(of: query.table)
        return try await base.rows(shadowed).moved(to: query.table)
    }

    static func change(_ change: RowChange) -> RowChange {
        switch change {
        case .put(let row): .put(row.moved(to: name(of: row.table)))
        case .remove(let table, let key): .remove(table: name(of: table), key: key)
        case .clear(let table): .clear(table: name(of: table))
        case .swap(let table, let other): .swap(table: name(of: table), with: name(of: other))
        }
    }
}

extension RowPage {
    func moved(to table: String) -> Self {
        let moved = zip(rows, cursors).map { (row: $0.moved(to: table), cursor: $1) }
        return RowPage(moved, hasMore: hasMore)
    }
}
