import GRDBSQLite
import Ledger
import Synchronization

/// What tells whether anybody has committed to a file, in a tenth of the time that a row takes.
///
/// SQLite counts, for each connection, the commits of others; this one never commits itself.
final class SQLiteChangeStamp: Sendable {
    private final class Connection {
        let database: OpaquePointer
        let statement: OpaquePointer

        init(path: String) throws(LedgerError) {
            var (database, statement): (OpaquePointer?, OpaquePointer?)
            guard
                sqlite3_open_v2(
                    path, &database, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nil) == SQLITE_OK,
                let database,
                sqlite3_prepare_v2(database, "PRAGMA data_version", -1, &statement, nil)
                    == SQLITE_OK,
                let statement
            else {
                let message = String(cString: sqlite3_errmsg(database))
                sqlite3_close_v2(database)
                throw .unavailable(message)
            }
            self.database = database
            self.statement = statement
        }

        deinit {
            sqlite3_finalize(statement)
            sqlite3_close_v2(database)
        }

        func read() -> Int64? {
            defer { sqlite3_reset(statement) }
            guard sqlite3_step(statement) == SQLITE_ROW else { return nil }
            return sqlite3_column_int64(statement, 0)
        }
    }

    private struct State {
        var connection: Connection?
        /// Counts are of one connection alone.
        var openings: Int64 = 0
    }

    private let path: String
    private let state = Mutex(State())

    init(path: String) { self.path = path }

    /// - Returns: `nil` when it cannot be told now.
    func value() throws(LedgerError) -> Int64? {
        try state.withLock { state throws(LedgerError) -> Int64? in
            if state.connection == nil {
                state.connection = try Connection(path: path)
                state.openings += 1
            }
            guard let count = state.connection?.read() else { return nil }
            return state.openings << 40 | count
        }
    }

    /// Closes the file; the next call opens it again.
    func close() { state.withLock { $0.connection = nil } }
}
