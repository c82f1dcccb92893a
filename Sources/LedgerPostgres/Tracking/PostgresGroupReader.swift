import Tracking

/// Asks what waits in one go, so that many readers share the way to the server and back.
final class PostgresGroupReader: Sendable {
    private struct Job: Sendable {
        let first: [SQLQuery]
        /// Reads and answers, unless it throws.
        let read: @Sendable (PostgresTrackingConnection) throws(TrackingError) -> Void
        let refuse: @Sendable (TrackingError) -> Void
    }

    let lane: PostgresLane
    private let jobs = WaitingJobs<Job>()
    private static let groupCountMax = 32

    init(_ lane: PostgresLane) { self.lane = lane }

    /// `first`: What `body` asks first.
    func read<Value: Sendable>(
        asking first: [SQLQuery],
        _ body: @escaping @Sendable (any SQLConnection) throws(TrackingError) -> Value
    ) async throws(TrackingError) -> Value {
        let outcome: Result<Value, TrackingError> = await withCheckedContinuation { waiter in
            submit(
                Job(
                    first: first,
                    read: { connection throws(TrackingError) in
                        waiter.resume(returning: .success(try body(connection)))
                    },
                    refuse: { waiter.resume(returning: .failure($0)) }))
        }
        return try outcome.get()
    }

    private func submit(_ job: Job) {
        guard jobs.add(job) else { return }
        lane.perform { [self] connection in
            while let group = jobs.next(countMax: Self.groupCountMax) {
                for job in Self.unanswered(of: group, over: connection) {
                    Self.read(job, over: connection)
                }
            }
        }
    }

    /// Reads for all at once.
    ///
    /// - Returns: Those who failed, perhaps by what others asked.
    private static func unanswered(
        of group: [Job], over connection: PostgresTrackingConnection
    ) -> [Job] {
        guard group.count > 1 else { return group }
        var failed: [Job] = []
        do throws(TrackingError) {
            try connection.readingOnce { connection throws(TrackingError) in
                try connection.ask(ahead: group.map(\.first))
                for (turn, job) in group.enumerated() {
                    connection.take(turn: turn)
                    do throws(TrackingError) { try job.read(connection) } catch {
                        failed.append(job)
                    }
                }
            }
        } catch { return group }
        return failed
    }

    private static func read(_ job: Job, over connection: PostgresTrackingConnection) {
        do throws(TrackingError) {
            try connection.reading { connection throws(TrackingError) in
                try job.read(connection)
            }
        } catch { job.refuse(error) }
    }
}
