import FoundationEssentials

#if canImport(Glibc)
import Glibc
#endif

/// Whole small files, read and written safely.
package enum FileBytes {
    package static let sizeLimit = 256 << 20

    /// - Throws: A fault that says why it cannot be read.
    package static func read(_ path: String) throws(Failure) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw unreadable(path) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .fault("not_a_file", "`\(path)` is not a file")
        }
        guard status.st_size <= sizeLimit else {
            throw .fault("too_large", "`\(path)` is larger than \(sizeLimit >> 20) MiB")
        }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var count = 0
        while count < bytes.count {
            let step = bytes.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress?.advanced(by: count), $0.count - count)
            }
            guard step >= 0 else { throw unreadable(path) }
            if step == 0 { break }
            count += step
        }
        bytes.removeLast(bytes.count - count)
        return bytes
    }

    /// Writes beside, syncs and renames: the file is there whole or not at all.
    package static func write(
        _ bytes: [UInt8], to path: String, isPrivate: Bool = false
    ) throws(Failure) {
        let partial = "\(path).\(getpid())~"
        let descriptor = open(
            partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, isPrivate ? 0o600 : 0o644)
        guard descriptor >= 0 else { throw unwritable(path) }
        var count = 0
        while count < bytes.count {
            let step = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress?.advanced(by: count), $0.count - count)
            }
            guard step > 0 else { return try abandon(partial, descriptor, path) }
            count += step
        }
        guard fdatasync(descriptor) == 0 else { return try abandon(partial, descriptor, path) }
        close(descriptor)
        guard rename(partial, path) == 0 else {
            let failure = unwritable(path)
            unlink(partial)
            throw failure
        }
    }

    private static func abandon(
        _ partial: String, _ descriptor: Int32, _ path: String
    ) throws(Failure) {
        let failure = unwritable(path)
        close(descriptor)
        unlink(partial)
        throw failure
    }

    package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    package static func makeFolder(_ path: String) throws(Failure) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        } catch {
            throw unwritable(path)
        }
    }

    static func unreadable(_ path: String) -> Failure {
        errno == ENOENT
            ? .fault("no_such_file", "there is no file or folder `\(path)`")
            : .fault("unreadable", "cannot read `\(path)`: \(reason)")
    }

    private static func unwritable(_ path: String) -> Failure {
        .fault(errno == ENOSPC ? "disk_full" : "unwritable", "cannot write `\(path)`: \(reason)")
    }

    private static var reason: String { String(cString: strerror(errno)).lowercased() }
}
