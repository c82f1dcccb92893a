#if canImport(Glibc)
import Glibc
#endif

/// A file that is read from start to end, and refused when it changes meanwhile.
///
/// It is read and not mapped into memory: a mapped file that somebody cuts short ends the program.
final class UnchangedFile {
    let path: String
    let descriptor: Int32
    private let before: FileState
    /// How many bytes were read.
    private(set) var offset = 0

    /// - Throws: A fault when it cannot be opened or is no file.
    init(_ path: String) throws(Failure) {
        self.path = path
        // Without O_NONBLOCK, opening a pipe would wait for somebody to write into it.
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw FileBytes.unreadable(path) }
        do throws(Failure) {
            before = try Self.state(descriptor, path)
            guard before.isFile else { throw .fault("not_a_file", "`\(path)` is not a file") }
        } catch {
            close(descriptor)
            throw error
        }
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    }

    deinit { close(descriptor) }

    /// As it was when it was opened.
    var size: Int { before.size }

    /// Reads on.
    ///
    /// - Returns: How many bytes are in the buffer now: 0 at the end.
    /// - Throws: A fault when it cannot be read.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        // A file that grows as fast as it is read would never end.
        guard offset <= before.size else { return 0 }
        var count = 0
        repeat {
            count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
        } while count < 0 && errno == EINTR
        guard count >= 0 else { throw FileBytes.unreadable(path) }
        offset += count
        return count
    }

    /// - Throws: A fault when it is not, or not in whole, what was read.
    func finish() throws(Failure) {
        guard offset == before.size else { throw changed }
        try checkUnchanged()
    }

    /// - Throws: A fault when it is another than when it was opened.
    func checkUnchanged() throws(Failure) {
        guard try Self.state(descriptor, path) == before else { throw changed }
    }

    private var changed: Failure {
        .fault("changed_while_read", "`\(path)` changed while it was read")
    }

    private static func state(
        _ descriptor: Int32, _ path: String
    ) throws(Failure) -> FileState {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileBytes.unreadable(path) }
        return FileState(status)
    }
}
