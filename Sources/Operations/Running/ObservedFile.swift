import CLinuxCalls
import Observation
import Transparency

#if canImport(Glibc)
import Glibc
#endif

/// Reads one file that a command read or wrote, to name its bytes.
enum ObservedFile {
    /// What is there; `nil` for what is no file: a folder, a pipe, a device.
    ///
    /// - `openedAt`: When the command opened it for reading: bytes that changed since are others.
    /// - `buffer`: To read into.
    static func content(
        of path: ObservedPath, openedAt: Int64?, buffer: UnsafeMutableRawBufferPointer
    ) -> FileFinding.Content? {
        // Without O_NONBLOCK, opening a pipe would wait for somebody to write into it.
        let descriptor = path.withCPath {
            open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        }
        guard descriptor >= 0 else {
            return .unknown(errno == ENOENT || errno == ENOTDIR ? .gone : .unreadable)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return .unknown(.unreadable) }
        guard status.st_mode & S_IFMT == S_IFREG else { return nil }
        if let openedAt, changedAt(status) >= openedAt { return .unknown(.changed) }
        return read(descriptor, status, buffer)
    }

    private static func read(
        _ descriptor: Int32, _ status: stat, _ buffer: UnsafeMutableRawBufferPointer
    ) -> FileFinding.Content {
        var hasher = DigestHasher()
        var total = 0
        // A file that grows as fast as it is read would never end.
        while total < status.st_size {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return .unknown(.unreadable) }
            if count == 0 { break }
            hasher.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            total += count
        }
        var after = stat()
        guard fstat(descriptor, &after) == 0, total == status.st_size,
            after.st_size == status.st_size, changedAt(after) == changedAt(status)
        else { return .unknown(.changed) }
        return .bytes(hasher.finalize(), count: total)
    }

    /// The kernel's own time of change, which nobody can set back, in nanoseconds.
    private static func changedAt(_ status: stat) -> Int64 {
        Int64(status.st_ctim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_ctim.tv_nsec)
    }

    /// The path with its folder as the file system knows it now; as it is when that is gone.
    static func withoutParents(_ path: ObservedPath) -> ObservedPath {
        guard path.hasParents,
            let found = path.folder.withCPath({ realpath($0, nil) })
        else { return path }
        defer { free(found) }
        let folder = UnsafeRawBufferPointer(start: found, count: strlen(found))
        return ObservedPath(Array(folder) + [UInt8(ascii: "/")] + path.name)
    }

    /// Whether a file was changed at or after a time, and whether it was made then.
    ///
    /// - Returns: `nil` when it is gone or is no file.
    static func change(of path: ObservedPath, since start: Int64) -> (isChanged: Bool, isNew: Bool)?
    {
        var (changed, made): (Int64, Int64) = (0, 0)
        let result = path.withCPath { assay_file_times($0, &changed, &made) }
        guard result == 0 else { return nil }
        return (changed >= start, made != 0 && made >= start)
    }
}

extension ObservedPath {
    /// The path as the system takes it.
    func withCPath<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        // Nothing after a zero would be looked at, and no path has one.
        (bytes + [0]).withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { chars in
                chars.baseAddress.map(body) ?? body("")
            }
        }
    }
}
