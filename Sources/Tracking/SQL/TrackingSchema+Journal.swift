extension TrackingSchema {
    /// Adds the journal of runs, and what marks those of which it holds something; older databases
    /// have it not.
    func addJournal(on connection: any SQLConnection) throws(TrackingError) {
        let found = try connection.first(columnQuery, []) { row throws(TrackingError) in row.text(0)
        }
        if found == nil {
            try connection.execute(
                "ALTER TABLE run ADD COLUMN unsettled \(dialect.integer) NOT NULL DEFAULT 0")
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
        case .sqlite: "SELECT name FROM pragma_table_info('run') WHERE name = 'unsettled'"
        case .postgres:
            """
            SELECT column_name::text FROM information_schema.columns
            WHERE table_schema = current_schema() AND table_name = 'run'
              AND column_name = 'unsettled'
            """
        }
    }
}
