import Foundation
import GRDB
import Ledger
import Transparency

/// Finds rows: by key in the table's own index, by fields and words in the full-text index.
struct SQLiteRowReader {
    private let db: Database

    init(_ db: Database) { self.db = db }

    func rows(_ query: RowQuery) throws -> RowPage {
        if let keys = query.keys { return try rows(ofKeys: keys, query) }
        guard let tableID = try tableID(of: query.table) else { return .empty }
        if let match = SearchTerms(tableID: tableID).match(query) {
            return try page(
                query,
                sql: """
                    SELECT row.id, row.key, row.document, row.terms
                    FROM row_term CROSS JOIN row ON row.id = row_term.rowid
                    WHERE row_term MATCH ? AND row.table_id = ? AND row_term.rowid
                    """, orderedBy: "row_term.rowid", arguments: [match, tableID])
        }
        return try page(
            query, sql: "SELECT id, key, document, terms FROM row WHERE table_id = ? AND id",
            orderedBy: "id", arguments: [tableID])
    }

    /// How many rows a query finds, by the index alone: no row is read.
    func count(_ query: RowQuery) throws -> Int {
        guard let tableID = try tableID(of: query.table) else { return 0 }
        guard query.keys == nil else { return try rows(query).rows.count }
        let (sql, arguments): (String, StatementArguments) =
            if let match = SearchTerms(tableID: tableID).match(query) {
                ("SELECT count(*) FROM row_term WHERE row_term MATCH ?", [match])
            } else {
                ("SELECT count(*) FROM row WHERE table_id = ?", [tableID])
            }
        return try Int.fetchOne(db.cachedStatement(sql: sql), arguments: arguments) ?? 0
    }

    /// The number of a table, which never changes; `nil` when it has never had a row.
    func tableID(of table: String) throws -> Int64? {
        try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT id FROM row_table WHERE name = ?"),
            arguments: [table])
    }

    private func page(
        _ query: RowQuery, sql: String, orderedBy id: String, arguments: StatementArguments
    ) throws -> RowPage {
        let isNewestFirst = query.direction == .newestFirst
        let end = isNewestFirst ? Int64.max : -1
        let bound = query.after.map(SQLiteRowPlace.id) ?? end
        let tail =
            isNewestFirst
            ? " < ? ORDER BY \(id) DESC LIMIT ?" : " > ? ORDER BY \(id) LIMIT ?"
        let found = try fetch(
            query, sql: sql + tail, arguments: arguments + [bound, query.limit + 1])
        return RowPage(found, limit: query.limit)
    }

    private func rows(ofKeys keys: [String], _ query: RowQuery) throws -> RowPage {
        var found: [(row: Ledger.Row, cursor: PageCursor)] = []
        for key in Set(keys.map { Array($0.utf8) }) {
            found += try fetch(
                query,
                sql: """
                    SELECT id, key, document, terms FROM row
                    WHERE table_id = (SELECT id FROM row_table WHERE name = ?) AND key = ?
                    """,
                arguments: [query.table, String(decoding: key, as: UTF8.self)])
        }
        return query.page(of: found)
    }

    private func fetch(
        _ query: RowQuery, sql: String, arguments: StatementArguments
    ) throws -> [(row: Ledger.Row, cursor: PageCursor)] {
        let rows = try GRDB.Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
        var found: [(row: Ledger.Row, cursor: PageCursor)] = []
        while let row = try rows.next() {
            found.append(try Self.row(row, query))
        }
        return found
    }

    private static func row(
        _ row: GRDB.Row, _ query: RowQuery
    ) throws -> (row: Ledger.Row, cursor: PageCursor) {
        let (id, key): (Int64, String) = (row[0], row[1])
        let cursor = SQLiteRowPlace.cursor(ofID: id)
        if let document = try json(row, column: 2), let index = try json(row, column: 3),
            let read = Ledger.Row(
                table: query.table, key: key, document: document, index: index,
                order: cursor.order)
        {
            return (read, cursor)
        }
        guard query.includesDamaged else {
            throw LedgerError.damagedRow(table: query.table, key: key)
        }
        return (Ledger.Row(damaged: key, table: query.table, order: cursor.order), cursor)
    }

    private static func json(_ row: GRDB.Row, column: Int) throws -> JSON? {
        try row.withUnsafeData(atIndex: column) { data in
            data.flatMap { try? JSON(parsing: Array($0)) }
        }
    }
}
