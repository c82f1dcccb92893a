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
    ///
    /// `mayShare`: Whether a job is taken with others; one that is not is taken alone.
    package func next(
        countMax: Int, where mayShare: (Job) -> Bool = { _ in true }
    ) -> [Job]? {
        state.withLock { state in
            guard let first = state.waiting.first else {
                state.isServed = false
                return nil
            }
            let group =
                mayShare(first)
                ? Array(state.waiting.prefix(countMax).prefix(while: mayShare)) : [first]
            state.waiting.removeFirst(group.count)
            return group
        }
    }
}
