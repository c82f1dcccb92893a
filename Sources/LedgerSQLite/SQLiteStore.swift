import Foundation
import GRDB
package import Ledger
import Synchronization
package import Transparency

/// The ledger in one SQLite file.
///
/// The database runs in write-ahead mode with `synchronous=FULL`: a commit is one sync of the log
/// file, after which it survives the loss of power. Readers never wait for the writer. Reads see one
/// commit, whole.
package final class SQLiteStore: LedgerStore {
    package let path: String
    private let options: SQLiteStoreOptions
    /// `nil` after a commit whose outcome is unknown, until the file is opened afresh.
    private let pool: Mutex<DatabasePool?>
    private let quickReaders: SQLiteQuickReaders
    private let stamp: SQLiteChangeStamp

    /// Opens the ledger, or makes an empty one.
    ///
    /// - Throws: ``LedgerError/newerFormat(found:supported:)``, ``LedgerError/notALedger(_:)``,
    ///   ``LedgerError/unavailable(_:)`` or what else is wrong with the file.
    package init(
        path: String, options: SQLiteStoreOptions = SQLiteStoreOptions()
    ) throws(LedgerError) {
        self.path = path
        self.options = options
        quickReaders = SQLiteQuickReaders(path: path, options: options)
        stamp = SQLiteChangeStamp(path: path)
        pool = Mutex(try Self.open(path: path, options: options))
    }

    /// The last connection to close empties the log into the file, which one that may only read
    /// cannot.
    deinit { closeReaders() }

    private func closeReaders() {
        quickReaders.close()
        stamp.close()
    }

    /// Closes the file, after which nothing can be read; all of the ledger is in the one file then,
    /// unless others have it open.
    ///
    /// A process that ends need not call it.
    package func close() {
        closeReaders()
        pool.withLock { pool in
            _ = try? pool?.writeWithoutTransaction { try $0.checkpoint(.truncate) }
            try? pool?.close()
        }
    }

    package func head() async throws(LedgerError) -> LedgerHead {
        try readHere(inTransaction: false) { db in try SQLiteHead.fetch(from: db) }
    }

    package func changeStamp() throws(LedgerError) -> Int64? {
        _ = try openPool()
        return try stamp.value()
    }

    package func append(
        _ batch: LedgerBatch, expecting expected: LedgerHead
    ) async throws(LedgerError) -> LedgerHead {
        try batch.validate()
        let pool = try openPool()
        // A caller who is cancelled does not break off a commit.
        let outcome = await withCheckedContinuation { continuation in
            pool.asyncWriteWithoutTransaction { db in
                continuation.resume(
                    returning: SQLiteCommit(db).outcome(of: batch, expecting: expected))
            }
        }
        if case .failure(.unknownOutcome) = outcome { drop(pool) }
        return try outcome.get()
    }

    package func records(in range: Range<Int>) async throws(LedgerError) -> [[UInt8]] {
        try await read(here: range.isQuick) { db in
            try SQLiteHead.fetch(from: db).requireRecords(in: range)
            return try db.blobs(
                sql: "SELECT id, bytes FROM record WHERE id >= ? AND id < ? ORDER BY id",
                arguments: [range.lowerBound, range.upperBound], range,
                orElse: { LedgerError.missingRecord(index: $0) }
            ) { Array($0) }
        }
    }

    package func hashes(
        level: Int, in range: Range<Int>
    ) async throws(LedgerError) -> [Digest] {
        try await read(here: range.isQuick) { db in
            try SQLiteHead.fetch(from: db).requireHashes(level: level, in: range)
            let sql =
                level == 0
                ? "SELECT id, leaf FROM record WHERE id >= ? AND id < ? ORDER BY id"
                : "SELECT id, hash FROM tile_hash WHERE id >= ? AND id < ? AND level = ? ORDER BY id"
            let bounds = [range.lowerBound, range.upperBound] + (level == 0 ? [] : [level])
            return try db.blobs(
                sql: sql, arguments: StatementArguments(bounds), range,
                orElse: { LedgerError.missingHash(level: level, index: $0) }
            ) { Digest(bytes: $0) }
        }
    }

    package func rows(_ query: RowQuery) async throws(LedgerError) -> RowPage {
        try query.validate()
        if query.isQuick {
            return try readHere(inTransaction: query.keys?.count ?? 1 > 1) { db in
                try SQLiteRowReader(db).rows(query)
            }
        }
        return try await read { db in try SQLiteRowReader(db).rows(query) }
    }

    package func count(_ query: RowQuery) async throws(LedgerError) -> Int {
        try query.validate()
        return try await read { db in try SQLiteRowReader(db).count(query) }
    }

    /// Writes a copy of the database as it stands at one moment into a new file, while others go on
    /// writing.
    package func copy(to path: String) async throws(LedgerError) {
        let pool = try openPool()
        do {
            let copy = try DatabaseQueue(path: path, configuration: options.configuration)
            try pool.backup(to: copy)
            // One file alone, with nothing of it in a log beside.
            try await copy.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA journal_mode = DELETE")
            }
            try copy.close()
        } catch { throw LedgerError(reading: error) }
    }

    /// Reads on the thread of the caller: for what takes less time than going to another and back.
    private func readHere<Value>(
        inTransaction: Bool, _ body: (Database) throws -> Value
    ) throws(LedgerError) -> Value {
        _ = try openPool()
        do { return try quickReaders.read(inTransaction: inTransaction, body) } catch {
            throw LedgerError(reading: error)
        }
    }

    private func read<Value: Sendable>(
        here isQuick: Bool,
        _ body: @Sendable (Database) throws -> Value
    ) async throws(LedgerError) -> Value {
        isQuick ? try readHere(inTransaction: true, body) : try await read(body)
    }

    private func read<Value: Sendable>(
        _ body: @Sendable (Database) throws -> Value
    ) async throws(LedgerError) -> Value {
        let pool = try openPool()
        do { return try await pool.read(body) } catch { throw LedgerError(reading: error) }
    }
}

extension SQLiteStore {
    /// The open file, opened afresh when the outcome of a commit was unknown.
    func openPool() throws(LedgerError) -> DatabasePool {
        try pool.withLock { pool throws(LedgerError) in
            if let pool { return pool }
            let fresh = try Self.open(path: path, options: options)
            do {
                // What a broken commit left in the log is gone for good once the log is emptied,
                // so that what the head says now stays true.
                try fresh.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
            } catch { throw LedgerError(reading: error) }
            pool = fresh
            return fresh
        }
    }

    /// Gives up a connection whose state is not known.
    private func drop(_ broken: DatabasePool) {
        pool.withLock { pool in
            guard pool === broken else { return }
            closeReaders()
            try? broken.close()
            pool = nil
        }
    }

    private static func open(
        path: String, options: SQLiteStoreOptions
    ) throws(LedgerError) -> DatabasePool {
        do {
            try NewSQLiteFile.make(at: path) { try openHere(path: $0, options: options).close() }
            return try openHere(path: path, options: options)
        } catch { throw LedgerError(reading: error) }
    }

    private static func openHere(path: String, options: SQLiteStoreOptions) throws -> DatabasePool {
        let pool = try DatabasePool(path: path, configuration: options.configuration)
        try pool.writeWithoutTransaction { db in
            // The pool has just set it to NORMAL, which loses commits with the power.
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try SQLiteSchema.prepare(db, path: path)
        }
        return pool
    }
}

extension Range<Int> {
    fileprivate var isQuick: Bool { count <= 256 }
}

extension RowQuery {
    /// Whether an index leads to the few rows that it asks for.
    fileprivate var isQuick: Bool { words.isEmpty && limit <= 100 }
}

extension Database {
    /// The blobs of consecutive ids, each made into a value.
    ///
    /// `missing` is the error for an id that is not there or whose blob makes no value.
    fileprivate func blobs<Value>(
        sql: String, arguments: StatementArguments, _ range: Range<Int>,
        orElse missing: (Int) -> LedgerError,
        _ value: (UnsafeRawBufferPointer) -> Value?
    ) throws -> [Value] {
        var values: [Value] = []
        values.reserveCapacity(range.count)
        let rows = try GRDB.Row.fetchCursor(
            cachedStatement(sql: sql), arguments: arguments)
        var expected = range.lowerBound
        while let row = try rows.next() {
            let value = try row.withUnsafeData(atIndex: 1) { data in
                data.flatMap { $0.withUnsafeBytes(value) }
            }
            guard row[0] == expected, let value else { throw missing(expected) }
            values.append(value)
            expected += 1
        }
        guard expected == range.upperBound || range.isEmpty else { throw missing(expected) }
        return values
    }
}
