import CLinuxCalls
import Observation

#if canImport(Glibc)
import Glibc
#endif

/// Memory for a ring that the processes of a command find by its path in `/proc`.
///
/// It has no name in any folder, so nothing is left of it when this process ends, however it ends.
final class SharedRing: Sendable {
    private let descriptor: Int32
    private let start: UInt
    private let byteCount: Int

    var address: String { "/proc/\(getpid())/fd/\(descriptor)" }

    var bytes: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(
            start: UnsafeMutableRawPointer(bitPattern: start), count: byteCount)
    }

    init(slots: Int) throws(Failure) {
        let byteCount = RingLayout.byteCount(slots: slots)
        // Of fixed size: reading memory that another process took away would end this one.
        let descriptor = assay_shared_memory(byteCount)
        guard descriptor >= 0,
            let start = mmap(
                nil, byteCount, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0),
            start != MAP_FAILED
        else {
            if descriptor >= 0 { close(descriptor) }
            throw .fault("not_observed", "there is no memory to be had for observing the command")
        }
        self.descriptor = descriptor
        self.byteCount = byteCount
        self.start = UInt(bitPattern: start)
        RingLayout.begin(bytes, slots: slots)
    }

    deinit {
        munmap(UnsafeMutableRawPointer(bitPattern: start), byteCount)
        close(descriptor)
    }
}
