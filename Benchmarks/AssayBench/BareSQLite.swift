import GRDBSQLite

/// SQLite through its C interface, prepared statements only: the peer of the ledger's store.
final class BareSQLite {
    private let handle: OpaquePointer

    /// Opens a database as the store does: write-ahead log, `synchronous=FULL`.
    init(path: String) throws {
        var opened: OpaquePointer?
        guard sqlite3_open(path, &opened) == SQLITE_OK, let opened else {
            throw BenchFailure("cannot open `\(path)`")
        }
        handle = opened
        try execute("PRAGMA journal_mode = WAL")
        try execute("PRAGMA synchronous = FULL")
    }

    deinit { sqlite3_close_v2(handle) }

    func execute(_ sql: String) throws {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else {
            throw BenchFailure(String(cString: sqlite3_errmsg(handle)))
        }
    }

    /// Inserts blobs, one transaction for each `batchSize` of them.
    func insert(_ blobs: [[UInt8]], batchSize: Int) throws {
        let statement = try prepare("INSERT INTO record (id, bytes) VALUES (?, ?)")
        defer { sqlite3_finalize(statement) }
        var start = 0
        while start < blobs.count {
            let end = min(start + batchSize, blobs.count)
            try execute("BEGIN IMMEDIATE")
            for index in start..<end { try insert(blobs[index], index, by: statement) }
            try execute("COMMIT")
            start = end
        }
    }

    private func insert(_ blob: [UInt8], _ index: Int, by statement: OpaquePointer) throws {
        try blob.withUnsafeBytes { bytes in
            sqlite3_bind_int64(statement, 1, Int64(index))
            sqlite3_bind_blob(statement, 2, bytes.baseAddress, Int32(bytes.count), nil)
            guard sqlite3_step(statement) == SQLITE_DONE else {
                throw BenchFailure(String(cString: sqlite3_errmsg(handle)))
            }
            sqlite3_reset(statement)
        }
    }

    /// Hands over a column of every row that the query gives.
    func read(
        _ sql: String, column: Int32 = 0, _ take: (UnsafeRawBufferPointer) -> Void
    ) throws {
        let statement = try prepare(sql)
        defer { sqlite3_finalize(statement) }
        while sqlite3_step(statement) == SQLITE_ROW {
            let start = sqlite3_column_blob(statement, column)
            let count = Int(sqlite3_column_bytes(statement, column))
            take(UnsafeRawBufferPointer(start: start, count: count))
        }
    }

    private func prepare(_ sql: String) throws -> OpaquePointer {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK, let statement
        else { throw BenchFailure(String(cString: sqlite3_errmsg(handle))) }
        return statement
    }
}
