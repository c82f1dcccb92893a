/// Writes what waits in one transaction, so that many writers share the wait for the disk.
///
/// INVARIANT: nobody is answered before the transaction with what they wrote is durable.
final class GroupWriter: Sendable {
    private struct Job: Sendable {
        let first: [SQLQuery]
        /// Whether it shares its transaction with nobody.
        let isAlone: Bool
        /// Writes, and says what to answer once it is durable.
        let write: @Sendable (any SQLConnection) throws(TrackingError) -> @Sendable () -> Void
        let refuse: @Sendable (TrackingError) -> Void
    }

    private let database: any TrackingDatabase
    private let jobs = WaitingJobs<Job>()
    private static let groupCountMax = 256

    init(_ database: any TrackingDatabase) { self.database = database }

    /// Writes in a transaction that others may share.
    ///
    /// `first`: What `body` asks first, if that is known; others' may be asked with it.
    func write<Value: Sendable>(
        asking first: [SQLQuery] = [], isAlone: Bool = false,
        _ body: @escaping @Sendable (any SQLConnection) throws(TrackingError) -> Value
    ) async throws(TrackingError) -> Value {
        let outcome: Result<Value, TrackingError> = await withCheckedContinuation { waiter in
            submit(
                Job(
                    first: first, isAlone: isAlone,
                    write: { connection throws(TrackingError) in
                        let value = try body(connection)
                        return { waiter.resume(returning: .success(value)) }
                    },
                    refuse: { waiter.resume(returning: .failure($0)) }))
        }
        return try outcome.get()
    }

    private func submit(_ job: Job) {
        guard jobs.add(job) else { return }
        database.lendWriter { [self] connection in
            while let group = jobs.next(countMax: Self.groupCountMax, where: { !$0.isAlone }) {
                write(group, over: connection)
            }
        }
    }

    /// `isLast`: Whether what fails is told, instead of tried once more.
    private func write(_ group: [Job], over connection: any SQLWriter, isLast: Bool = false) {
        do throws(TrackingError) { try connection.begin() } catch {
            return group.forEach { $0.refuse(error) }
        }
        let answers: [@Sendable () -> Void]
        do throws(TrackingError) {
            answers = try perform(group, over: connection)
            try connection.commit()
        } catch {
            connection.rollBack()
            guard !isLast, Self.isWorthAnotherTry(error, of: group) else {
                return group.forEach { $0.refuse(error) }
            }
            return group.forEach { write([$0], over: connection, isLast: true) }
        }
        for answer in answers { answer() }
    }

    /// One of them must not spoil it for the others; one alone may have met a writer elsewhere.
    private static func isWorthAnotherTry(_ error: TrackingError, of group: [Job]) -> Bool {
        switch error {
        case .failed(.unknownOutcome), .failed(.unavailable): false
        case .failed(.busy): true
        default: group.count > 1
        }
    }

    /// - Throws: When one of them failed after it had written something.
    private func perform(
        _ group: [Job], over connection: any SQLWriter
    ) throws(TrackingError) -> [@Sendable () -> Void] {
        try connection.ask(ahead: group.map(\.first))
        var answers: [@Sendable () -> Void] = []
        for (turn, job) in group.enumerated() {
            let before = connection.changeCount
            connection.take(turn: turn)
            do throws(TrackingError) { answers.append(try job.write(connection)) } catch {
                guard case .refused = error, connection.changeCount == before else { throw error }
                answers.append { job.refuse(error) }
            }
        }
        return answers
    }
}
