import CLinuxCalls
package import Observation
import Synchronization
import Transparency

#if canImport(Glibc)
import Glibc
#endif

/// Takes in what an observed command does while it runs.
package final class CommandObserver: Sendable {
    private struct Seen: Sendable {
        var files: FileJournal
        var programs = ProgramJournal()
        var lostCount = 0
        var unresolvedCount = 0
        var isDamaged = false
        var running: Set<UInt32> = []
    }

    private let seen: Mutex<Seen>
    private let hashing = ObservedHashing()
    private let ring: SharedRing
    /// Written to when the command has ended.
    private let ends: (read: Int32, write: Int32)

    private static let slotCount = 1 << 17
    /// While nothing happens, the ring is looked at so often.
    private static let idleMilliseconds: Int32 = 20
    private static let busyMilliseconds: Int32 = 2

    /// What the command's environment says of where it is observed.
    package var address: String { ring.address }

    /// - Throws: A fault when the system gives no memory to share.
    package init(places: ObservedPlaces) throws(Failure) {
        ring = try SharedRing(slots: Self.slotCount)
        seen = Mutex(Seen(files: FileJournal(places: places)))
        var ends: (read: Int32, write: Int32) = (-1, -1)
        guard assay_pipe(&ends.read, &ends.write) == 0 else {
            throw .fault("not_observed", "there are no more descriptors to be had")
        }
        self.ends = ends
    }

    deinit {
        close(ends.read)
        close(ends.write)
    }

    /// Begins to read and to hash.
    package func start() {
        hashing.start()
        OwnThread.run { self.watch() }
    }

    // MARK: Reading

    private func watch() {
        var reader = RingReader(ring.bytes)
        var isOver = false
        var pause = Self.busyMilliseconds
        while !isOver {
            isOver = waitForEnd(milliseconds: pause)
            let count = drain(&reader, isLast: isOver)
            pause = count > 0 ? Self.busyMilliseconds : min(pause * 2, Self.idleMilliseconds)
        }
        seen.withLock { seen in
            seen.lostCount = reader.droppedCount + reader.unfinishedCount
            seen.unresolvedCount = reader.unresolvedCount
            seen.isDamaged = reader.isDamaged
        }
        hasEnded.signal()
    }

    private let hasEnded = SignalOnce()

    private func waitForEnd(milliseconds: Int32) -> Bool {
        var end = pollfd(fd: ends.read, events: Int16(POLLIN), revents: 0)
        return poll(&end, 1, milliseconds) > 0
    }

    /// Takes all that is there.
    private func drain(_ reader: inout RingReader, isLast: Bool) -> Int {
        var total = 0
        while true {
            var events: [ObservedEvent] = []
            let count = reader.read(isLast: isLast) { events.append($0) }
            guard count > 0 else { return total }
            total += count
            apply(events)
            // Whoever goes on writing when the command has ended is not waited for.
            if isLast, total > Self.slotCount * 2 { return total }
        }
    }

    private func apply(_ events: [ObservedEvent]) {
        var files: [(path: ObservedPath, openedAt: Int64?)] = []
        let events = events.map { event in
            event.path.hasParents || event.second.hasParents
                ? event.named(ObservedFile.withoutParents) : event
        }
        seen.withLock { seen in
            for event in events {
                if event.kind == .began, !seen.programs.programs.contains(event.path) {
                    files.append((event.path, nil))
                }
                if let path = seen.files.apply(event) { files.append((path, event.nanoseconds)) }
                guard event.kind != .opened else { continue }
                seen.programs.apply(event)
                if seen.running.count < 10_000, event.kind == .began || event.kind == .forked {
                    seen.running.insert(event.process)
                }
            }
        }
        hashing.add(files)
    }

    // MARK: The end

    /// What was seen until the command ended.
    package struct Files: Sendable {
        package let inputs: [FileFinding]
        package let outputs: [FileFinding]
        package let programs: [FileFinding]
        package let coverage: ObservationCoverage
    }

    /// Takes what is left, once the command has ended.
    ///
    /// - Returns: Modules of packages, by the folder that they are in.
    package func packages() async -> [ObservedPath: Set<String>] {
        await takeAll()
        return seen.withLock { $0.files.packages }
    }

    private func takeAll() async {
        _ = [UInt8(1)].withUnsafeBytes { write(ends.write, $0.baseAddress, 1) }
        await hasEnded.wait()
    }

    /// Takes what is left, and names the bytes of what was read and written.
    ///
    /// - `startedAt`: In nanoseconds since 1970: what changed before was not written by the command.
    /// - `command`: The program, as it was given.
    package func finish(startedAt: Int64, command: String) async -> Files {
        await takeAll()
        let seen = seen.withLock { $0 }
        let inputs = seen.files.inputs
        let outputs = Self.written(seen.files, since: startedAt)
        let programs = Array(seen.programs.programs)
        var contents = await hashing.finish()
        let final = await Self.final(outputs, hashing: ObservedHashing())
        let read = Self.read(inputs, seen.files, since: startedAt)
        return Files(
            inputs: read.compactMap { path in
                contents[path].map { FileFinding(path: path, content: $0) }
            },
            outputs: outputs.compactMap { path in
                final[path].map { FileFinding(path: path, content: $0) }
            },
            programs: programs.compactMap { path in
                contents.removeValue(forKey: path).map { FileFinding(path: path, content: $0) }
            },
            coverage: coverage(seen, command))
    }

    /// What was written is hashed as it stands in the end, whatever was read of it before.
    private static func final(
        _ outputs: [ObservedPath], hashing: ObservedHashing
    ) async -> [ObservedPath: FileFinding.Content] {
        guard !outputs.isEmpty else { return [:] }
        hashing.start()
        hashing.add(outputs.map { ($0, nil) })
        return await hashing.finish()
    }

    private static func written(_ files: FileJournal, since start: Int64) -> [ObservedPath] {
        files.outputs.filter { path in
            ObservedFile.change(of: path, since: start)?.isChanged == true
        }
    }

    /// Without files that opening for reading and writing made.
    private static func read(
        _ inputs: [(path: ObservedPath, at: Int64)], _ files: FileJournal, since start: Int64
    ) -> [ObservedPath] {
        inputs.compactMap { path, _ in
            guard files.entries[path]?.isReadAndWritten == true else { return path }
            guard let change = ObservedFile.change(of: path, since: start) else { return nil }
            return change.isNew ? nil : path
        }
    }

    private func coverage(_ seen: Seen, _ command: String) -> ObservationCoverage {
        var coverage = ObservationCoverage()
        coverage.droppedCount = seen.lostCount + (seen.isDamaged ? 1 : 0)
        coverage.unresolvedCount = seen.unresolvedCount
        coverage.beyondCount = seen.files.beyondCount
        coverage.processCount = seen.programs.processCount
        coverage.temporaryFileCount = seen.files.temporaryCount
        coverage.unobservedPrograms = seen.programs.unobserved(command: ObservedPath(command))
            .map(\.text)
        coverage.runningCount = seen.running.count { kill(pid_t(bitPattern: $0), 0) == 0 }
        if seen.programs.processCount == 0 {
            coverage.missing =
                "`\(command)` loads no library: it is static, or runs as somebody else"
        }
        return coverage
    }
}
