extension TrackingSchema {
    /// Marks runs of which the journal holds something.
    static let mark = "unsettled"

    /// Adds the journal of runs, and the mark where runs have none, as in older databases.
    func addJournal(on connection: any SQLConnection) throws(TrackingError) {
        let found = try connection.first(columnQuery, []) { row throws(TrackingError) in row.text(0)
        }
        if found == nil {
            try connection.execute(
                "ALTER TABLE run ADD COLUMN \(Self.mark) \(dialect.integer) NOT NULL DEFAULT 0")
        }
        try connection.execute(
            """
            CREATE INDEX IF NOT EXISTS run_unsettled ON run (id) WHERE unsettled = 1;
            CREATE TABLE IF NOT EXISTS run_journal (
              run \(dialect.integer) NOT NULL, revision \(dialect.integer) NOT NULL,
              entry \(dialect.text) NOT NULL, PRIMARY KEY (run, revision)) \(dialect.clustered)
            """)
    }

    private var columnQuery: String {
        switch dialect {
        case .sqlite: "SELECT name FROM pragma_table_info('run') WHERE name = '\(Self.mark)'"
        case .postgres:
            """
            SELECT attname::text FROM pg_attribute
            WHERE attrelid = 'run'::regclass AND attname = '\(Self.mark)'
            """
        }
    }
}
