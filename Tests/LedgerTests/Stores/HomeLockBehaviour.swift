import Foundation
import Ledger
import Testing

@testable import LedgerSQLite

/// One home, one process that writes.
@Suite struct HomeLockBehaviour {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `who comes second is told who holds the home`() async throws {
        let lock = try await HomeLock.acquire(home: folder.path)
        let processID = Int(ProcessInfo.processInfo.processIdentifier)
        await #expect(throws: LedgerError.homeInUse(path: folder.path, processID: processID)) {
            try await HomeLock.acquire(home: folder.path, waitingUpTo: .milliseconds(20))
        }
        lock.release()
        try await HomeLock.acquire(home: folder.path, waitingUpTo: .zero).release()
    }

    @Test func `short commands queue up`() async throws {
        let home = folder.path
        let held = try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<10 {
                group.addTask {
                    let lock = try await HomeLock.acquire(home: home)
                    await Task.yield()
                    lock.release()
                }
            }
            var count = 0
            for try await _ in group { count += 1 }
            return count
        }
        #expect(held == 10)
    }

    @Test func `a lock that is dropped is free`() async throws {
        do { _ = try await HomeLock.acquire(home: folder.path) }
        let lock = try await HomeLock.acquire(home: folder.path, waitingUpTo: .zero)
        lock.release()
        lock.release()
    }

    @Test func `another process that holds the home is named`() async throws {
        let other = Process()
        let pipe = Pipe()
        other.executableURL = URL(filePath: "/usr/bin/flock")
        // The shell keeps the lock and says so; it ends when its input does.
        other.arguments = [
            folder.file("lock"), "sh", "-c", "echo 4242 > \"$0\"; echo held; read _",
            folder.file("lock"),
        ]
        let input = Pipe()
        (other.standardOutput, other.standardInput) = (pipe, input)
        try other.run()
        #expect(pipe.fileHandleForReading.availableData == Data("held\n".utf8))
        await #expect(throws: LedgerError.homeInUse(path: folder.path, processID: 4_242)) {
            try await HomeLock.acquire(home: folder.path, waitingUpTo: .milliseconds(20))
        }
        let waiting = Task { [path = folder.path] in try await HomeLock.acquire(home: path) }
        try input.fileHandleForWriting.close()
        try await waiting.value.release()
        other.waitUntilExit()
    }

    @Test func `who is cancelled stops waiting`() async throws {
        let lock = try await HomeLock.acquire(home: folder.path)
        let waiting = Task { [path = folder.path] in try await HomeLock.acquire(home: path) }
        waiting.cancel()
        await #expect(throws: LedgerError.unavailable("the task was cancelled")) {
            try await waiting.value
        }
        lock.release()
    }

    @Test func `a home that cannot be written to is told`() async {
        await #expect {
            try await HomeLock.acquire(home: folder.file("none"))
        } throws: { error in
            guard case LedgerError.unavailable = error else { return false }
            return true
        }
    }
}
