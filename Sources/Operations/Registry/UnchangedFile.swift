#if canImport(Glibc)
import Glibc
#endif

/// A file that is read from start to end, and refused when it changes meanwhile.
///
/// What is mapped into memory may only be read by who catches SIGBUS: a mapped file that somebody
/// cuts short ends the program else.
final class UnchangedFile {
    let path: String
    let descriptor: Int32
    private let before: FileState
    /// How many bytes were read.
    private(set) var offset = 0
    private var mapped: UnsafeRawBufferPointer?

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

    deinit {
        unmap()
        close(descriptor)
    }

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

    /// Maps the next bytes into memory, in place of those that were mapped before.
    ///
    /// - Returns: So many bytes, a multiple of the page's size; `nil` when fewer are left, or the
    ///   system maps none: then ``read(into:)`` goes on.
    func map(_ count: Int) -> UnsafeRawBufferPointer? {
        unmap()
        guard before.size - offset >= count,
            let start = mmap(
                nil, count, PROT_READ, MAP_SHARED | Int32(MAP_POPULATE), descriptor, off_t(offset)),
            start != MAP_FAILED
        else { return nil }
        offset += count
        let bytes = UnsafeRawBufferPointer(start: start, count: count)
        mapped = bytes
        return bytes
    }

    private func unmap() {
        guard let mapped else { return }
        munmap(UnsafeMutableRawPointer(mutating: mapped.baseAddress), mapped.count)
        self.mapped = nil
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

    /// That it is another than when it was opened.
    var changed: Failure {
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
