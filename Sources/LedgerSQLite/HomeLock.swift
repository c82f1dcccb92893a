import Glibc
package import Ledger
import Synchronization

/// Holds a home for one process: who writes to it, holds it.
///
/// The lock is the kernel's (`flock` on the file `lock`), so it goes when the process does, however
/// that ends. Programs that are started do not inherit it.
package final class HomeLock: Sendable {
    /// Open while the lock is held.
    private let descriptor: Mutex<Int32?>

    private init(descriptor: Int32) { self.descriptor = Mutex(descriptor) }

    deinit { release() }

    /// Takes the lock, after waiting for the process that holds it to end or let go.
    ///
    /// Short-lived commands queue up within the time that each waits. The home is a folder that
    /// exists.
    ///
    /// - Throws: ``LedgerError/homeInUse(path:processID:)`` when it was held all the time;
    ///   ``LedgerError/unavailable(_:)`` when the folder cannot be written to or the task was
    ///   cancelled.
    package static func acquire(
        home: String, waitingUpTo wait: Duration = .seconds(5)
    ) async throws(LedgerError) -> HomeLock {
        let path = home + "/lock"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw unavailable(path) }
        let deadline = ContinuousClock.now + wait
        var pause = Duration.milliseconds(1)
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let isHeld = errno == EWOULDBLOCK || errno == EINTR
            guard isHeld, ContinuousClock.now < deadline else {
                let error = isHeld ? inUse(home, descriptor) : unavailable(path)
                close(descriptor)
                throw error
            }
            do { try await Task.sleep(for: pause) } catch {
                close(descriptor)
                throw .unavailable("the task was cancelled")
            }
            pause = min(pause * 2, .milliseconds(25))
        }
        note(getpid(), in: descriptor)
        return HomeLock(descriptor: descriptor)
    }

    /// Lets go; more than once does no harm.
    package func release() {
        descriptor.withLock { descriptor in
            // Closing unlocks. The file stays, since somebody may be waiting on it.
            if let open = descriptor { close(open) }
            descriptor = nil
        }
    }

    /// Writes down who holds the lock, for the message to who does not get it.
    private static func note(_ processID: Int32, in descriptor: Int32) {
        let text = Array("\(processID)\n".utf8)
        guard ftruncate(descriptor, 0) == 0 else { return }
        _ = pwrite(descriptor, text, text.count, 0)
    }

    private static func inUse(_ home: String, _ descriptor: Int32) -> LedgerError {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        let processID = text.split(separator: "\n").first.flatMap { Int($0) }
        return .homeInUse(path: home, processID: processID)
    }

    private static func unavailable(_ path: String) -> LedgerError {
        .unavailable("cannot open `\(path)`: \(String(cString: strerror(errno)))")
    }
}
