package import Transparency

#if canImport(Glibc)
import Glibc
#endif

/// Writes a backup's archive: files in a tar, and as the last of them the digest of all that is
/// before it.
///
/// INVARIANT: under its own name the archive is there whole or not at all: it is written beside,
/// read back, synced and renamed.
package final class ArchiveWriter {
    /// Where it is written until ``keep()``; for its owner's eyes, since a home's people are in it.
    package let partial: String
    private let path: String
    private var descriptor: Int32
    private var hasher = DigestHasher()

    /// The entry that holds the digest.
    static let sealName = "SHA256"
    private static let chunkByteCount = 1 << 20

    package init(path: String) throws(Failure) {
        self.path = path
        (partial, descriptor) = try FileBytes.createBeside(path, isPrivate: true)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        unlink(partial)
    }

    package func add(_ bytes: [UInt8], as name: String) throws(Failure) {
        try write(TarHeader(name: name, byteCount: bytes.count).bytes)
        try write(bytes)
        try pad(after: bytes.count)
    }

    /// Adds a file as it is while it is read.
    ///
    /// - Returns: Its digest.
    /// - Throws: A fault also when it becomes shorter or longer meanwhile.
    @discardableResult
    package func add(file: String, as name: String) throws(Failure) -> Digest {
        let reader = try FileReader(file)
        try write(TarHeader(name: name, byteCount: reader.byteCount).bytes)
        var digest = DigestHasher()
        var left = reader.byteCount
        while left > 0 {
            let chunk = try reader.read(upTo: min(left, Self.chunkByteCount))
            guard !chunk.isEmpty else { throw Self.changed(file) }
            digest.update(chunk)
            try write(chunk)
            left -= chunk.count
        }
        guard try reader.read(upTo: 1).isEmpty else { throw Self.changed(file) }
        try pad(after: reader.byteCount)
        return digest.finalize()
    }

    /// Writes the digest and the end, and syncs; the archive can be read at ``partial`` then.
    package func seal() throws(Failure) {
        let digest = Array(hasher.finalize().hex.utf8)
        try add(digest, as: Self.sealName)
        try write([UInt8](repeating: 0, count: 2 * TarHeader.blockByteCount))
        guard fsync(descriptor) == 0, close(descriptor) == 0 else {
            throw FileBytes.unwritable(path)
        }
        descriptor = -1
    }

    /// Gives the archive its name.
    package func keep() throws(Failure) {
        guard rename(partial, path) == 0 else { throw FileBytes.unwritable(path) }
        try FileBytes.syncFolder(of: path)
    }

    private func pad(after count: Int) throws(Failure) {
        try write([UInt8](repeating: 0, count: TarHeader.padding(after: count)))
    }

    private func write(_ bytes: [UInt8]) throws(Failure) {
        hasher.update(bytes)
        var done = 0
        while done < bytes.count {
            let step = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done)
            }
            guard step > 0 else { throw FileBytes.unwritable(path) }
            done += step
        }
    }

    private static func changed(_ file: String) -> Failure {
        .fault("changed_while_read", "`\(file)` changed while it was read")
    }
}

/// A file that is read from its start on, a piece at a time.
final class FileReader {
    let byteCount: Int
    private let path: String
    private let descriptor: Int32

    init(_ path: String) throws(Failure) {
        self.path = path
        // Without O_NONBLOCK, opening a pipe would wait for somebody to write into it.
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw FileBytes.unreadable(path) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileBytes.unreadable(path) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .fault("not_a_file", "`\(path)` is not a file")
        }
        byteCount = Int(status.st_size)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// - Returns: As many bytes as asked for; fewer at the end alone.
    func read(upTo count: Int) throws(Failure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let step = bytes.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done)
            }
            guard step >= 0 else { throw FileBytes.unreadable(path) }
            if step == 0 { break }
            done += step
        }
        bytes.removeLast(count - done)
        return bytes
    }
}
