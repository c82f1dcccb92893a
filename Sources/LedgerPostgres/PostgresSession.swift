import CLibPQ
import Glibc

/// One connection to the server.
///
/// Each call blocks; an actor with its own thread owns it.
///
/// A `PGconn` must not be used by two threads at once: this class is not `Sendable`, so that the
/// compiler keeps it inside its owner.
final class PostgresSession {
    let library: LibPQ
    let connection: LibPQ.Connection
    /// The name under which each statement is prepared on this connection.
    private var names: [String: String] = [:]

    /// What holds for each session, whatever the server's defaults are; how long it may take can be
    /// said in the conninfo, as `options='-c lock_timeout=1min'`.
    private static let settings = """
        SELECT set_config(name, value, false)
        FROM (VALUES ('idle_in_transaction_session_timeout', '15s'), ('lock_timeout', '20s'),
            ('statement_timeout', '60s')) AS limits (name, value)
        JOIN pg_settings USING (name) WHERE source <> 'client';
        SET default_transaction_isolation = 'read committed';
        SELECT set_config('synchronous_commit', 'on', false)
        WHERE current_setting('synchronous_commit') = 'off'
        """

    /// Connects as `conninfo` says, a libpq connection string or URI.
    ///
    /// What it does not say comes from the environment (`PGHOST` …) and from here.
    init(conninfo: String, library: LibPQ) throws(PostgresFailure) {
        let parameters = [
            ("connect_timeout", "10"), ("application_name", "assay"), ("keepalives", "1"),
            ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
            ("tcp_user_timeout", "30000"), ("client_encoding", "UTF8"), ("dbname", conninfo),
        ]
        guard let connection = Self.connect(parameters, by: library) else {
            throw PostgresFailure(state: "", message: "out of memory", isConnectionLost: true)
        }
        self.library = library
        self.connection = connection
        guard library.status(connection) == CONNECTION_OK else {
            throw failure(nil).hiding(PostgresConninfo.secrets(in: conninfo, by: library))
        }
        // Notices would go to the standard error output.
        _ = library.setNoticeProcessor(connection, { _, _ in }, nil)
        try execute(Self.settings)
    }

    deinit { library.finish(connection) }

    private static func connect(
        _ parameters: [(String, String)], by library: LibPQ
    ) -> LibPQ.Connection? {
        let keywords = parameters.map { strdup($0.0) }
        let values = parameters.map { strdup($0.1) }
        defer { (keywords + values).forEach { free($0) } }
        return library.connectdbParams(
            keywords.map { UnsafePointer($0) } + [nil], values.map { UnsafePointer($0) } + [nil],
            1)
    }

    /// Whether the server is gone; the session is then of no use.
    var isLost: Bool { library.status(connection) != CONNECTION_OK }

    /// Whether a transaction is open, in which statements may still succeed.
    var isInTransaction: Bool { library.transactionStatus(connection) == PQTRANS_INTRANS }

    /// Runs statements without parameters.
    @discardableResult
    func execute(_ sql: String) throws(PostgresFailure) -> PostgresRows {
        try rows(of: library.exec(connection, sql))
    }

    /// Runs a statement with parameters, which is prepared once.
    @discardableResult
    func query(
        _ sql: String, _ parameters: [PostgresValue]
    ) throws(PostgresFailure) -> PostgresRows {
        let name = try preparedName(of: sql, parameters)
        // All values in one buffer, since libpq wants a pointer to each.
        var bytes: [UInt8] = []
        var places: [(start: Int, count: Int)?] = []
        for parameter in parameters {
            guard let encoded = parameter.encoded else {
                places.append(nil)
                continue
            }
            places.append((bytes.count, encoded.count))
            bytes += encoded
            // An empty value is no NULL, so its pointer must point somewhere.
            bytes.append(0)
        }
        let result = bytes.withUnsafeBytes { buffer in
            let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            let pointers = places.map { place in place.flatMap { start?.advanced(by: $0.start) } }
            return library.execPrepared(
                connection, name, Int32(parameters.count), pointers,
                places.map { Int32($0?.count ?? 0) },
                [Int32](repeating: 1, count: parameters.count), 1)
        }
        return try rows(of: result)
    }

    private func preparedName(
        of sql: String, _ parameters: [PostgresValue]
    ) throws(PostgresFailure) -> String {
        if let name = names[sql] { return name }
        let name = "assay_\(names.count)"
        _ = try rows(
            of: library.prepare(
                connection, name, sql, Int32(parameters.count), parameters.map(\.typeID)))
        names[sql] = name
        return name
    }

    private func rows(of result: LibPQ.Result?) throws(PostgresFailure) -> PostgresRows {
        guard let result else { throw failure(nil) }
        defer { library.clear(result) }
        switch library.resultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK: return PostgresRows(copying: result, by: library)
        default: throw failure(result)
        }
    }

    func failure(_ result: LibPQ.Result?) -> PostgresFailure {
        let stateField = Int32(UInt8(ascii: "C"))
        let state = result.flatMap { library.resultErrorField($0, stateField) }
            .map { String(cString: $0) }
        let text =
            result.flatMap { library.resultErrorMessage($0) } ?? library.errorMessage(connection)
        let lines = text.map { String(cString: $0) } ?? ""
        return PostgresFailure(
            state: state ?? "", message: lines.split(separator: "\n").joined(separator: "; "),
            isConnectionLost: library.status(connection) != CONNECTION_OK)
    }
}
