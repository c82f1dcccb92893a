import Dispatch
import FoundationEssentials
package import Observation
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// Names the bytes of the files that a command reads: while it runs, with what time the processor has
/// left, and what then remains on all cores.
package final class ObservedHashing: Sendable {
    private struct State {
        /// From `next` on, nobody has begun with them.
        var waiting: [(path: ObservedPath, openedAt: Int64?)] = []
        var next = 0
        var found: [ObservedPath: FileFinding.Content] = [:]
        var byteCount = 0
        var isOver = false
    }

    private let state = Mutex(State())
    private let arrivals = DispatchSemaphore(value: 0)
    private let hasEnded = DispatchSemaphore(value: 0)
    private let byteCountMax: Int

    private static let bufferByteCount = 256 << 10
    /// Files that a thread takes at a time.
    private static let batchCount = 32

    /// - Parameter byteCountMax: Files beyond so many bytes are not read.
    package init(byteCountMax: Int = 4 << 40) { self.byteCountMax = byteCountMax }

    /// Begins to hash in the background.
    package func start() {
        OwnThread.run {
            // The command comes first.
            _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 19)
            self.work(waits: true)
            self.hasEnded.signal()
        }
    }

    package func add(_ files: [(path: ObservedPath, openedAt: Int64?)]) {
        guard !files.isEmpty else { return }
        state.withLock { $0.waiting += files }
        arrivals.signal()
    }

    /// Hashes what is left, and waits for all of it.
    package func finish() async -> [ObservedPath: FileFinding.Content] {
        state.withLock { $0.isOver = true }
        arrivals.signal()
        let left = state.withLock { $0.waiting.count - $0.next }
        let threads = min(
            ProcessInfo.processInfo.activeProcessorCount,
            (left + Self.batchCount - 1) / Self.batchCount)
        await withTaskGroup { group in
            for _ in 0..<threads {
                group.addTask {
                    await withCheckedContinuation { continuation in
                        OwnThread.run {
                            self.work(waits: false)
                            continuation.resume()
                        }
                    }
                }
            }
        }
        await withCheckedContinuation { continuation in
            OwnThread.run {
                self.hasEnded.wait()
                continuation.resume()
            }
        }
        return state.withLock { $0.found }
    }

    private func work(waits: Bool) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: Self.bufferByteCount, alignment: 4_096)
        defer { buffer.deallocate() }
        while true {
            let (batch, isOver) = take()
            guard !batch.isEmpty else {
                guard waits, !isOver else { return }
                arrivals.wait()
                continue
            }
            hash(batch, buffer)
        }
    }

    private func take() -> (ArraySlice<(path: ObservedPath, openedAt: Int64?)>, isOver: Bool) {
        state.withLock { state in
            let end = min(state.next + Self.batchCount, state.waiting.count)
            let batch = state.waiting[state.next..<end]
            state.next = end
            if end == state.waiting.count {
                state.waiting.removeAll(keepingCapacity: true)
                state.next = 0
            }
            return (batch, state.isOver)
        }
    }

    private func hash(
        _ batch: ArraySlice<(path: ObservedPath, openedAt: Int64?)>,
        _ buffer: UnsafeMutableRawBufferPointer
    ) {
        let isBeyond = state.withLock { $0.byteCount >= byteCountMax }
        let contents = batch.map { file in
            isBeyond
                ? .unknown(.beyond)
                : ObservedFile.content(of: file.path, openedAt: file.openedAt, buffer: buffer)
        }
        state.withLock { state in
            for (file, content) in zip(batch, contents) {
                state.found[file.path] = content
                if case .bytes(_, let count) = content { state.byteCount += count }
            }
        }
    }
}
