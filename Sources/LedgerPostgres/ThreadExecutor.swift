import Dispatch
import Foundation
import Synchronization

/// Runs an actor's jobs on a thread of their own, so that a call that blocks stops nobody else.
///
/// Swift's own pool has as many threads as the machine has cores: two waits for a database there
/// would stand the whole server still.
final class ThreadExecutor: SerialExecutor {
    private let loop: JobLoop

    init(name: String) {
        let loop = JobLoop()
        let thread = Thread { loop.run() }
        thread.name = name
        thread.start()
        self.loop = loop
    }

    /// Ends the thread once its jobs are done.
    deinit { loop.stop() }

    func enqueue(_ job: consuming ExecutorJob) {
        loop.add(UnownedJob(job), on: asUnownedSerialExecutor())
    }
}

/// What the thread does: wait for a job, run it.
private final class JobLoop: Sendable {
    private struct State {
        var jobs: [(job: UnownedJob, executor: UnownedSerialExecutor)] = []
        var isStopped = false
    }

    private let state = Mutex(State())
    /// Counts the jobs that wait, and the stop.
    private let signals = DispatchSemaphore(value: 0)

    func add(_ job: UnownedJob, on executor: UnownedSerialExecutor) {
        state.withLock { $0.jobs.append((job, executor)) }
        signals.signal()
    }

    func stop() {
        state.withLock { $0.isStopped = true }
        signals.signal()
    }

    func run() {
        while true {
            signals.wait()
            let next = state.withLock { $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() }
            if let next {
                next.job.runSynchronously(on: next.executor)
            } else if state.withLock({ $0.isStopped }) {
                return
            }
        }
    }
}
