import GRDB
import Ledger

/// The tables of the ledger's database, and who may open it.
enum SQLiteSchema {
    /// `ASAY` in ASCII: what kind of file this is.
    static let applicationID = 0x4153_4159
    static let version = LedgerHead.supportedFormatVersion

    /// Opens the schema, or makes it in an empty database.
    ///
    /// - Throws: ``LedgerError/newerFormat(found:supported:)``, ``LedgerError/notALedger(_:)``, or
    ///   what SQLite throws.
    static func prepare(_ db: Database, path: String) throws {
        // What is read here is of one moment, while another process may be making it.
        var isMade = false
        try db.inTransaction(.deferred) {
            isMade = try isPresent(in: db, path: path)
            return .commit
        }
        if isMade { return }
        try db.inTransaction(.immediate) {
            // Another process may have made it while we waited for the lock.
            if try !isPresent(in: db, path: path) { try create(in: db) }
            return .commit
        }
    }

    private static func isPresent(in db: Database, path: String) throws -> Bool {
        let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        if application == applicationID {
            guard found <= version else {
                throw LedgerError.newerFormat(found: found, supported: version)
            }
            return true
        }
        let tableCount = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
        guard application == 0, found == 0, tableCount == 0 else {
            throw LedgerError.notALedger(path)
        }
        return false
    }

    private static func create(in db: Database) throws {
        let prefixes = SearchTerms.prefixLengths.map(String.init).joined(separator: " ")
        try db.execute(
            sql: """
                CREATE TABLE head (
                  id INTEGER PRIMARY KEY CHECK (id = 1), size INTEGER NOT NULL,
                  frontier BLOB NOT NULL, checkpoint TEXT, revision INTEGER NOT NULL, writer TEXT);
                INSERT INTO head VALUES (1, 0, x'', NULL, 0, NULL);
                CREATE TABLE record (id INTEGER PRIMARY KEY, leaf BLOB NOT NULL, bytes BLOB NOT NULL);
                CREATE TABLE tile_hash (
                  level INTEGER NOT NULL, id INTEGER NOT NULL, hash BLOB NOT NULL,
                  PRIMARY KEY (level, id)) WITHOUT ROWID;
                CREATE TABLE row_table (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
                CREATE TABLE row (
                  id INTEGER PRIMARY KEY, table_id INTEGER NOT NULL, key TEXT NOT NULL,
                  document TEXT NOT NULL, terms TEXT NOT NULL, UNIQUE (table_id, key));
                CREATE INDEX row_by_table ON row (table_id);
                CREATE VIRTUAL TABLE row_term USING fts5 (
                  terms, content = '', detail = none, columnsize = 0,
                  prefix = '\(prefixes)',
                  tokenize = "ascii tokenchars '\(SearchTerms.tokenCharacters)'");
                PRAGMA application_id = \(applicationID);
                PRAGMA user_version = \(version);
                """)
    }
}
