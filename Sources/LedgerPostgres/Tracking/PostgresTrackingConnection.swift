import Tracking

/// One connection to the schema of tracked runs, used by one thread at a time.
///
/// Statements whose answer nobody needs are on their way while the next ones are made.
final class PostgresTrackingConnection: SQLWriter {
    private let conninfo: String
    private let library: LibPQ
    private let isReader: Bool
    private var pipeline: PostgresPipeline?
    private(set) var changeCount = 0
    private var askedAhead = PostgresAskedAhead()

    /// Queries are written so that walking the indexes they name, in the order in which they name
    /// them, finds their rows: the planner knows less, for it may never have looked at tables that
    /// were empty a minute ago, and planning each takes longer than running it.
    private static let settings = """
        SET plan_cache_mode = force_generic_plan; SET join_collapse_limit = 1;
        SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_sort = off; SET jit = off;
        SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_material = off;
        """

    /// Statements that nobody began a transaction for are one until the end of what is read.
    private static let readerSettings = """
        SET default_transaction_isolation = 'repeatable read'; SET default_transaction_read_only = on
        """

    init(conninfo: String, library: LibPQ, isReader: Bool) {
        self.conninfo = conninfo
        self.library = library
        self.isReader = isReader
    }

    var dialect: SQLDialect { .postgres }

    private func open() throws(TrackingError) -> PostgresPipeline {
        if let pipeline { return pipeline }
        do throws(PostgresFailure) {
            let session = try PostgresSession(conninfo: conninfo, library: library)
            let schema = try Self.schema(beside: session)
            let settings = Self.settings + (isReader ? Self.readerSettings : "")
            try session.execute("SET search_path = \(schema); \(settings)")
            let pipeline = try PostgresPipeline(session, isForReading: isReader)
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
        for (number, result) in try results(of: queries).enumerated() {
            for row in 0..<result.rowCount {
                try body(number, PostgresTrackingRow(result: result, row: row))
            }
        }
    }

    private func results(of queries: [SQLQuery]) throws(TrackingError) -> ArraySlice<PostgresResult>
    {
        if let results = askedAhead.results(of: queries) { return results }
        for query in queries { try send(query) }
        let results = try wait(for: queries.count)
        changeCount += PostgresAskedAhead.changeCount(of: queries, results)
        return results
    }

    func ask(ahead questions: [[SQLQuery]]) throws(TrackingError) {
        let queries = questions.joined()
        guard !queries.isEmpty else { return }
        for query in queries { try send(query) }
        askedAhead = PostgresAskedAhead(questions, try wait(for: queries.count))
    }

    func take(turn: Int) { changeCount += askedAhead.take(turn: turn) }

    private func send(_ query: SQLQuery) throws(TrackingError) {
        let pipeline = try open()
        do throws(PostgresFailure) {
            try pipeline.send(query.sql, PostgresParameters(query.values))
        } catch { throw error.whileTracking }
    }

    private func wait(for count: Int) throws(TrackingError) -> ArraySlice<PostgresResult> {
        do throws(PostgresFailure) { return try pipeline?.wait(for: count) ?? [] } catch {
            throw error.whileTracking
        }
    }

    /// Begins with what is sent first; a connection that broke between transactions is made anew.
    func begin() throws(TrackingError) {
        if pipeline?.isLost ?? false { pipeline = nil }
        try send(SQLQuery("BEGIN", []))
    }

    func commit() throws(TrackingError) {
        guard let pipeline else { throw .failed(.unavailable("the connection is closed")) }
        askedAhead = PostgresAskedAhead()
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
        askedAhead = PostgresAskedAhead()
        guard let pipeline else { return }
        // After a failure that nobody waited for, nothing is carried out.
        _ = try? pipeline.wait()
        do throws(PostgresFailure) {
            try pipeline.send("ROLLBACK", PostgresParameters())
            try pipeline.wait()
        } catch { self.pipeline = nil }
    }

    /// Reads one state of the database; once more when the server had closed the connection in the
    /// meantime.
    func reading<Value>(
        _ body: (PostgresTrackingConnection) throws(TrackingError) -> Value
    ) throws(TrackingError) -> Value {
        do throws(TrackingError) { return try readingOnce(body) } catch {
            guard pipeline?.isLost ?? false else { throw error }
            pipeline = nil
        }
        return try readingOnce(body)
    }

    func readingOnce<Value>(
        _ body: (PostgresTrackingConnection) throws(TrackingError) -> Value
    ) throws(TrackingError) -> Value {
        defer {
            askedAhead = PostgresAskedAhead()
            pipeline?.end()
        }
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
