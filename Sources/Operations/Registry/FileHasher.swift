import Transparency

#if canImport(Glibc)
import Glibc
#endif

/// Hashes one file in large reads.
enum FileHasher {
    private static let bufferSize = 1 << 20

    /// - Throws: A fault when the file cannot be read or changes meanwhile.
    static func hash(
        _ path: String, progress: (@Sendable (Int) -> Void)?
    ) throws(Failure) -> (Digest, size: Int) {
        // Without O_NONBLOCK, opening a pipe would wait for somebody to write into it.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw FileBytes.unreadable(path) }
        defer { close(descriptor) }
        let before = try state(descriptor, path)
        guard before.isFile else { throw .fault("not_a_file", "`\(path)` is not a file") }
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bufferSize, alignment: 64)
        defer { buffer.deallocate() }
        var hasher = DigestHasher()
        var size = 0
        // A file that grows as fast as it is read would never end.
        while size <= before.size {
            let count = read(descriptor, buffer.baseAddress, buffer.count)
            guard count >= 0 else { throw FileBytes.unreadable(path) }
            if count == 0 { break }
            hasher.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            size += count
            progress?(count)
        }
        guard try state(descriptor, path) == before, size == before.size else {
            throw .fault("changed_while_read", "`\(path)` changed while it was read")
        }
        return (hasher.finalize(), size)
    }

    private static func state(_ descriptor: Int32, _ path: String) throws(Failure) -> FileState {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileBytes.unreadable(path) }
        return FileState(status)
    }
}
