import Glibc

/// A file that stays open until it is forgotten.
final class OpenFile: Sendable {
    /// For errors.
    let path: String
    private let descriptor: Int32
    private let isOurs: Bool

    /// - Throws: ``TableError/unreadable(path:reason:)``.
    init(path: String) throws(TableError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .unreadable(path: path, reason: Self.reason(errno))
        }
        self.path = path
        isOurs = true
    }

    /// A file that somebody else opened and closes, such as standard input.
    init(descriptor: Int32, name: String) {
        self.descriptor = descriptor
        path = name
        isOurs = false
    }

    deinit {
        if isOurs { close(descriptor) }
    }

    /// Bytes of a file that can be read at any place; `nil` for a pipe.
    var size: Int? {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return nil
        }
        return Int(status.st_size)
    }

    /// Reads what comes next.
    ///
    /// - Returns: How many bytes; 0 at the end of the file.
    func read(into room: UnsafeMutableRawBufferPointer) throws(TableError) -> Int {
        try retrying { Glibc.read(descriptor, room.baseAddress, room.count) }
    }

    /// Reads bytes at a place.
    ///
    /// - Returns: As many bytes as asked for, or what there is of them.
    func bytes(at offset: Int, count: Int) throws(TableError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = try retrying {
                bytes.withUnsafeMutableBytes { buffer in
                    let room = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
                    return pread(descriptor, room.baseAddress, room.count, offset + filled)
                }
            }
            if got == 0 { break }
            filled += got
        }
        if filled < count { bytes.removeLast(count - filled) }
        return bytes
    }

    private func retrying(_ call: () -> Int) throws(TableError) -> Int {
        while true {
            let count = call()
            if count >= 0 { return count }
            guard errno == EINTR else {
                throw .unreadable(path: path, reason: Self.reason(errno))
            }
        }
    }

    static func reason(_ code: Int32) -> String {
        strerror(code).map { String(cString: $0).lowercased() } ?? "error \(code)"
    }
}
