import Synchronization
import Transparency

#if canImport(Glibc)
import Glibc
#endif

/// The file of an upload, held so that nobody else writes it meanwhile.
final class PartialUpload: Sendable {
    let path: String
    private let descriptor: Int32
    private let limits: UploadLimits
    private let state: Mutex<State>

    private struct State {
        var hashed = UploadFolder.HashedBytes()
        var modifiedMilliseconds: Int64 = 0
        var byteCount = 0
        /// Bytes written since the disk was last asked for its room.
        var uncheckedByteCount = 0
        var isDiscarded = false
    }

    private static let checkByteCount = 16 << 20
    private static let bufferByteCount = 1 << 20

    /// - Throws: A refusal when somebody is writing it, or there is none to go on with.
    init(_ path: String, limits: UploadLimits, isNewAllowed: Bool) throws(Failure) {
        self.path = path
        self.limits = limits
        state = Mutex(State())
        let flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW | (isNewAllowed ? O_CREAT : 0)
        descriptor = open(path, flags, 0o600)
        guard descriptor >= 0 else {
            throw errno == ENOENT
                ? .refused("wrong_offset", "there is no such upload; begin it at byte 0")
                : FileBytes.unwritable(path)
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw .refused("upload_underway", "the upload is being written by another request")
        }
        var status = stat()
        // Whoever held it may have finished it, or thrown it away.
        guard fstat(descriptor, &status) == 0, status.st_nlink > 0 else {
            throw .refused("upload_underway", "the upload has just ended; ask where it stands")
        }
        let found = FileState(status)
        state.withLock {
            $0.byteCount = found.size
            // An empty file has just been made.
            $0.modifiedMilliseconds = found.size == 0 ? .max : found.modifiedMilliseconds
        }
    }

    deinit { close(descriptor) }

    var byteCount: Int { state.withLock { $0.byteCount } }
    var hashed: UploadFolder.HashedBytes { state.withLock { $0.hashed } }
    var isDiscarded: Bool { state.withLock { $0.isDiscarded } }
    /// Of all bytes so far.
    var digest: Digest { state.withLock { $0.hashed.hasher.finalize() } }
    var modifiedMilliseconds: Int64 { state.withLock { $0.modifiedMilliseconds } }

    /// Throws away what came before.
    func restart() throws(Failure) {
        guard ftruncate(descriptor, 0) == 0 else { throw FileBytes.unwritable(path) }
        state.withLock { $0 = State() }
    }

    /// Takes what is known of the hash of its bytes, and reads them when that is another's.
    func hash(_ known: UploadFolder.HashedBytes?) throws(Failure) {
        if let known, known.byteCount == byteCount {
            return state.withLock { $0.hashed = known }
        }
        var hashed = UploadFolder.HashedBytes()
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: Self.bufferByteCount, alignment: 64)
        defer { buffer.deallocate() }
        while hashed.byteCount < byteCount {
            let count = pread(
                descriptor, buffer.baseAddress, buffer.count, off_t(hashed.byteCount))
            guard count > 0 else { throw FileBytes.unreadable(path) }
            hashed.hasher.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            hashed.byteCount += count
        }
        state.withLock { $0.hashed = hashed }
    }

    /// - Throws: A fault when so many bytes more are too many for one upload or for the disk.
    func admit(_ count: Int) throws(Failure) {
        guard count <= limits.byteCountMax - byteCount else {
            discard()
            throw .fault("too_large", "an upload has \(limits.byteCountMax) bytes at most")
        }
        var disk = statvfs()
        guard fstatvfs(descriptor, &disk) == 0 else { throw FileBytes.unwritable(path) }
        let free = Int(clamping: UInt64(disk.f_bavail) * UInt64(disk.f_frsize))
        guard free - count >= limits.freeByteCountMin else {
            throw .fault(
                "no_room",
                "the disk has no room for it: \(limits.freeByteCountMin) bytes must stay free")
        }
    }

    func append(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
        let unchecked = state.withLock { state in
            state.uncheckedByteCount += bytes.count
            return state.uncheckedByteCount
        }
        if unchecked >= Self.checkByteCount || bytes.count > limits.byteCountMax - byteCount {
            try admit(bytes.count)
            state.withLock { $0.uncheckedByteCount = 0 }
        }
        var count = 0
        while count < bytes.count {
            let step = pwrite(
                descriptor, bytes.baseAddress?.advanced(by: count), bytes.count - count,
                off_t(byteCount + count))
            guard step > 0 else { throw FileBytes.unwritable(path) }
            count += step
        }
        state.withLock { state in
            state.byteCount += bytes.count
            state.hashed.hasher.update(bytes)
            state.hashed.byteCount += bytes.count
        }
    }

    /// Marks that somebody went on with it.
    func touch(_ now: Instant) {
        let time = timespec(
            tv_sec: Int(now.milliseconds / 1000),
            tv_nsec: Int(now.milliseconds % 1000) * 1_000_000)
        _ = [time, time].withUnsafeBufferPointer { futimens(descriptor, $0.baseAddress) }
    }

    func sync() throws(Failure) {
        guard fchmod(descriptor, 0o644) == 0, fdatasync(descriptor) == 0 else {
            throw FileBytes.unwritable(path)
        }
    }

    func discard() {
        unlink(path)
        state.withLock { $0.isDiscarded = true }
    }
}
