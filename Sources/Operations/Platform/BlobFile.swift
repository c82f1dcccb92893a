package import Transparency

#if canImport(Glibc)
import Glibc
#endif

/// A blob that is read in pieces, however large it is.
package final class BlobFile: Sendable {
    package let digest: Digest
    package let byteCount: Int
    private let path: String
    private let descriptor: Int32

    package static let pieceByteCount = 256 << 10

    fileprivate init(_ digest: Digest, at path: String) throws(Failure) {
        self.digest = digest
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileBytes.unreadable(path) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let failure = FileBytes.unreadable(path)
            close(descriptor)
            throw failure
        }
        byteCount = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// Hands over some of it, a piece at a time.
    ///
    /// INVARIANT: whoever reads all of it to the end has the bytes that its name says: the last piece
    /// is handed over only when the digest of all is right.
    ///
    /// - Throws: A fault when it cannot be read, or is not what its name says.
    package func forEachPiece(
        in range: Range<Int>, _ body: ([UInt8]) async throws -> Void
    ) async throws {
        let isWhole = range == 0..<byteCount
        var hasher = DigestHasher()
        var offset = range.lowerBound
        while offset < range.upperBound {
            let piece = try read(
                at: offset, count: min(Self.pieceByteCount, range.upperBound - offset))
            offset += piece.count
            if isWhole { hasher.update(piece) }
            if isWhole, offset == range.upperBound, hasher.finalize() != digest { throw damaged }
            try await body(piece)
        }
    }

    /// - Throws: A fault also when there is nothing, as after a file was cut short.
    private func read(at offset: Int, count: Int) throws(Failure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let step = bytes.withUnsafeMutableBytes {
            pread(descriptor, $0.baseAddress, $0.count, off_t(offset))
        }
        guard step >= 0 else { throw FileBytes.unreadable(path) }
        guard step > 0 else { throw damaged }
        bytes.removeLast(count - step)
        return bytes
    }

    private var damaged: Failure {
        .fault("damaged_blob", "the bytes kept for `\(digest)` are not those any more")
    }
}

extension BlobFolder {
    /// Opens a blob to read it in pieces.
    ///
    /// - Throws: A fault when it is not there.
    package func open(_ digest: Digest) throws(Failure) -> BlobFile {
        guard contains(digest) else {
            throw .fault("missing_blob", "the home has no bytes for `\(digest)`")
        }
        return try BlobFile(digest, at: file(digest))
    }

    /// Takes a whole file over as a blob; its bytes must be durable and of this digest.
    func adopt(_ path: String, as digest: Digest) throws(Failure) {
        let folder = "\(self.path)/\(digest.hex.prefix(2))"
        try FileBytes.makeFolder(folder)
        try FileBytes.move(path, to: file(digest))
    }
}
