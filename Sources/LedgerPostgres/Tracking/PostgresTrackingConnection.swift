import Glibc
import Tracking

/// One connection to the schema of tracked runs, used by one thread at a time.
///
/// Statements whose answer nobody needs are on their way while the next ones are made.
final class PostgresTrackingConnection: SQLWriter {
    private let conninfo: String
    private let library: LibPQ
    private var pipeline: PostgresPipeline?
    private(set) var changeCount = 0

    /// Queries are written so that walking the indexes they name, in the order in which they name
    /// them, finds their rows: the planner knows less, for it may never have looked at tables that
    /// were empty a minute ago, and planning each takes longer than running it.
    private static let settings = """
        SET plan_cache_mode = force_generic_plan; SET join_collapse_limit = 1;
        SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_sort = off; SET jit = off
        """

    init(conninfo: String, library: LibPQ) {
        self.conninfo = conninfo
        self.library = library
    }

    var dialect: SQLDialect { .postgres }

    private func open() throws(TrackingError) -> PostgresPipeline {
        if let pipeline { return pipeline }
        do throws(PostgresFailure) {
            let session = try PostgresSession(conninfo: conninfo, library: library)
            let schema = try Self.schema(beside: session)
            try session.execute("SET search_path = \(schema); \(Self.settings)")
            let pipeline = try PostgresPipeline(session)
            self.pipeline = pipeline
            return pipeline
        } catch { throw error.whileTracking }
    }

    /// The schema's name, quoted: beside the ledger's, which is the first of the search path, so that
    /// each ledger of a database has runs of its own.
    private static func schema(
        beside session: PostgresSession
    ) throws(PostgresFailure) -> String {
        let current =
            try session.query("SELECT coalesce(current_schema(), 'public')", [])
            .rows.first?.first.flatMap { $0?.postgresText } ?? "public"
        let name = current == "public" ? "tracking" : current + "_tracking"
        return "\"" + name.replacing("\"", with: "\"\"") + "\""
    }

    func schema() throws(TrackingError) -> String {
        try first("SELECT current_setting('search_path')", []) { row throws(TrackingError) in
            row.text(0) ?? ""
        } ?? "tracking"
    }

    func close() { pipeline = nil }

    func execute(_ sql: String) throws(TrackingError) {
        let pipeline = try open()
        do throws(PostgresFailure) { try pipeline.execute(sql) } catch {
            throw error.whileTracking
        }
    }

    func run(_ sql: String, _ values: [SQLValue]) throws(TrackingError) {
        changeCount += 1
        try send(SQLQuery(sql, values))
    }

    func changedCount(_ sql: String, _ values: [SQLValue]) throws(TrackingError) -> Int {
        try send(SQLQuery(sql, values))
        let count = try wait(for: 1).first?.changedCount ?? 0
        if count > 0 { changeCount += 1 }
        return count
    }

    func forEachRow(
        of queries: [SQLQuery], _ body: (Int, any SQLRow) throws(TrackingError) -> Void
    ) throws(TrackingError) {
        for query in queries { try send(query) }
        for (number, result) in try wait(for: queries.count).enumerated() {
            if !queries[number].sql.hasPrefix("SELECT"), result.changedCount > 0 {
                changeCount += 1
            }
            for row in 0..<result.rowCount {
                try body(number, PostgresTrackingRow(result: result, row: row))
            }
        }
    }

    private func send(_ query: SQLQuery) throws(TrackingError) {
        let pipeline = try open()
        do throws(PostgresFailure) {
            try pipeline.send(query.sql, PostgresParameters(query.values))
        } catch { throw error.whileTracking }
    }

    private func wait(for count: Int) throws(TrackingError) -> [PostgresResult] {
        do throws(PostgresFailure) { return try pipeline?.wait(for: count) ?? [] } catch {
            throw error.whileTracking
        }
    }

    /// Begins with what is sent first; a connection that broke between transactions is made anew.
    func begin() throws(TrackingError) { try begin("BEGIN") }

    private func begin(_ statement: String) throws(TrackingError) {
        if pipeline?.isLost ?? false { pipeline = nil }
        try send(SQLQuery(statement, []))
    }

    func commit() throws(TrackingError) {
        guard let pipeline else { throw .failed(.unavailable("the connection is closed")) }
        do throws(PostgresFailure) {
            try pipeline.send("COMMIT", PostgresParameters())
            // A transaction that had failed answers COMMIT with ROLLBACK.
            guard try pipeline.wait(for: 1).first?.tag == "COMMIT" else { throw Self.rolledBack }
        } catch {
            if pipeline.isLost {
                self.pipeline = nil
                throw .failed(.unknownOutcome(error.message))
            }
            throw error.whileTracking
        }
    }

    private static let rolledBack = PostgresFailure(
        state: "25P02", message: "the server rolled back", isConnectionLost: false)

    func rollBack() {
        end("ROLLBACK")
    }

    /// Nobody waits for the end of a transaction that changed nothing.
    private func end(_ statement: String) {
        guard let pipeline else { return }
        do throws(PostgresFailure) {
            try pipeline.send(statement, PostgresParameters())
            pipeline.flush()
        } catch { self.pipeline = nil }
    }

    func pause() { usleep(50) }

    /// Reads one state of the database; once more when the server had closed the connection in the
    /// meantime.
    func reading<Value>(
        _ body: (any SQLConnection) throws(TrackingError) -> Value
    ) throws(TrackingError) -> Value {
        do throws(TrackingError) { return try attempt(body) } catch {
            guard pipeline?.isLost ?? false else { throw error }
            pipeline = nil
        }
        return try attempt(body)
    }

    private func attempt<Value>(
        _ body: (any SQLConnection) throws(TrackingError) -> Value
    ) throws(TrackingError) -> Value {
        try begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        defer { end("COMMIT") }
        return try body(self)
    }
}

private struct PostgresTrackingRow: SQLRow {
    let result: PostgresResult
    let row: Int

    func integer(_ column: Int) -> Int64? {
        bits(column).map { Int64(bitPattern: $0) }
    }

    func number(_ column: Int) -> Double? {
        bits(column).map { Double(bitPattern: $0) }
    }

    func text(_ column: Int) -> String? {
        result.withValue(row, column) { String(decoding: $0, as: UTF8.self) }
    }

    /// A number's bits; a narrower integer's, as those of a wide one.
    private func bits(_ column: Int) -> UInt64? {
        result.withValue(row, column) { bytes in
            switch bytes.count {
            case 8: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))
            case 4:
                UInt64(
                    bitPattern: Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self))))
            default: nil
            }
        }
    }
}

extension PostgresFailure {
    fileprivate var whileTracking: TrackingError {
        switch state {
        case "53100": .failed(.full)
        case "55P03", "57014", "40001", "40P01", "23505": .failed(.busy)
        case "22021", "22P05": .refused(.invalid("a text holds characters that cannot be kept"))
        default:
            isConnectionLost || state.hasPrefix("08") || state.hasPrefix("57P")
                || state.hasPrefix("53") || state.hasPrefix("28")
                ? .failed(.unavailable(message))
                : .failed(.broken("\(message) (SQLSTATE \(state))"))
        }
    }
}
