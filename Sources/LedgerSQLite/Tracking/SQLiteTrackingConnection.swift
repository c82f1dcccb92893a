import GRDBSQLite
import Tracking

/// One connection to the file of tracked runs.
///
/// It speaks to SQLite without anything between: a request runs dozens of small statements, each of
/// which takes less time than a row of objects around it.
final class SQLiteTrackingConnection: SQLWriter {
    private let database: OpaquePointer
    private var statements: [String: OpaquePointer] = [:]
    private(set) var changeCount = 0

    private static let statementCountMax = 400
    private static let busyMilliseconds: Int32 = 5_000
    private static let readerKibibytes = 16_384
    /// Metrics of many runs at once are written all over their index.
    private static let writerKibibytes = 65_536
    /// 16 MiB: what is written often is moved to the file less often.
    private static let checkpointPages = 4_096
    /// That SQLite must copy what it is handed.
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    var dialect: SQLDialect { .sqlite }

    /// Opens the file, and makes it when it is not there unless it is for reading alone.
    init(path: String, isReader: Bool) throws(TrackingError) {
        var handle: OpaquePointer?
        let flags =
            (isReader ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
            | SQLITE_OPEN_NOMUTEX
        let code = sqlite3_open_v2(path, &handle, flags, nil)
        guard code == SQLITE_OK, let handle else {
            defer { sqlite3_close_v2(handle) }
            throw Self.error(code, handle)
        }
        database = handle
        sqlite3_busy_timeout(handle, Self.busyMilliseconds)
        try execute(
            """
            PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA case_sensitive_like = ON;
            PRAGMA cache_size = \(isReader ? -Self.readerKibibytes : -Self.writerKibibytes)
            """)
        // A file that anybody may hand over is not to run what stands in its schema.
        sqlite3_extended_result_codes(handle, 1)
        if !isReader {
            try execute(
                "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = \(Self.checkpointPages)")
        }
    }

    deinit {
        for statement in statements.values { sqlite3_finalize(statement) }
        sqlite3_close_v2(database)
    }

    func execute(_ sql: String) throws(TrackingError) {
        let code = sqlite3_exec(database, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw Self.error(code, database) }
    }

    func run(_ sql: String, _ values: [SQLValue]) throws(TrackingError) {
        try forEachRow(SQLQuery(sql, values)) { _ throws(TrackingError) in }
    }

    func changedCount(_ sql: String, _ values: [SQLValue]) throws(TrackingError) -> Int {
        try run(sql, values)
        return Int(sqlite3_changes(database))
    }

    func forEachRow(
        of queries: [SQLQuery], _ body: (Int, any SQLRow) throws(TrackingError) -> Void
    ) throws(TrackingError) {
        for (number, query) in queries.enumerated() {
            try forEachRow(query) { row throws(TrackingError) in try body(number, row) }
        }
    }

    private func forEachRow(
        _ query: SQLQuery, _ body: (any SQLRow) throws(TrackingError) -> Void
    ) throws(TrackingError) {
        let statement = try prepared(query.sql)
        let before = sqlite3_total_changes64(database)
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
            if sqlite3_total_changes64(database) != before { changeCount += 1 }
        }
        try bind(query.values, to: statement)
        let row = SQLiteTrackingRow(statement: statement)
        while true {
            let code = sqlite3_step(statement)
            if code == SQLITE_DONE { return }
            guard code == SQLITE_ROW else { throw Self.error(code, database) }
            try body(row)
        }
    }

    private func prepared(_ sql: String) throws(TrackingError) -> OpaquePointer {
        if let statement = statements[sql] { return statement }
        if statements.count >= Self.statementCountMax {
            for statement in statements.values { sqlite3_finalize(statement) }
            statements.removeAll()
        }
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v3(
            database, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
        guard code == SQLITE_OK, let statement else { throw Self.error(code, database) }
        statements[sql] = statement
        return statement
    }

    private func bind(
        _ values: [SQLValue], to statement: OpaquePointer
    ) throws(TrackingError) {
        for (index, value) in values.enumerated() {
            let place = Int32(index + 1)
            let code: Int32
            switch value {
            case .null: code = sqlite3_bind_null(statement, place)
            case .integer(let integer): code = sqlite3_bind_int64(statement, place, integer)
            case .number(let number): code = sqlite3_bind_double(statement, place, number)
            case .text(var text):
                code = text.withUTF8 { bytes in
                    bytes.withMemoryRebound(to: CChar.self) { characters in
                        // An empty text has no address, and a NULL one would be no text.
                        characters.isEmpty
                            ? sqlite3_bind_text(statement, place, "", 0, nil)
                            : sqlite3_bind_text(
                                statement, place, characters.baseAddress,
                                Int32(characters.count), Self.transient)
                    }
                }
            }
            guard code == SQLITE_OK else { throw Self.error(code, database) }
        }
    }

    func begin() throws(TrackingError) { try execute("BEGIN IMMEDIATE") }

    func commit() throws(TrackingError) {
        do throws(TrackingError) { try execute("COMMIT") } catch {
            rollBack()
            switch error {
            case .failed(.broken(let reason)): throw .failed(.unknownOutcome(reason))
            case .failed(.full): throw .failed(.unknownOutcome("the disk is full"))
            default: throw error
            }
        }
    }

    func rollBack() {
        guard sqlite3_get_autocommit(database) == 0 else { return }
        sqlite3_exec(database, "ROLLBACK", nil, nil, nil)
    }

    private static func error(_ code: Int32, _ database: OpaquePointer?) -> TrackingError {
        let text = database.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) }
        let message = text ?? "SQLite error \(code)"
        switch code & 0xFF {
        case SQLITE_BUSY, SQLITE_LOCKED: return .failed(.busy)
        case SQLITE_FULL: return .failed(.full)
        case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH, SQLITE_READONLY:
            return .failed(.unavailable(message))
        default: return .failed(.broken(message))
        }
    }
}

/// The row at which a statement stands.
private struct SQLiteTrackingRow: SQLRow {
    let statement: OpaquePointer

    func integer(_ column: Int) -> Int64? {
        isNull(column) ? nil : sqlite3_column_int64(statement, Int32(column))
    }

    func number(_ column: Int) -> Double? {
        isNull(column) ? nil : sqlite3_column_double(statement, Int32(column))
    }

    func text(_ column: Int) -> String? {
        guard let start = sqlite3_column_text(statement, Int32(column)) else { return nil }
        let count = Int(sqlite3_column_bytes(statement, Int32(column)))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    private func isNull(_ column: Int) -> Bool {
        sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL
    }
}
