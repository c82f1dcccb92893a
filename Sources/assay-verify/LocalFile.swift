import Glibc
import Transparency

/// Reads files with a bound on what is kept in memory.
enum LocalFile {
    struct Failure: Error, CustomStringConvertible {
        let description: String

        init(_ path: String, _ reason: String) { description = "cannot read `\(path)`: \(reason)" }

        init(_ path: String, errorNumber: Int32) {
            self.init(path, String(cString: strerror(errorNumber)))
        }
    }

    /// All bytes of a file.
    ///
    /// - Throws: ``Failure`` when the file cannot be read or is larger than `byteCountMax`.
    static func bytes(_ path: String, byteCountMax: Int) throws -> [UInt8] {
        guard let bytes = try bytesIfPresent(path, byteCountMax: byteCountMax) else {
            throw Failure(path, errorNumber: ENOENT)
        }
        return bytes
    }

    /// All bytes of a file, `nil` when there is none.
    ///
    /// - Throws: ``Failure`` when the file cannot be read or is larger than `byteCountMax`.
    static func bytesIfPresent(_ path: String, byteCountMax: Int) throws -> [UInt8]? {
        var bytes: [UInt8] = []
        do {
            try read(path, flags: 0) { piece in
                guard bytes.count + piece.count <= byteCountMax else {
                    throw Failure(path, "it has more than \(byteCountMax) bytes")
                }
                bytes.append(contentsOf: piece)
            }
        } catch let failure as OpenFailure where [ENOENT, ENOTDIR].contains(failure.errorNumber) {
            return nil
        } catch let failure as OpenFailure {
            throw Failure(path, errorNumber: failure.errorNumber)
        }
        return bytes
    }

    /// The digest of a file of any size, without following a symbolic link at its end.
    ///
    /// - Throws: ``Failure``.
    static func digest(_ path: String) throws -> Digest {
        var hasher = DigestHasher()
        do {
            try read(path, flags: O_NOFOLLOW) { hasher.update($0) }
        } catch let failure as OpenFailure {
            throw Failure(path, errorNumber: failure.errorNumber)
        }
        return hasher.finalize()
    }

    private struct OpenFailure: Error { let errorNumber: Int32 }

    private static func read(
        _ path: String, flags: Int32, _ take: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        // Without O_NONBLOCK, opening a pipe would wait for somebody to write into it.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | flags)
        guard file >= 0 else { throw OpenFailure(errorNumber: errno) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw OpenFailure(errorNumber: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw Failure(path, "it is not a file") }
        posix_fadvise(file, 0, 0, POSIX_FADV_SEQUENTIAL)
        try withUnsafeTemporaryAllocation(byteCount: 1 << 18, alignment: 4096) { buffer in
            while true {
                let count = Glibc.read(file, buffer.baseAddress, buffer.count)
                if count == 0 { return }
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { throw OpenFailure(errorNumber: errno) }
                try take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            }
        }
    }

    /// The path without symbolic links, `nil` when nothing stands there.
    static func resolved(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }
}
