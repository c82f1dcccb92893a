import Ledger

/// Owns one session and the thread on which its calls block; connects when it is needed.
actor PostgresConnection {
    private let executor: ThreadExecutor
    private let conninfo: String
    private let library: LibPQ
    private var session: PostgresSession?
    /// The statements of the one transaction that all calls belong to; `nil` when each is its own.
    private let transaction: String?
    private var hasBegun = false

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// With a `transaction`, such as `BEGIN`, all that is done over the connection is part of it; it
    /// is over when the connection is.
    init(conninfo: String, library: LibPQ, name: String, transaction: String? = nil) {
        self.conninfo = conninfo
        self.library = library
        self.transaction = transaction
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
        if let session { open = session } else { open = try connect() }
        session = open
        defer { if open.isLost { session = nil } }
        return try body(open)
    }

    private func connect() throws(PostgresFailure) -> PostgresSession {
        guard let transaction else {
            return try PostgresSession(conninfo: conninfo, library: library)
        }
        guard !hasBegun else {
            throw PostgresFailure(
                state: "", message: "the connection broke, and its transaction with it",
                isConnectionLost: true)
        }
        let open = try PostgresSession(conninfo: conninfo, library: library)
        try open.execute(transaction)
        hasBegun = true
        return open
    }
}
