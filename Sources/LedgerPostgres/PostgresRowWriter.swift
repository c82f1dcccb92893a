import Ledger
import Transparency

/// Applies row changes within a transaction, many rows with one statement.
struct PostgresRowWriter {
    /// A row to be there, or none.
    private struct Target: Hashable {
        let tableID: Int
        let key: [UInt8]
    }

    private let session: PostgresSession
    private var rows: [Target: Row?] = [:]
    /// The numbers of the tables that are named; a swap exchanges them.
    private var tableIDs: [String: Int] = [:]

    init(_ session: PostgresSession) { self.session = session }

    /// Applies changes in their order and writes them.
    mutating func write(_ changes: [RowChange]) throws(PostgresFailure) {
        try findTables(of: changes)
        for change in changes { try apply(change) }
        try flush()
    }

    private mutating func apply(_ change: RowChange) throws(PostgresFailure) {
        switch change {
        case .put(let row):
            let tableID = try tableID(of: row.table)
            rows[Target(tableID: tableID, key: Array(row.key.utf8))] = .some(row)
        case .remove(let table, let key):
            let tableID = try tableID(of: table)
            rows.updateValue(nil, forKey: Target(tableID: tableID, key: Array(key.utf8)))
        case .clear(let table):
            try flush()
            let tableID = try tableID(of: table)
            try session.query("DELETE FROM ledger_row WHERE table_id = $1", [.bigint(tableID)])
        case .swap(let table, let other):
            try flush()
            try swap(table, with: other)
        }
    }

    /// Writes what is gathered; of several changes of a row the last one counts.
    private mutating func flush() throws(PostgresFailure) {
        let removed = rows.filter { $0.value == nil }.map(\.key)
        let put = rows.compactMap { target, row in row.map { (target: target, row: $0) } }
        rows = [:]
        if !removed.isEmpty { try remove(removed) }
        if !put.isEmpty { try self.put(put) }
    }

    private func remove(_ targets: [Target]) throws(PostgresFailure) {
        try session.query(
            """
            DELETE FROM ledger_row USING unnest($1::bigint[], $2::text[]) AS gone (table_id, key)
            WHERE ledger_row.table_id = gone.table_id AND ledger_row.key = gone.key
            """,
            [
                .bigints(targets.map(\.tableID)),
                .texts(targets.map { $0.key.postgresText }),
            ])
    }

    private func put(_ rows: [(target: Target, row: Row)]) throws(PostgresFailure) {
        try session.query(
            """
            INSERT INTO ledger_row (table_id, key, ord, document, terms, lexemes)
            SELECT table_id, key, ord, document, terms, lexemes::tsvector
            FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::bytea[], $5::bytea[],
              $6::text[]) AS put (table_id, key, ord, document, terms, lexemes)
            ON CONFLICT (table_id, key) DO UPDATE SET ord = EXCLUDED.ord,
              document = EXCLUDED.document, terms = EXCLUDED.terms, lexemes = EXCLUDED.lexemes
            """,
            [
                .bigints(rows.map(\.target.tableID)), .texts(rows.map(\.row.key)),
                .bigints(rows.map { Int($0.row.order) }),
                .byteStrings(rows.map(\.row.document.canonicalBytes)),
                .byteStrings(rows.map(\.row.index.canonicalBytes)),
                .texts(rows.map { SearchLexemes(tableID: $0.target.tableID).vector(of: $0.row) }),
            ])
    }

    /// Exchanges the names of two tables, whatever they hold.
    private mutating func swap(_ table: String, with other: String) throws(PostgresFailure) {
        let (first, second) = (try tableID(of: table), try tableID(of: other))
        let rename = "UPDATE ledger_row_table SET name = $1 WHERE id = $2"
        try session.query(rename, [.text("\(table)/\(other)"), .bigint(first)])
        try session.query(rename, [.text(table), .bigint(second)])
        try session.query(rename, [.text(other), .bigint(first)])
        (tableIDs[table], tableIDs[other]) = (second, first)
    }

    /// Finds, or gives, the numbers of all tables that the changes name, at once.
    private mutating func findTables(of changes: [RowChange]) throws(PostgresFailure) {
        let names = Set(changes.flatMap(\.tables)).sorted()
        guard !names.isEmpty else { return }
        let sql = """
            WITH wanted AS (SELECT unnest($1::text[]) COLLATE "C" AS name), made AS (
              INSERT INTO ledger_row_table (name) SELECT name FROM wanted
              WHERE NOT EXISTS (SELECT FROM ledger_row_table t WHERE t.name = wanted.name)
              RETURNING id, name)
            SELECT t.id, t.name FROM ledger_row_table t JOIN wanted USING (name)
            UNION ALL SELECT id, name FROM made
            """
        for row in try session.query(sql, [.texts(names)]).rows where row.count == 2 {
            guard let id = row[0]?.postgresInteger, let name = row[1]?.postgresText else {
                continue
            }
            tableIDs[name] = id
        }
    }

    private func tableID(of table: String) throws(PostgresFailure) -> Int {
        guard let id = tableIDs[table] else {
            throw PostgresFailure(
                state: "XX001", message: "the table `\(table)` has no number",
                isConnectionLost: false)
        }
        return id
    }
}

extension RowChange {
    fileprivate var tables: [String] {
        switch self {
        case .put(let row): [row.table]
        case .remove(let table, _), .clear(let table): [table]
        case .swap(let table, let other): [table, other]
        }
    }
}
