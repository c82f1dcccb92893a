import Transparency

#if canImport(Glibc)
import Glibc
#endif

/// A file that is being read, and how it was when the reading began.
struct OpenedFile {
    private static let bufferSize = 1 << 20

    let path: String
    let descriptor: Int32
    let before: FileState

    /// - Throws: A fault for what cannot be opened or is no file.
    init(_ path: String) throws(Failure) {
        // Without O_NONBLOCK, opening a pipe would wait for somebody to write into it.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw FileBytes.unreadable(path) }
        self.path = path
        self.descriptor = descriptor
        do throws(Failure) {
            before = try Self.state(descriptor, path)
            guard before.isFile else { throw .fault("not_a_file", "`\(path)` is not a file") }
        } catch {
            Glibc.close(descriptor)
            throw error
        }
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    }

    func close() { Glibc.close(descriptor) }

    /// Reads all of it.
    ///
    /// - Parameter visit: Called with the bytes of each read, in order.
    /// - Returns: Its SHA-256.
    /// - Throws: A fault when it cannot be read or changes meanwhile.
    func digest(visit: (UnsafeRawBufferPointer) -> Void) throws(Failure) -> Digest {
        let capacity = max(1, min(Self.bufferSize, before.size + 1))
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 64)
        defer { buffer.deallocate() }
        var hasher = DigestHasher()
        var size = 0
        // A file that grows as fast as it is read would never end.
        while size <= before.size {
            let count = read(descriptor, buffer.baseAddress, buffer.count)
            guard count >= 0 else { throw FileBytes.unreadable(path) }
            if count == 0 { break }
            let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
            hasher.update(bytes)
            size += count
            visit(bytes)
        }
        guard size == before.size else { throw changed }
        try checkUnchanged()
        return hasher.finalize()
    }

    func checkUnchanged() throws(Failure) {
        guard try Self.state(descriptor, path) == before else { throw changed }
    }

    private var changed: Failure {
        .fault("changed_while_read", "`\(path)` changed while it was read")
    }

    private static func state(_ descriptor: Int32, _ path: String) throws(Failure) -> FileState {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileBytes.unreadable(path) }
        return FileState(status)
    }
}
