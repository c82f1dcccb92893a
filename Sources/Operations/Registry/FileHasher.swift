import Dispatch
import FoundationEssentials
import Transparency

/// Hashes files: each once through its bytes, two at a time on a thread, on as many threads as there
/// are cores.
///
/// Two files on one thread take less of its time than one after the other (``DigestHasher``), so few
/// files are hashed on few threads. The threads are not those of Swift's pool, which must go on
/// answering. Memory: 512 KiB a thread, whatever the files' size; large files are mapped, 2 MiB of each
/// at a time.
enum FileHasher {
    struct Hashed: Sendable, Equatable {
        let digest: Digest
        let size: Int
    }

    /// Some bytes of a file, in their turn.
    struct Piece {
        /// Which of the files.
        let file: Int
        let offset: Int
        let byteCount: Int
    }

    static let threadCountMax = 16

    /// - `sizes`: Of all of them, so that no large file is left for the end.
    /// - `watcher`: Called with each piece before it is hashed, on the thread that read it; a file's
    ///   pieces come one after the other.
    ///
    /// - Returns: In the order of `paths`.
    /// - Throws: A fault when a file cannot be read or changes meanwhile, or `CancellationError`.
    static func hash(
        _ paths: [String], sizes: [Int] = [], watcher: (@Sendable (Piece) -> Void)? = nil
    ) async throws -> [Hashed] {
        let work = HashingWork(paths, sizes: sizes)
        let cores = min(ProcessInfo.processInfo.activeProcessorCount, threadCountMax)
        let threadCount = min(cores, (paths.count + 1) / 2)
        await withTaskCancellationHandler {
            await withTaskGroup { group in
                for _ in 0..<threadCount {
                    group.addTask { await onItsOwnThread { work.run(watcher) } }
                }
            }
        } onCancel: {
            work.stop(CancellationError())
        }
        return try work.hashed
    }

    private static func onItsOwnThread(_ work: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "assay.hashing").async {
                work()
                continuation.resume()
            }
        }
    }
}
