import Ledger

/// Owns one session and the thread on which its calls block; connects when it is needed.
actor PostgresConnection {
    private let executor: ThreadExecutor
    private let conninfo: String
    private var session: PostgresSession?

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    init(conninfo: String, name: String) {
        self.conninfo = conninfo
        executor = ThreadExecutor(name: name)
    }

    /// Reads over the session; once more when the server had closed it in the meantime.
    func read<Value: Sendable>(
        _ body: @Sendable (PostgresSession) throws(PostgresFailure) -> Value
    ) throws(LedgerError) -> Value {
        let wasOpen = session != nil
        do throws(PostgresFailure) {
            return try attempt(body)
        } catch {
            guard wasOpen, error.isConnectionLost else { throw error.whileReading }
        }
        do { return try attempt(body) } catch { throw error.whileReading }
    }

    /// Writes over the session; a lost connection is the caller's to judge.
    func write<Value: Sendable>(
        _ body: @Sendable (PostgresSession) throws(PostgresFailure) -> Value
    ) throws(PostgresFailure) -> Value {
        try attempt(body)
    }

    /// Gives up the session; the next call connects anew.
    func close() { session = nil }

    private func attempt<Value>(
        _ body: (PostgresSession) throws(PostgresFailure) -> Value
    ) throws(PostgresFailure) -> Value {
        let open: PostgresSession
        if let session { open = session } else { open = try PostgresSession(conninfo: conninfo) }
        session = open
        defer { if open.isLost { session = nil } }
        return try body(open)
    }
}
