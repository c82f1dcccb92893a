import GRDB
import Ledger
import Transparency

/// Applies row changes within a transaction.
///
/// The full-text index takes terms in the order of row ids; out of order, it would start a new
/// segment for each. So terms are gathered and written at the end, sorted.
struct SQLiteRowWriter {
    /// What to take out of the full-text index and what to put in, for one row id.
    private struct TermChange {
        var removed: String?
        var added: String?
    }

    private struct Stored {
        let id: Int64
        /// `nil` when they cannot be read.
        let terms: String?

        init(_ row: GRDB.Row) {
            id = row[0]
            terms = String.fromDatabaseValue(row[1])
        }
    }

    private let db: Database
    private var termChanges: [Int64: TermChange] = [:]
    /// The numbers of tables that were looked up.
    private var tableIDs: [String: Int64] = [:]
    /// Whether terms are in the full-text index of which nobody can say what they were.
    private var isIndexSpoiled = false

    init(_ db: Database) { self.db = db }

    mutating func apply(_ change: RowChange) throws {
        switch change {
        case .put(let row): try put(row)
        case .remove(let table, let key): try remove(table: table, key: key)
        case .clear(let table): try clear(table)
        case .swap(let table, let other): try swap(table, with: other)
        }
    }

    /// Writes the terms of all changed rows.
    func finish() throws {
        guard !isIndexSpoiled else { return try indexAfresh() }
        let remove = try db.cachedStatement(
            sql: "INSERT INTO row_term (row_term, rowid, terms) VALUES ('delete', ?, ?)")
        let add = try db.cachedStatement(sql: "INSERT INTO row_term (rowid, terms) VALUES (?, ?)")
        for (id, change) in termChanges.sorted(by: { $0.key < $1.key })
        where change.removed != change.added {
            if let terms = change.removed { try remove.execute(arguments: [id, terms]) }
            if let terms = change.added { try add.execute(arguments: [id, terms]) }
        }
    }

    /// Empties the full-text index, and takes in the terms of every row that can be read.
    ///
    /// Its own deletion needs the terms that were put in, and some of them are lost.
    private func indexAfresh() throws {
        try db.execute(sql: "INSERT INTO row_term (row_term) VALUES ('delete-all')")
        let add = try db.cachedStatement(sql: "INSERT INTO row_term (rowid, terms) VALUES (?, ?)")
        let rows = try GRDB.Row.fetchCursor(
            db, sql: "SELECT id, terms, table_id FROM row ORDER BY id")
        while let row = try rows.next() {
            let stored = Stored(row)
            guard let terms = Self.text(of: stored, tableID: row[2]), !terms.isEmpty else {
                continue
            }
            try add.execute(arguments: [stored.id, terms])
        }
    }

    private mutating func put(_ row: Ledger.Row) throws {
        let tableID = try tableID(of: row.table)
        let terms = row.index.canonical
        let document = row.document.canonical
        guard document.utf8.count <= Ledger.Row.documentByteCountMax else {
            throw LedgerError.refused("the document of row `\(row.key)` is too large")
        }
        if let old = try stored(row.key, tableID: tableID) {
            if SQLiteRowPlace.ids(ofOrder: row.order).contains(old.id) {
                return try update(old, to: row, document: document, terms: terms, tableID: tableID)
            }
            try remove(old, tableID: tableID)
        }
        let id = try freeID(ofOrder: row.order)
        try db.cachedStatement(
            sql: "INSERT INTO row (id, table_id, key, document, terms) VALUES (?, ?, ?, ?, ?)"
        ).execute(arguments: [id, tableID, row.key, document, terms])
        add(SearchTerms(tableID: tableID).text(of: row), id: id)
    }

    private mutating func update(
        _ old: Stored, to row: Ledger.Row, document: String, terms: String, tableID: Int64
    ) throws {
        try db.cachedStatement(sql: "UPDATE row SET document = ?, terms = ? WHERE id = ?")
            .execute(arguments: [document, terms, old.id])
        guard old.terms != terms else { return }
        take(old, tableID: tableID)
        add(SearchTerms(tableID: tableID).text(of: row), id: old.id)
    }

    private mutating func remove(table: String, key: String) throws {
        guard let tableID = try SQLiteRowReader(db).tableID(of: table),
            let old = try stored(key, tableID: tableID)
        else { return }
        try remove(old, tableID: tableID)
    }

    private mutating func remove(_ old: Stored, tableID: Int64) throws {
        take(old, tableID: tableID)
        try db.cachedStatement(sql: "DELETE FROM row WHERE id = ?").execute(arguments: [old.id])
    }

    private mutating func clear(_ table: String) throws {
        guard let tableID = try SQLiteRowReader(db).tableID(of: table) else { return }
        let rows = try GRDB.Row.fetchCursor(
            db, sql: "SELECT id, terms FROM row WHERE table_id = ?", arguments: [tableID])
        while let row = try rows.next() { take(Stored(row), tableID: tableID) }
        try db.execute(sql: "DELETE FROM row WHERE table_id = ?", arguments: [tableID])
    }

    /// Exchanges the names of two tables, whatever they hold.
    private mutating func swap(_ table: String, with other: String) throws {
        let (first, second) = (try tableID(of: table), try tableID(of: other))
        let rename = try db.cachedStatement(sql: "UPDATE row_table SET name = ? WHERE id = ?")
        try rename.execute(arguments: ["\(table)/\(other)", first])
        try rename.execute(arguments: [table, second])
        try rename.execute(arguments: [other, first])
        tableIDs = [:]
    }
}

extension SQLiteRowWriter {
    private mutating func add(_ terms: String, id: Int64) {
        guard !terms.isEmpty else { return }
        termChanges[id, default: TermChange()].added = terms
    }

    /// Notes that a row's terms go; terms that this transaction added are simply not added.
    private mutating func take(_ old: Stored, tableID: Int64) {
        guard let terms = Self.text(of: old, tableID: tableID) else { return isIndexSpoiled = true }
        guard !terms.isEmpty else { return }
        if termChanges[old.id]?.added != nil {
            termChanges[old.id]?.added = nil
        } else {
            termChanges[old.id, default: TermChange()].removed = terms
        }
    }

    private func stored(_ key: String, tableID: Int64) throws -> Stored? {
        let statement = try db.cachedStatement(
            sql: "SELECT id, terms FROM row WHERE table_id = ? AND key = ?")
        return try GRDB.Row.fetchOne(statement, arguments: [tableID, key])
            .map(Stored.init)
    }

    /// The full-text terms of a stored row; `nil` when they cannot be read.
    private static func text(of old: Stored, tableID: Int64) -> String? {
        guard let terms = old.terms, let index = try? JSON(parsing: terms),
            let row = Ledger.Row(table: "", key: "", document: .null, index: index, order: 0)
        else { return nil }
        return SearchTerms(tableID: tableID).text(of: row)
    }

    private mutating func tableID(of table: String) throws -> Int64 {
        if let id = tableIDs[table] { return id }
        let id = try SQLiteRowReader(db).tableID(of: table) ?? makeTable(table)
        tableIDs[table] = id
        return id
    }

    private func makeTable(_ table: String) throws -> Int64 {
        try db.execute(sql: "INSERT INTO row_table (name) VALUES (?)", arguments: [table])
        guard db.lastInsertedRowID <= SearchTerms.tableIDMax else {
            throw LedgerError.refused("there are too many tables")
        }
        return db.lastInsertedRowID
    }

    private func freeID(ofOrder order: Int64) throws -> Int64 {
        let ids = SQLiteRowPlace.ids(ofOrder: order)
        let last = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT max(id) FROM row WHERE id >= ? AND id < ?"),
            arguments: [ids.lowerBound, ids.upperBound])
        guard let last else { return ids.lowerBound }
        guard last + 1 < ids.upperBound else {
            throw LedgerError.refused("there are too many rows of the order `\(order)`")
        }
        return last + 1
    }
}
