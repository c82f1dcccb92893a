import Synchronization

/// Jobs that wait for one thread, which takes as many as there are.
package final class WaitingJobs<Job: Sendable>: Sendable {
    private struct State {
        var waiting: [Job] = []
        var isServed = false
    }

    private let state = Mutex(State())

    package init() {}

    package var count: Int { state.withLock { $0.waiting.count } }

    /// - Returns: Whether nobody serves them yet: then the caller sees to it.
    package func add(_ job: Job) -> Bool {
        state.withLock { state in
            state.waiting.append(job)
            defer { state.isServed = true }
            return !state.isServed
        }
    }

    /// Takes those that have waited longest; `nil` when there is none, and whoever serves is done.
    package func next(countMax: Int) -> [Job]? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.isServed = false
                return nil
            }
            let group = Array(state.waiting.prefix(countMax))
            state.waiting.removeFirst(group.count)
            return group
        }
    }
}
