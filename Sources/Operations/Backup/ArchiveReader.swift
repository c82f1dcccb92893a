package import Transparency

#if canImport(Glibc)
import Glibc
#endif

/// Reads what an ``ArchiveWriter`` wrote, one file after the other, and nothing else.
package final class ArchiveReader {
    package struct Entry: Sendable, Equatable {
        package let name: String
        package let byteCount: Int
    }

    private let path: String
    private let file: FileReader
    private var hasher = DigestHasher()
    private var offset = 0
    /// Of the entry at hand, bytes that were not read yet, and where it ends.
    private var left = 0
    private var padding = 0

    private static let chunkByteCount = 1 << 20

    package init(path: String) throws(Failure) {
        self.path = path
        file = try FileReader(path)
    }

    /// The next file, whose bytes are to be read before the one after it.
    ///
    /// - Returns: `nil` at the end, once all bytes are found to be those that were written.
    /// - Throws: A fault when the archive is damaged, cut off, or something else.
    package func next() throws(Failure) -> Entry? {
        while left > 0 { _ = try read(upTo: Self.chunkByteCount) }
        guard try take(padding).allSatisfy({ $0 == 0 }) else { throw damaged }
        padding = 0
        let before = hasher.finalize()
        guard let header = TarHeader(try take(TarHeader.blockByteCount)) else { throw damaged }
        guard header.byteCount <= file.byteCount - offset else { throw damaged }
        left = header.byteCount
        padding = TarHeader.padding(after: left)
        guard header.name == ArchiveWriter.sealName else {
            return Entry(name: header.name, byteCount: header.byteCount)
        }
        try finish(before)
        return nil
    }

    /// The rest of the entry at hand.
    package func bytes(upTo limit: Int) throws(Failure) -> [UInt8] {
        guard left <= limit else { throw damaged }
        var bytes: [UInt8] = []
        while left > 0 { bytes += try read(upTo: Self.chunkByteCount) }
        return bytes
    }

    /// Writes the rest of the entry at hand into a new file, synced.
    ///
    /// - Returns: Its digest.
    @discardableResult
    package func extract(to path: String, isPrivate: Bool) throws(Failure) -> Digest {
        let target = open(
            path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, isPrivate ? 0o600 : 0o644)
        guard target >= 0 else { throw FileBytes.unwritable(path) }
        defer { close(target) }
        var digest = DigestHasher()
        while left > 0 {
            let chunk = try read(upTo: Self.chunkByteCount)
            digest.update(chunk)
            guard Self.write(chunk, to: target) else { throw FileBytes.unwritable(path) }
        }
        guard fdatasync(target) == 0 else { throw FileBytes.unwritable(path) }
        return digest.finalize()
    }

    private func finish(_ digest: Digest) throws(Failure) {
        let limit = 2 * digest.hex.utf8.count
        guard left <= limit, try bytes(upTo: limit) == Array(digest.hex.utf8) else { throw damaged }
        let end = try take(padding + 2 * TarHeader.blockByteCount)
        guard end.allSatisfy({ $0 == 0 }), offset == file.byteCount else { throw damaged }
        padding = 0
    }

    private func read(upTo count: Int) throws(Failure) -> [UInt8] {
        let chunk = try take(min(left, count))
        left -= chunk.count
        return chunk
    }

    private func take(_ count: Int) throws(Failure) -> [UInt8] {
        let bytes = try file.read(upTo: count)
        guard bytes.count == count else { throw damaged }
        hasher.update(bytes)
        offset += count
        return bytes
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var done = 0
        while done < bytes.count {
            let step = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done)
            }
            guard step > 0 else { return false }
            done += step
        }
        return true
    }

    private var damaged: Failure {
        .fault(
            "damaged_backup",
            "`\(path)` is damaged, cut off, or no backup of assay; nothing was restored from it")
    }
}
