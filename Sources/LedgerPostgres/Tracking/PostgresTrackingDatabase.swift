import Dispatch
import Ledger
import Synchronization
package import Tracking

/// Tracked runs in a schema of their own, beside the ledger, for as many servers as there are.
///
/// One connection writes, a few read, and one reads for many at once; each has a queue of its own, on
/// which libpq may block.
package final class PostgresTrackingDatabase: TrackingDatabase {
    private let writer: PostgresLane
    private let readers: PostgresLanes
    private let groupReader: PostgresGroupReader

    /// Connects, and makes the schema and its tables when they are not there.
    package init(
        conninfo: String, readerCount: Int = 3
    ) async throws(TrackingError) {
        precondition(readerCount > 0, "a store reads")
        let library: LibPQ
        do throws(LedgerError) {
            library = try LibPQ.load()
            try PostgresConninfo.check(conninfo, by: library)
        } catch { throw .failed(.unavailable("\(error)")) }
        func lane(_ name: String, isReader: Bool) -> PostgresLane {
            PostgresLane(
                PostgresTrackingConnection(
                    conninfo: conninfo, library: library, isReader: isReader),
                name: "assay.tracking.\(name)")
        }
        writer = lane("writer", isReader: false)
        readers = PostgresLanes((0..<readerCount).map { lane("reader-\($0)", isReader: true) })
        groupReader = PostgresGroupReader(lane("group-reader", isReader: true))
        try await writer.value { connection throws(TrackingError) in
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
        asking first: [SQLQuery],
        _ body: @escaping @Sendable (any SQLConnection) throws(TrackingError) -> Value
    ) async throws(TrackingError) -> Value {
        guard !first.isEmpty else { return try await read(body) }
        return try await groupReader.read(asking: first, body)
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws(TrackingError) -> Value
    ) async throws(TrackingError) -> Value {
        try await readers.value { connection throws(TrackingError) in
            try connection.reading(body)
        }
    }

    package func lendWriter(_ body: @escaping @Sendable (any SQLWriter) -> Void) {
        writer.perform { body($0) }
    }

    package func close() async {
        for lane in readers.lanes + [groupReader.lane, writer] { await lane.close() }
    }
}
