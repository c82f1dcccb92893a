import Ledger
import Transparency

/// Finds rows by key, by fields and by words.
struct PostgresRowReader {
    let session: PostgresSession

    private static let columns = "r.id, r.key, r.ord, r.document, r.terms"

    /// What the server found, to be made into a page by ``page(_:of:)``.
    func fetch(_ query: RowQuery) throws(PostgresFailure) -> PostgresRows {
        if let keys = query.keys {
            let isOne = keys.count == 1
            let sql = """
                SELECT \(Self.columns) FROM ledger_row r
                WHERE r.table_id = (SELECT id FROM ledger_row_table WHERE name = $1)
                AND r.key = \(isOne ? "$2" : "ANY ($2::text[])")
                """
            return try session.query(
                sql, [.text(query.table), isOne ? .text(keys[0]) : .texts(keys)])
        }
        guard let tableID = try tableID(of: query.table) else {
            return try session.query("SELECT \(Self.columns) FROM ledger_row r WHERE false", [])
        }
        let isNewestFirst = query.direction == .newestFirst
        let (compare, order) = isNewestFirst ? ("<", "DESC") : (">", "ASC")
        let edge = isNewestFirst ? Int.max : -1
        let match = SearchLexemes(tableID: tableID).match(query)
        let sql = """
            SELECT \(Self.columns) FROM ledger_row r
            WHERE r.table_id = $1 AND (r.ord, r.id) \(compare) ($2, $3)
            \(match == nil ? "" : "AND r.lexemes @@ $5::text::tsquery")
            ORDER BY r.ord \(order), r.id \(order) LIMIT $4
            """
        let parameters: [PostgresValue] = [
            .bigint(tableID), .bigint(query.after.map { Int($0.order) } ?? edge),
            .bigint(query.after.map { Int($0.tie) } ?? edge), .bigint(query.limit + 1),
        ]
        return try session.query(sql, parameters + (match.map { [.text($0)] } ?? []))
    }

    /// How many rows a query finds; no row is sent.
    func count(_ query: RowQuery) throws(PostgresFailure) -> Int {
        guard let tableID = try tableID(of: query.table) else { return 0 }
        let match = SearchLexemes(tableID: tableID).match(query)
        let keys = query.keys.map { PostgresValue.texts($0) }
        let sql = """
            SELECT count(*) FROM ledger_row r WHERE r.table_id = $1
            \(match == nil ? "" : "AND r.lexemes @@ $2::text::tsquery")
            \(keys == nil ? "" : "AND r.key = ANY ($\(match == nil ? 2 : 3)::text[])")
            """
        let parameters = [.bigint(tableID)] + [match.map { .text($0) }, keys].compactMap(\.self)
        return try session.query(sql, parameters).rows.first?.first.flatMap {
            $0?.postgresInteger
        } ?? 0
    }

    static func page(_ query: RowQuery, of rows: PostgresRows) throws(LedgerError) -> RowPage {
        var found: [(row: Row, cursor: PageCursor)] = []
        for values in rows.rows {
            found.append(try row(values, query))
        }
        return query.keys == nil ? RowPage(found, limit: query.limit) : query.page(of: found)
    }

    private static func row(
        _ values: [[UInt8]?], _ query: RowQuery
    ) throws(LedgerError) -> (row: Row, cursor: PageCursor) {
        guard values.count == 5, let id = values[0]?.postgresInteger,
            let key = values[1]?.postgresText,
            let order = values[2]?.postgresInteger.map(Int64.init)
        else { throw .corrupt("a row of `\(query.table)` has no place") }
        let cursor = PageCursor(order: order, tie: Int64(id))
        if let document = values[3].flatMap({ try? JSON(parsing: $0) }),
            let index = values[4].flatMap({ try? JSON(parsing: $0) }),
            let row = Row(
                table: query.table, key: key, document: document, index: index, order: order)
        {
            return (row, cursor)
        }
        guard query.includesDamaged else {
            throw .damagedRow(table: query.table, key: key)
        }
        return (Row(damaged: key, table: query.table, order: order), cursor)
    }

    private func tableID(of table: String) throws(PostgresFailure) -> Int? {
        try session.query("SELECT id FROM ledger_row_table WHERE name = $1", [.text(table)])
            .rows.first?.first.flatMap { $0?.postgresInteger }
    }
}
