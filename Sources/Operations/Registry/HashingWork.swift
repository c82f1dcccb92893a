import Synchronization
import Transparency

/// Files that are to be hashed, which several threads share.
final class HashingWork: Sendable {
    private struct State {
        /// Files that nobody has begun with, the last first.
        var waiting: [Int]
        var hashed: [FileHasher.Hashed?]
        var failure: (any Error)?
    }

    private let paths: [String]
    private let state: Mutex<State>

    /// Large files come first, so that none is begun when all others are done.
    init(_ paths: [String], sizes: [Int]) {
        self.paths = paths
        let waiting =
            sizes.count == paths.count
            ? paths.indices.sorted { (sizes[$0], $1) < (sizes[$1], $0) }
            : paths.indices.reversed()
        state = Mutex(
            State(waiting: waiting, hashed: Array(repeating: nil, count: paths.count)))
    }

    /// What one thread does: it hashes two files at a time until there are none.
    func run(_ watcher: (@Sendable (FileHasher.Piece) -> Void)?) {
        var one = HashLane(self, watcher)
        var two = HashLane(self, watcher)
        defer {
            one.deallocate()
            two.deallocate()
        }
        do {
            while try HashLane.advance(&one, &two) {}
        } catch {
            stop(error)
        }
    }

    /// Ends the work of all threads; the first reason counts.
    func stop(_ failure: any Error) {
        state.withLock { state in
            if state.failure == nil { state.failure = failure }
        }
    }

    var isStopped: Bool { state.withLock { $0.failure != nil } }

    /// A file to begin with; `nil` when there is none, or the work has failed.
    func next() -> (file: Int, path: String)? {
        state.withLock { state in
            guard state.failure == nil, let file = state.waiting.popLast() else { return nil }
            return (file, paths[file])
        }
    }

    func finish(_ file: Int, _ hashed: FileHasher.Hashed) {
        state.withLock { $0.hashed[file] = hashed }
    }

    /// Of each file, once all threads are done.
    ///
    /// - Throws: Why the work ended.
    var hashed: [FileHasher.Hashed] {
        get throws {
            let (hashed, failure) = state.withLock { ($0.hashed, $0.failure) }
            if let failure { throw failure }
            return hashed.compactMap { $0 }
        }
    }
}
