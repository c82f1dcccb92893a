import CLibPQ
import Ledger

/// One connection to the server, used by one thread at a time: the store's.
///
/// libpq's calls block, so nothing of this runs on Swift's own threads.
final class PostgresConnection {
    private let connection: OpaquePointer

    /// - Throws: ``LedgerError/unavailable(_:)``.
    init(_ conninfo: String) throws(LedgerError) {
        let defaults = "connect_timeout=10 application_name=assay client_encoding=UTF8"
        guard let connection = PQconnectdb("\(defaults) \(conninfo)") else {
            throw .unavailable("no memory for a connection")
        }
        guard PQstatus(connection) == CONNECTION_OK else {
            let reason = Self.sentence(PQerrorMessage(connection))
            PQfinish(connection)
            throw .unavailable(reason)
        }
        // What the server only remarks would go to standard error.
        PQsetNoticeProcessor(connection, { _, _ in }, nil)
        self.connection = connection
    }

    deinit { PQfinish(connection) }

    var isBroken: Bool { PQstatus(connection) != CONNECTION_OK }

    /// Runs one statement; parameters and results are text.
    ///
    /// - Returns: The rows, each a list of values; `nil` for SQL's null.
    func run(_ sql: String, _ parameters: [String?] = []) throws(LedgerError) -> [[String?]] {
        let texts = parameters.map { $0.map { Array($0.utf8CString) } }
        let result = Self.withPointers(texts) { pointers in
            PQexecParams(connection, sql, Int32(pointers.count), nil, pointers, nil, nil, 0)
        }
        guard let result else { throw .inputOutput(Self.sentence(PQerrorMessage(connection))) }
        defer { PQclear(result) }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK: return Self.rows(result)
        default: throw error(result)
        }
    }

    private static func withPointers<Result>(
        _ texts: [[CChar]?], _ body: ([UnsafePointer<CChar>?]) -> Result
    ) -> Result {
        func descend(_ index: Int, _ pointers: [UnsafePointer<CChar>?]) -> Result {
            guard index < texts.count else { return body(pointers) }
            guard let text = texts[index] else { return descend(index + 1, pointers + [nil]) }
            return text.withUnsafeBufferPointer { descend(index + 1, pointers + [$0.baseAddress]) }
        }
        return descend(0, [])
    }

    private static func rows(_ result: OpaquePointer) -> [[String?]] {
        (0..<PQntuples(result)).map { row in
            (0..<PQnfields(result)).map { column in
                guard PQgetisnull(result, row, column) == 0,
                    let value = PQgetvalue(result, row, column)
                else { return nil }
                return String(cString: value)
            }
        }
    }

    private func error(_ result: OpaquePointer) -> LedgerError {
        let state = PQresultErrorField(result, 67).map { String(cString: $0) } ?? ""
        let reason = Self.sentence(PQresultErrorMessage(result))
        if isBroken { return .unavailable(reason) }
        switch state {
        case "40001", "40P01": return .headMoved
        case "53100": return .full
        case "55P03", "57014": return .busy
        case "XX001", "XX002": return .corrupt(reason)
        default: return .inputOutput("\(reason) (\(state))")
        }
    }

    /// libpq's message as one line.
    private static func sentence(_ message: UnsafePointer<CChar>?) -> String {
        let text = message.map { String(cString: $0) } ?? "no reason given"
        return text.split(whereSeparator: \.isNewline).joined(separator: "; ")
    }
}
