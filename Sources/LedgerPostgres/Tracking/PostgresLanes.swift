import Dispatch
import Synchronization
import Tracking

/// A connection with a queue of its own, on which libpq may block.
final class PostgresLane: Sendable {
    private let connection: Mutex<PostgresTrackingConnection>
    private let queue: DispatchQueue

    init(_ connection: sending PostgresTrackingConnection, name: String) {
        self.connection = Mutex(connection)
        queue = DispatchQueue(label: name)
    }

    func perform(_ body: @escaping @Sendable (PostgresTrackingConnection) -> Void) {
        queue.async { self.connection.withLock { body($0) } }
    }

    func value<Value: Sendable>(
        _ body: @escaping @Sendable (PostgresTrackingConnection) throws(TrackingError) -> Value
    ) async throws(TrackingError) -> Value {
        try await Self.outcome(of: body) { perform($0) }
    }

    /// What `body` gives, once what `submit` is given has run.
    fileprivate static func outcome<Value: Sendable>(
        of body: @escaping @Sendable (PostgresTrackingConnection) throws(TrackingError) -> Value,
        submitting submit: (@escaping @Sendable (PostgresTrackingConnection) -> Void) -> Void
    ) async throws(TrackingError) -> Value {
        let outcome: Result<Value, TrackingError> = await withCheckedContinuation { waiter in
            submit { connection in
                do throws(TrackingError) {
                    waiter.resume(returning: .success(try body(connection)))
                } catch { waiter.resume(returning: .failure(error)) }
            }
        }
        return try outcome.get()
    }

    func close() async {
        await withCheckedContinuation { waiter in
            perform { connection in
                connection.close()
                waiter.resume()
            }
        }
    }
}

/// Connections of which whoever comes gets an idle one, or the first that will be.
///
/// The one that was used last is taken first: under little load one thread does all, and none waits
/// behind another's long search.
final class PostgresLanes: Sendable {
    private typealias Job = @Sendable (PostgresTrackingConnection) -> Void

    private struct State {
        var idle: [Int]
        var waiting: [Job] = []
    }

    let lanes: [PostgresLane]
    private let state: Mutex<State>

    init(_ lanes: [PostgresLane]) {
        self.lanes = lanes
        state = Mutex(State(idle: Array(lanes.indices)))
    }

    func value<Value: Sendable>(
        _ body: @escaping @Sendable (PostgresTrackingConnection) throws(TrackingError) -> Value
    ) async throws(TrackingError) -> Value {
        try await PostgresLane.outcome(of: body) { submit($0) }
    }

    private func submit(_ job: @escaping Job) {
        let idle = state.withLock { state in
            let idle = state.idle.popLast()
            if idle == nil { state.waiting.append(job) }
            return idle
        }
        guard let idle else { return }
        lanes[idle].perform { connection in
            job(connection)
            while let next = self.next(for: idle) { next(connection) }
        }
    }

    private func next(for lane: Int) -> Job? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.idle.append(lane)
                return nil
            }
            return state.waiting.removeFirst()
        }
    }
}
