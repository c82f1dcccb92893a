/// Where tracked runs are kept: connections that read at the same time, and one that writes.
package protocol TrackingDatabase: Sendable {
    /// Reads what takes less time than going to another thread and back, from one state of the
    /// database.
    ///
    /// `first`: What `body` asks first, if that is known; others' may be asked with it.
    func readQuickly<Value: Sendable>(
        asking first: [SQLQuery],
        _ body: @escaping @Sendable (any SQLConnection) throws(TrackingError) -> Value
    ) async throws(TrackingError) -> Value

    /// Reads what may take longer, on a thread on which nobody else waits.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws(TrackingError) -> Value
    ) async throws(TrackingError) -> Value

    /// Lends the connection that writes, on its own thread; what it is lent to comes one after another.
    func lendWriter(_ body: @escaping @Sendable (any SQLWriter) -> Void)

    func close() async
}

/// A connection that writes.
package protocol SQLWriter: SQLConnection {
    /// Begins a transaction; one that cannot be begun may also be told by what comes first in it.
    func begin() throws(TrackingError)
    /// Asks what each of several who share a transaction asks first.
    func ask(ahead questions: [[SQLQuery]]) throws(TrackingError)
    /// Has the answers at hand that were asked ahead for one of them.
    func take(turn: Int)
    /// - Throws: Among others that the outcome is unknown; the connection is a new one then.
    func commit() throws(TrackingError)
    func rollBack()
}

extension SQLWriter {
    /// Where nobody waits for another process, each asks when it comes to it.
    package func ask(ahead questions: [[SQLQuery]]) throws(TrackingError) {}
    package func take(turn: Int) {}
}
