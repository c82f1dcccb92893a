import Ledger

/// The ledger's tables in a database, in the connection's own schema.
enum PostgresSchema {
    static let version = LedgerHead.supportedFormatVersion

    /// Makes the tables the first time; servers that start at once wait for one another.
    ///
    /// - Throws: ``LedgerError/newerFormat(found:supported:)``.
    static func prepare(_ connection: PostgresConnection) throws(LedgerError) {
        _ = try connection.run("BEGIN")
        do throws(LedgerError) {
            // An advisory lock of this number is Assay's, `ASAY` in ASCII.
            _ = try connection.run("SELECT pg_advisory_xact_lock(1095975257)")
            for statement in tables { _ = try connection.run(statement) }
            let found = try connection.run("SELECT format FROM assay_head WHERE id = 1")
            guard let format = found.first?.first??.asInt else {
                throw .corrupt("the head is missing")
            }
            guard format <= version else { throw .newerFormat(found: format, supported: version) }
            _ = try connection.run("COMMIT")
        } catch {
            _ = try? connection.run("ROLLBACK")
            throw error
        }
    }

    private static let tables = [
        "SET LOCAL client_min_messages = error",
        """
        CREATE TABLE IF NOT EXISTS assay_head (
          id integer PRIMARY KEY CHECK (id = 1), format integer NOT NULL, size bigint NOT NULL,
          frontier bytea NOT NULL, checkpoint text, revision bigint NOT NULL, writer text)
        """,
        """
        INSERT INTO assay_head VALUES (1, \(version), 0, '', NULL, 0, NULL) ON CONFLICT DO NOTHING
        """,
        """
        CREATE TABLE IF NOT EXISTS assay_record (
          id bigint PRIMARY KEY, leaf bytea NOT NULL, bytes bytea NOT NULL)
        """,
        """
        CREATE TABLE IF NOT EXISTS assay_tile_hash (
          level integer NOT NULL, id bigint NOT NULL, hash bytea NOT NULL,
          PRIMARY KEY (level, id))
        """,
        """
        CREATE TABLE IF NOT EXISTS assay_row (
          id bigserial PRIMARY KEY, table_name text COLLATE "C" NOT NULL,
          key text COLLATE "C" NOT NULL, document text NOT NULL, terms text NOT NULL,
          place bigint NOT NULL, UNIQUE (table_name, key))
        """,
        """
        CREATE INDEX IF NOT EXISTS assay_row_by_place ON assay_row (table_name, place, id)
        """,
        """
        CREATE TABLE IF NOT EXISTS assay_row_term (
          term text COLLATE "C" NOT NULL,
          row_id bigint NOT NULL REFERENCES assay_row ON DELETE CASCADE,
          PRIMARY KEY (term, row_id))
        """,
        "CREATE INDEX IF NOT EXISTS assay_row_term_by_row ON assay_row_term (row_id)",
    ]
}

extension String {
    var asInt: Int? { Int(self) }
}
