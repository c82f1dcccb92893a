import Glibc
import Tracking

/// One connection to the schema of tracked runs, used by one thread at a time.
final class PostgresTrackingConnection: SQLWriter {
    private let conninfo: String
    private let library: LibPQ
    private var session: PostgresSession?
    /// Statements as PostgreSQL numbers their values.
    private var numbered: [String: String] = [:]
    private(set) var changeCount = 0

    private static let statementCountMax = 400

    init(conninfo: String, library: LibPQ) {
        self.conninfo = conninfo
        self.library = library
    }

    var dialect: SQLDialect { .postgres }

    private func open() throws(TrackingError) -> PostgresSession {
        if let session {
            if !session.isLost { return session }
            self.session = nil
        }
        do throws(PostgresFailure) {
            let fresh = try PostgresSession(conninfo: conninfo, library: library)
            let schema = try Self.schema(beside: fresh)
            try fresh.execute("SET search_path = \(schema)")
            session = fresh
            return fresh
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
        let session = try open()
        do throws(PostgresFailure) {
            let path = try session.query("SELECT current_setting('search_path')", [])
                .rows.first?.first.flatMap { $0?.postgresText }
            return path ?? "tracking"
        } catch { throw error.whileTracking }
    }

    func close() { session = nil }

    func execute(_ sql: String) throws(TrackingError) {
        let session = try open()
        do throws(PostgresFailure) { try session.execute(sql) } catch { throw error.whileTracking }
    }

    @discardableResult
    func run(_ sql: String, _ values: [SQLValue]) throws(TrackingError) -> Int {
        changeCount += 1
        return try query(sql, values).changedCount
    }

    func forEachRow(
        _ sql: String, _ values: [SQLValue], _ body: (any SQLRow) throws(TrackingError) -> Void
    ) throws(TrackingError) {
        if !sql.hasPrefix("SELECT") { changeCount += 1 }
        for row in try query(sql, values).rows { try body(PostgresTrackingRow(values: row)) }
    }

    private func query(
        _ sql: String, _ values: [SQLValue]
    ) throws(TrackingError) -> PostgresRows {
        let session = try open()
        do throws(PostgresFailure) {
            return try session.query(numbered(sql), values.map(\.postgres))
        } catch { throw error.whileTracking }
    }

    private func numbered(_ sql: String) -> String {
        if let known = numbered[sql] { return known }
        var text = ""
        for (index, piece) in sql.split(separator: "?", omittingEmptySubsequences: false)
            .enumerated()
        {
            text += index == 0 ? String(piece) : "$\(index)\(piece)"
        }
        if numbered.count >= Self.statementCountMax { numbered.removeAll() }
        numbered[sql] = text
        return text
    }

    /// A connection that broke between transactions is made anew.
    func begin() throws(TrackingError) {
        do throws(TrackingError) { try execute("BEGIN") } catch {
            guard session?.isLost ?? true else { throw error }
            try execute("BEGIN")
        }
    }

    func commit() throws(TrackingError) {
        guard let session else { throw .failed(.unavailable("the connection is closed")) }
        do throws(PostgresFailure) {
            let done = try session.execute("COMMIT")
            // A transaction that had failed answers COMMIT with ROLLBACK.
            guard done.tag == "COMMIT" else { throw Self.rolledBack }
        } catch {
            if session.isLost {
                self.session = nil
                throw .failed(.unknownOutcome(error.message))
            }
            throw error.whileTracking
        }
    }

    private static let rolledBack = PostgresFailure(
        state: "25P02", message: "the server rolled back", isConnectionLost: false)

    func rollBack() {
        _ = try? session?.execute("ROLLBACK")
    }

    func pause() { usleep(50) }
}

private struct PostgresTrackingRow: SQLRow {
    let values: [[UInt8]?]

    func integer(_ column: Int) -> Int64? {
        values[column]?.postgresInteger.map(Int64.init)
    }

    func number(_ column: Int) -> Double? {
        guard let bytes = values[column], bytes.count == 8 else { return nil }
        return Double(bitPattern: bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }

    func text(_ column: Int) -> String? { values[column]?.postgresText }
}

extension SQLValue {
    fileprivate var postgres: PostgresValue {
        switch self {
        case .null: .null
        case .integer(let integer): .bigint(Int(integer))
        case .number(let number): .double(number)
        case .text(let text): .text(text)
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
