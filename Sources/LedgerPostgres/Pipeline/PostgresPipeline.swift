import CLibPQ

/// A session over which statements are sent without waiting for what each gives.
///
/// They are carried out in order. After one that fails, none is up to the next wait; what failed is
/// told there. One thread uses it at a time.
///
/// Source: PostgreSQL 15, libpq, pipeline mode.
final class PostgresPipeline {
    private enum Sent {
        case preparation(of: String)
        case statement
        /// What ends an unfinished failure, and makes the server answer.
        case sync
    }

    private let session: PostgresSession
    private let isForReading: Bool
    private var sent: [Sent] = []
    /// The name under which each statement is prepared on this connection.
    private var names: [String: String] = [:]
    private var preparedCount = 0

    private static let statementCountMax = 400
    /// So that neither side's buffers grow without bound.
    private static let sentCountMax = 256

    private var library: LibPQ { session.library }
    private var connection: LibPQ.Connection { session.connection }

    /// Begins; no statement may be under way in the session.
    ///
    /// `isForReading`: Whether statements see one state of the database until ``end()``, instead of
    /// until the next wait; the session's transactions must be `REPEATABLE READ` by themselves.
    init(_ session: PostgresSession, isForReading: Bool = false) throws(PostgresFailure) {
        self.session = session
        self.isForReading = isForReading
        guard session.library.enterPipelineMode(session.connection) == 1 else {
            throw session.failure(nil)
        }
    }

    /// Whether the server is gone, as far as can be told without asking it.
    ///
    /// The first look finds the server's last words, the second that nothing follows them.
    var isLost: Bool {
        (0..<2).contains { _ in library.consumeInput(connection) == 0 } || session.isLost
    }

    /// Sends a statement, which is prepared once.
    func send(_ statement: String, _ parameters: PostgresParameters) throws(PostgresFailure) {
        if sent.count >= Self.sentCountMax { try wait() }
        let name = try preparedName(of: statement, parameters)
        let code = parameters.withUnsafePointers { values, lengths, formats in
            library.sendQueryPrepared(
                connection, name, Int32(parameters.count), values, lengths, formats, 1)
        }
        guard code == 1 else { throw session.failure(nil) }
        sent.append(.statement)
    }

    private func preparedName(
        of statement: String, _ parameters: PostgresParameters
    ) throws(PostgresFailure) -> String {
        if let name = names[statement] { return name }
        if names.count >= Self.statementCountMax { try forgetStatements() }
        preparedCount += 1
        let name = "assay_\(preparedCount)"
        let code = library.sendPrepare(
            connection, name, Self.numbered(statement), Int32(parameters.count),
            parameters.typeIDs)
        guard code == 1 else { throw session.failure(nil) }
        names[statement] = name
        sent.append(.preparation(of: statement))
        return name
    }

    private func forgetStatements() throws(PostgresFailure) {
        names.removeAll()
        let code = library.sendQueryParams(
            connection, "DEALLOCATE ALL", 0, nil, nil, nil, nil, 1)
        guard code == 1 else { throw session.failure(nil) }
        sent.append(.statement)
    }

    /// As PostgreSQL numbers the values of a statement.
    private static func numbered(_ statement: String) -> String {
        var text = ""
        for (index, piece) in statement.split(separator: "?", omittingEmptySubsequences: false)
            .enumerated()
        {
            text += index == 0 ? String(piece) : "$\(index)\(piece)"
        }
        return text
    }

    /// Has the server carry out what was sent and end what was read, and waits for nothing.
    func end() {
        guard library.pipelineSync(connection) == 1 else { return }
        sent.append(.sync)
    }

    /// Waits for all that was sent.
    ///
    /// - Returns: What the last `count` statements gave.
    /// - Throws: What the first gave that failed.
    @discardableResult
    func wait(for count: Int = 0) throws(PostgresFailure) -> ArraySlice<PostgresResult> {
        if isForReading {
            guard library.sendFlushRequest(connection) == 1 else { throw session.failure(nil) }
        } else {
            guard library.pipelineSync(connection) == 1 else { throw session.failure(nil) }
            sent.append(.sync)
        }
        var found: [PostgresResult] = []
        var failure: PostgresFailure?
        for kind in sent {
            let result = library.getResult(connection)
            let isGood = result.map { Self.isGood($0, library) } ?? false
            if !isGood, failure == nil { failure = session.failure(result) }
            let given = result.map { PostgresResult(owning: $0, by: library) }
            switch kind {
            case .sync: continue
            case .statement: if isGood, let given { found.append(given) }
            case .preparation(let statement): if !isGood { names[statement] = nil }
            }
            skipRest(of: given)
        }
        sent.removeAll(keepingCapacity: true)
        if let failure { throw failure }
        return found.suffix(count)
    }

    private func skipRest(of result: PostgresResult?) {
        guard result != nil else { return }
        while let more = library.getResult(connection) { library.clear(more) }
    }

    private static func isGood(_ result: LibPQ.Result, _ library: LibPQ) -> Bool {
        switch library.resultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_PIPELINE_SYNC: true
        default: false
        }
    }

    /// Runs statements without parameters, many in one text.
    func execute(_ statements: String) throws(PostgresFailure) {
        try wait()
        guard library.exitPipelineMode(connection) == 1 else { throw session.failure(nil) }
        defer { _ = library.enterPipelineMode(connection) }
        try session.execute(statements)
    }
}
