import ModelFiles
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// A file's bytes, read as they are asked for.
///
/// A file is not mapped into memory: one that is cut short meanwhile would end the process.
final class FileSource: ModelFiles.ByteSource {
    private struct Block {
        var start = 0
        var bytes: [UInt8] = []
    }

    static let blockSize = 1 << 16

    let byteCount: Int
    /// The owner closes it, after the last read.
    private let descriptor: Int32
    private let block = Mutex(Block())

    init(descriptor: Int32, byteCount: Int) {
        self.descriptor = descriptor
        self.byteCount = byteCount
    }

    func bytes(at offset: Int, count: Int) -> [UInt8] {
        guard count < Self.blockSize else { return read(at: offset, count: count) }
        return block.withLock { block in
            let isThere =
                offset >= block.start && offset + count <= block.start + block.bytes.count
            if !isThere {
                block.start = offset
                block.bytes = read(at: offset, count: min(Self.blockSize, byteCount - offset))
            }
            let from = offset - block.start
            return Array(block.bytes[from..<min(from + count, block.bytes.count)])
        }
    }

    private func read(at offset: Int, count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let step = pread(
                    descriptor, buffer.baseAddress?.advanced(by: filled), count - filled,
                    off_t(offset + filled))
                guard step > 0 else { return }
                filled += step
            }
        }
    }
}
