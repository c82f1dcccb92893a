import GRDB
import Synchronization

/// Connections for reads that take less time than going to another thread and back: they are done on
/// the thread of whoever asks.
///
/// INVARIANT: whoever has one of these connections waits for nothing else, so that threads may wait
/// for it. The pool's own readers cannot be used so: they are given back by tasks that need a thread.
final class SQLiteQuickReaders: Sendable {
    private struct State {
        var queues: [DatabaseQueue?]
        var last = 0
    }

    private let path: String
    private let configuration: Configuration
    private let state: Mutex<State>

    init(path: String, options: SQLiteStoreOptions, count: Int = 2) {
        self.path = path
        var configuration = options.configuration
        configuration.readonly = true
        self.configuration = configuration
        state = Mutex(State(queues: Array(repeating: nil, count: count)))
    }

    /// Reads in one transaction, or without one, which takes half the time, what is one statement.
    func read<Value>(inTransaction: Bool, _ body: (Database) throws -> Value) throws -> Value {
        let queue = try next()
        return inTransaction ? try queue.read(body) : try queue.unsafeRead(body)
    }

    /// Closes them; the next read opens one.
    func close() {
        state.withLock { state in
            for index in state.queues.indices {
                try? state.queues[index]?.close()
                state.queues[index] = nil
            }
        }
    }

    private func next() throws -> DatabaseQueue {
        try state.withLock { state in
            state.last = (state.last + 1) % state.queues.count
            if let queue = state.queues[state.last] { return queue }
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            state.queues[state.last] = queue
            return queue
        }
    }
}
