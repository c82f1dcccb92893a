import Ledger

/// The ledger's tables, in the first schema of the connection's `search_path`.
enum PostgresSchema {
    /// Makes the tables when they are not there.
    ///
    /// - Returns: The format in which the ledger is held.
    static func prepare(_ session: PostgresSession) throws(PostgresFailure) -> Int {
        // Making an index waits for commits even where it is there already, so it is not tried.
        if try isPresent(in: session) { return try format(in: session) }
        try session.execute("BEGIN")
        do throws(PostgresFailure) {
            // Servers that start together must not make the tables twice.
            try session.execute("SELECT pg_advisory_xact_lock(1095975257)")
            try session.execute(tables)
            let found = try format(in: session)
            try session.execute("COMMIT")
            return found
        } catch {
            _ = try? session.execute("ROLLBACK")
            throw error
        }
    }

    private static func isPresent(in session: PostgresSession) throws(PostgresFailure) -> Bool {
        // The last thing to be made.
        try session.query(
            "SELECT 1::bigint WHERE to_regclass('ledger_row_lexemes') IS NOT NULL", []
        ).rows.count == 1
    }

    private static func format(in session: PostgresSession) throws(PostgresFailure) -> Int {
        try session.query("SELECT format FROM ledger_head WHERE id = 1", [])
            .rows.first?.first.flatMap { $0?.postgresInteger } ?? 0
    }

    private static let tables = """
        CREATE TABLE IF NOT EXISTS ledger_head (
          id int PRIMARY KEY CHECK (id = 1), format bigint NOT NULL, size bigint NOT NULL,
          frontier bytea NOT NULL, checkpoint text, revision bigint NOT NULL, writer text);
        INSERT INTO ledger_head
          VALUES (1, \(LedgerHead.supportedFormatVersion), 0, '', NULL, 0, NULL)
          ON CONFLICT DO NOTHING;
        CREATE TABLE IF NOT EXISTS ledger_record (
          id bigint PRIMARY KEY, leaf bytea NOT NULL, bytes bytea NOT NULL);
        CREATE TABLE IF NOT EXISTS ledger_tile_hash (
          level bigint, id bigint, hash bytea NOT NULL, PRIMARY KEY (level, id));
        CREATE TABLE IF NOT EXISTS ledger_row_table (
          id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          name text COLLATE "C" NOT NULL UNIQUE);
        CREATE TABLE IF NOT EXISTS ledger_row (
          id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, table_id bigint NOT NULL,
          key text COLLATE "C" NOT NULL, ord bigint NOT NULL, document bytea NOT NULL,
          terms bytea NOT NULL, lexemes tsvector NOT NULL, UNIQUE (table_id, key));
        CREATE INDEX IF NOT EXISTS ledger_row_order ON ledger_row (table_id, ord, id);
        CREATE INDEX IF NOT EXISTS ledger_row_lexemes
          ON ledger_row USING gin (lexemes) WITH (fastupdate = off);
        """
}
