/// Where tracked runs are kept: connections that read at the same time, and one that writes.
package protocol TrackingDatabase: Sendable {
    /// Reads what takes less time than going to another thread and back, from one state of the
    /// database.
    func readQuickly<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws(TrackingError) -> Value
    ) async throws(TrackingError) -> Value

    /// Reads what may take longer, on a thread on which nobody else waits.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws(TrackingError) -> Value
    ) async throws(TrackingError) -> Value

    /// Lends the connection that writes, on its own thread; what is lent to comes one after another.
    func lendWriter(_ body: @escaping @Sendable (any SQLWriter) -> Void)

    func close() async
}

/// The connection that writes.
package protocol SQLWriter: SQLConnection {
    func begin() throws(TrackingError)
    /// - Throws: Among others that the outcome is unknown; the connection is a new one then.
    func commit() throws(TrackingError)
    func rollBack()
    /// Waits some tens of microseconds.
    func pause()
}
