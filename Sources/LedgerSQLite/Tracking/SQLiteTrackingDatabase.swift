import Dispatch
import Synchronization
package import Tracking

/// Tracked runs in a SQLite file of their own.
///
/// Write-ahead mode with `synchronous=FULL`: readers never wait for the writer, and a commit is
/// durable. Quick reads are done on the thread of whoever asks.
///
/// INVARIANT: whoever holds a quick reader waits for nothing else.
package final class SQLiteTrackingDatabase: TrackingDatabase {
    /// A connection that one thread uses at a time.
    fileprivate final class Holder: Sendable {
        private let connection: Mutex<SQLiteTrackingConnection?>
        private let path: String
        private let isReader: Bool

        init(path: String, isReader: Bool) {
            self.path = path
            self.isReader = isReader
            connection = Mutex(nil)
        }

        /// The connection, opened when it is not there.
        func use<Value: Sendable>(
            _ body: (SQLiteTrackingConnection) throws(TrackingError) -> Value
        ) throws(TrackingError) -> Value {
            try connection.withLock { connection throws(TrackingError) -> Value in
                let open: SQLiteTrackingConnection
                if let connection {
                    open = connection
                } else {
                    open = try SQLiteTrackingConnection(path: path, isReader: isReader)
                    connection = open
                }
                return try body(open)
            }
        }

        func close() { connection.withLock { $0 = nil } }
    }

    private let writer: Holder
    private let quickReaders: [Holder]
    private let slowReaders: [(holder: Holder, queue: DispatchQueue)]
    private let turn = Atomic<Int>(0)
    private let writing = DispatchQueue(label: "assay.tracking.writer")

    /// Opens the file, or makes it with its tables.
    package init(path: String) throws(TrackingError) {
        writer = Holder(path: path, isReader: false)
        quickReaders = (0..<2).map { _ in Holder(path: path, isReader: true) }
        slowReaders = (0..<4).map { index in
            (
                Holder(path: path, isReader: true),
                DispatchQueue(label: "assay.tracking.reader-\(index)")
            )
        }
        try NewSQLiteFile.make(at: path) { path throws(TrackingError) in
            try Self.prepare(SQLiteTrackingConnection(path: path, isReader: false))
        }
        try writer.use(Self.prepare)
    }

    private static func prepare(_ connection: SQLiteTrackingConnection) throws(TrackingError) {
        try connection.begin()
        do throws(TrackingError) {
            try TrackingSchema.prepare(connection)
            try connection.commit()
        } catch {
            connection.rollBack()
            throw error
        }
    }

    /// Writes what a file holds at one moment into a new one, while others may write on.
    package static func copy(_ file: String, to copy: String) throws(TrackingError) {
        try SQLiteTrackingConnection(path: file, isReader: true).run("VACUUM INTO ?", [.text(copy)])
    }

    package func readQuickly<Value: Sendable>(
        asking first: [SQLQuery],
        _ body: @escaping @Sendable (any SQLConnection) throws(TrackingError) -> Value
    ) async throws(TrackingError) -> Value {
        try quickReaders[next(of: quickReaders.count)].read(body)
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws(TrackingError) -> Value
    ) async throws(TrackingError) -> Value {
        let (holder, queue) = slowReaders[next(of: slowReaders.count)]
        let outcome: Result<Value, TrackingError> = await withCheckedContinuation { waiter in
            queue.async {
                do throws(TrackingError) {
                    waiter.resume(returning: .success(try holder.read(body)))
                } catch {
                    waiter.resume(returning: .failure(error))
                }
            }
        }
        return try outcome.get()
    }

    private func next(of count: Int) -> Int {
        let (number, _) = turn.wrappingAdd(1, ordering: .relaxed)
        return Int(UInt(bitPattern: number) % UInt(count))
    }

    package func lendWriter(_ body: @escaping @Sendable (any SQLWriter) -> Void) {
        writing.async { [writer] in
            let lent = try? writer.use { connection throws(TrackingError) in
                body(connection)
                return true
            }
            if lent == nil { body(ClosedSQLiteWriter()) }
        }
    }

    package func close() async {
        for holder in quickReaders + slowReaders.map(\.holder) { holder.close() }
        await withCheckedContinuation { waiter in
            writing.async { [writer] in
                // The last connection to close empties the log into the file.
                writer.close()
                waiter.resume()
            }
        }
    }
}

extension SQLiteTrackingDatabase.Holder {
    /// Reads one state of the database.
    fileprivate func read<Value: Sendable>(
        _ body: (any SQLConnection) throws(TrackingError) -> Value
    ) throws(TrackingError) -> Value {
        try use { connection throws(TrackingError) in
            try connection.execute("BEGIN")
            defer { connection.rollBack() }
            return try body(connection)
        }
    }
}

/// In place of a connection that could not be opened.
private final class ClosedSQLiteWriter: SQLWriter {
    var dialect: SQLDialect { .sqlite }
    var changeCount: Int { 0 }
    private let error = TrackingError.failed(.unavailable("the database cannot be opened"))

    func begin() throws(TrackingError) { throw error }
    func commit() throws(TrackingError) { throw error }
    func rollBack() {}
    func execute(_ sql: String) throws(TrackingError) { throw error }
    func run(_ sql: String, _ values: [SQLValue]) throws(TrackingError) { throw error }
    func changedCount(_ sql: String, _ values: [SQLValue]) throws(TrackingError) -> Int {
        throw error
    }
    func forEachRow(
        of queries: [SQLQuery], _ body: (Int, any SQLRow) throws(TrackingError) -> Void
    ) throws(TrackingError) { throw error }
}
