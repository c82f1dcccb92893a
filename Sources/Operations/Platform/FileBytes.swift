import FoundationEssentials

#if canImport(Glibc)
import Glibc
#endif

/// Whole small files, read and written safely.
package enum FileBytes {
    package static let sizeLimit = 256 << 20

    /// Where relative paths start, absolute.
    package static var workingFolder: String { FileManager.default.currentDirectoryPath }

    /// The first line that has something in it, without the rest; empty when there is none.
    package static func firstLine(of path: String) throws(Failure) -> String {
        String(decoding: try read(path), as: UTF8.self)
            .split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    }

    /// - Throws: A fault that says why it cannot be read.
    package static func read(_ path: String) throws(Failure) -> [UInt8] {
        // Without O_NONBLOCK, opening a pipe would wait for somebody to write into it.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
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

    /// Writes beside, syncs, renames and syncs the folder: the file is there whole or not at all, and
    /// what is there once survives the loss of power.
    package static func write(
        _ bytes: [UInt8], to path: String, isPrivate: Bool = false
    ) throws(Failure) {
        var status = stat()
        if lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            return try writeThrough(bytes, to: path, isPrivate: isPrivate)
        }
        let partial = try writeBeside(bytes, path, isPrivate: isPrivate)
        guard rename(partial, path) == 0 else {
            let failure = unwritable(path)
            unlink(partial)
            throw failure
        }
        try syncFolder(of: path)
    }

    /// Finds out before long work whether a file can be written there.
    package static func checkWritable(_ path: String) throws(Failure) {
        var status = stat()
        if lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            guard !isFolder(path) else {
                errno = EISDIR
                throw unwritable(path)
            }
            return
        }
        let (partial, descriptor) = try createBeside(path, isPrivate: false)
        close(descriptor)
        unlink(partial)
    }

    /// Into what is no file: a link stays one, and a device or a pipe is written to as it is.
    private static func writeThrough(
        _ bytes: [UInt8], to path: String, isPrivate: Bool
    ) throws(Failure) {
        if let found = realpath(path, nil) {
            defer { free(found) }
            let target = String(cString: found)
            if target != path, isFile(target) {
                return try write(bytes, to: target, isPrivate: isPrivate)
            }
        }
        let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw unwritable(path) }
        defer { close(descriptor) }
        var count = 0
        while count < bytes.count {
            let step = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress?.advanced(by: count), $0.count - count)
            }
            guard step > 0 else { throw unwritable(path) }
            count += step
        }
    }

    /// Renames a file and syncs the folder that it is in then.
    static func move(_ path: String, to target: String) throws(Failure) {
        guard rename(path, target) == 0 else { throw unwritable(target) }
        try syncFolder(of: target)
    }

    /// Writes a file unless these very bytes are there: a sync costs more than a reading.
    package static func keep(_ bytes: [UInt8], at path: String) throws(Failure) {
        guard !exists(path) || (try? read(path)) != bytes else { return }
        try write(bytes, to: path)
    }

    /// The same as `write` for a file that only the first of several processes makes: the others' bytes are
    /// given up, and all find the first one's.
    package static func create(
        _ bytes: [UInt8], at path: String, isPrivate: Bool = false
    ) throws(Failure) {
        let partial = try writeBeside(bytes, path, isPrivate: isPrivate)
        defer { unlink(partial) }
        guard link(partial, path) == 0 || errno == EEXIST else { throw unwritable(path) }
        try syncFolder(of: path)
    }

    private static func writeBeside(
        _ bytes: [UInt8], _ path: String, isPrivate: Bool
    ) throws(Failure) -> String {
        let (partial, descriptor) = try createBeside(path, isPrivate: isPrivate)
        var count = 0
        while count < bytes.count {
            let step = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress?.advanced(by: count), $0.count - count)
            }
            guard step > 0 else { throw abandoned(partial, descriptor, path) }
            count += step
        }
        guard fdatasync(descriptor) == 0 else { throw abandoned(partial, descriptor, path) }
        close(descriptor)
        return partial
    }

    /// A new file that nobody else writes into: servers on several machines share a folder, and their
    /// processes may have the same number.
    static func createBeside(
        _ path: String, isPrivate: Bool
    ) throws(Failure) -> (path: String, descriptor: Int32) {
        for attempt in 0..<partialCountMax {
            let partial = "\(path).\(getpid())\(attempt == 0 ? "" : "-\(attempt)")~"
            let descriptor = open(
                partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, isPrivate ? 0o600 : 0o644)
            if descriptor >= 0 { return (partial, descriptor) }
            guard errno == EEXIST else { break }
        }
        throw unwritable(path)
    }

    private static let partialCountMax = 1_000

    private static func abandoned(
        _ partial: String, _ descriptor: Int32, _ path: String
    ) -> Failure {
        let failure = unwritable(path)
        close(descriptor)
        unlink(partial)
        return failure
    }

    /// Syncs the folder that a path lies in, which holds its name.
    package static func syncFolder(of path: String) throws(Failure) {
        let descriptor = open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            // Who may write into a folder and not list it cannot sync it either.
            guard errno == EACCES else { throw unwritable(path) }
            return
        }
        defer { close(descriptor) }
        // Some file systems sync no folders, and say so.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw unwritable(path) }
    }

    /// The folder that a path lies in.
    private static func folder(of path: String) -> String {
        let slash = UInt8(ascii: "/")
        let bytes = path.utf8
        guard let last = bytes.lastIndex(where: { $0 != slash }),
            let cut = bytes[...last].lastIndex(of: slash)
        else { return path.hasPrefix("/") ? "/" : "." }
        guard let end = bytes[..<cut].lastIndex(where: { $0 != slash }) else { return "/" }
        return String(path[...end])
    }

    package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// `isPrivate`: Nobody but its owner may look in.
    package static func makeFolder(_ path: String, isPrivate: Bool = false) throws(Failure) {
        if isFolder(path) { return }
        let parent = folder(of: path)
        if parent != path { try makeFolder(parent) }
        guard mkdir(path, isPrivate ? 0o700 : 0o777) == 0 || isFolder(path) else {
            throw unwritable(path)
        }
        try syncFolder(of: path)
    }

    package static func isFile(_ path: String) -> Bool {
        (try? FileState(of: path).isFile) == true
    }

    private static func isFolder(_ path: String) -> Bool {
        (try? FileState(of: path).isFolder) == true
    }

    /// Makes a folder with files in it, all at once; one that is there already stays as it is.
    package static func makeFolder(
        _ path: String, with files: [(name: String, bytes: [UInt8])]
    ) throws(Failure) {
        let partial = "\(path).\(getpid())~"
        try makeFolder(partial)
        defer { try? FileManager.default.removeItem(atPath: partial) }
        for (name, bytes) in files { try write(bytes, to: "\(partial)/\(name)") }
        guard rename(partial, path) == 0 || errno == EEXIST || errno == ENOTEMPTY else {
            throw unwritable(path)
        }
        try syncFolder(of: path)
    }

    static func unreadable(_ path: String) -> Failure {
        errno == ENOENT
            ? .fault("no_such_file", "there is no file or folder `\(path)`")
            : .fault("unreadable", "cannot read `\(path)`: \(reason)")
    }

    static func unwritable(_ path: String) -> Failure {
        .fault(errno == ENOSPC ? "disk_full" : "unwritable", "cannot write `\(path)`: \(reason)")
    }

    private static var reason: String { String(cString: strerror(errno)).lowercased() }
}
