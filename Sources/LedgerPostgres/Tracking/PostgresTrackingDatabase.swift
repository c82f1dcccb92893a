import Dispatch
import Ledger
import Synchronization
package import Tracking

/// Tracked runs in a schema of their own, beside the ledger, for as many servers as there are.
///
/// One connection writes and a few read; each has a queue of its own, on which libpq may block.
package final class PostgresTrackingDatabase: TrackingDatabase {
    private final class Lane: Sendable {
        private let connection: Mutex<PostgresTrackingConnection>
        private let queue: DispatchQueue

        init(conninfo: String, library: LibPQ, name: String) {
            connection = Mutex(PostgresTrackingConnection(conninfo: conninfo, library: library))
            queue = DispatchQueue(label: name)
        }

        func perform(_ body: @escaping @Sendable (PostgresTrackingConnection) -> Void) {
            queue.async { self.connection.withLock { body($0) } }
        }
    }

    private let writer: Lane
    private let readers: [Lane]
    private let turn = Atomic<Int>(0)

    /// Connects, and makes the schema and its tables when they are not there.
    package init(conninfo: String, readerCount: Int = 4) async throws(TrackingError) {
        precondition(readerCount > 0, "a store needs a connection to read over")
        let library: LibPQ
        do throws(LedgerError) {
            library = try LibPQ.load()
            try PostgresConninfo.check(conninfo, by: library)
        } catch { throw .failed(.unavailable("\(error)")) }
        writer = Lane(conninfo: conninfo, library: library, name: "assay.tracking.writer")
        readers = (0..<readerCount).map {
            Lane(conninfo: conninfo, library: library, name: "assay.tracking.reader-\($0)")
        }
        try await Self.on(writer) { connection throws(TrackingError) in
            try Self.prepare(connection)
        }
    }

    private static func prepare(
        _ connection: PostgresTrackingConnection
    ) throws(TrackingError) {
        try connection.begin()
        do throws(TrackingError) {
            // Servers that start together must not make the tables twice.
            try connection.execute(
                """
                SELECT pg_advisory_xact_lock(1095975258);
                CREATE SCHEMA IF NOT EXISTS \(connection.schema())
                """)
            try TrackingSchema.prepare(connection)
            try connection.commit()
        } catch {
            connection.rollBack()
            throw error
        }
    }

    package func readQuickly<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws(TrackingError) -> Value
    ) async throws(TrackingError) -> Value {
        try await read(body)
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws(TrackingError) -> Value
    ) async throws(TrackingError) -> Value {
        try await Self.on(nextReader()) { connection throws(TrackingError) in
            try connection.reading(body)
        }
    }

    private func nextReader() -> Lane {
        let (number, _) = turn.wrappingAdd(1, ordering: .relaxed)
        return readers[Int(UInt(bitPattern: number) % UInt(readers.count))]
    }

    private static func on<Value: Sendable>(
        _ lane: Lane,
        _ body: @escaping @Sendable (PostgresTrackingConnection) throws(TrackingError) -> Value
    ) async throws(TrackingError) -> Value {
        let outcome: Result<Value, TrackingError> = await withCheckedContinuation { waiter in
            lane.perform { connection in
                do throws(TrackingError) {
                    waiter.resume(returning: .success(try body(connection)))
                } catch {
                    waiter.resume(returning: .failure(error))
                }
            }
        }
        return try outcome.get()
    }

    package func lendWriter(_ body: @escaping @Sendable (any SQLWriter) -> Void) {
        writer.perform { body($0) }
    }

    package func close() async {
        for lane in readers + [writer] {
            _ = try? await Self.on(lane) { connection throws(TrackingError) in connection.close() }
        }
    }
}

extension PostgresTrackingConnection {
    /// Reads one state of the database.
    fileprivate func reading<Value>(
        _ body: (any SQLConnection) throws(TrackingError) -> Value
    ) throws(TrackingError) -> Value {
        try begin()
        do throws(TrackingError) {
            try execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            let value = try body(self)
            rollBack()
            return value
        } catch {
            rollBack()
            throw error
        }
    }
}
