import Transparency

#if canImport(Glibc)
import Glibc
#endif

/// Hashes one file of a model, whole or in shards.
enum ModelFile {
    private static let bufferSize = 1 << 20

    /// - Throws: A fault when the file cannot be read or changes meanwhile.
    static func read(
        _ path: String, as name: String, _ method: ModelManifest.Method,
        progress: (@Sendable (Int) -> Void)?
    ) throws(Failure) -> ModelContents.File {
        switch method {
        case .files:
            let (digest, size) = try FileHasher.hash(path, progress: progress)
            return ModelContents.File(path: name, byteCount: size, digests: [digest])
        case .shards(let byteCount):
            let (digests, size) = try shards(of: path, byteCount: byteCount, progress: progress)
            return ModelContents.File(path: name, byteCount: size, digests: digests)
        }
    }

    /// The digest of each piece of `byteCount` bytes; the last one may be shorter.
    private static func shards(
        of path: String, byteCount: Int, progress: (@Sendable (Int) -> Void)?
    ) throws(Failure) -> ([Digest], size: Int) {
        // Without O_NONBLOCK, opening a pipe would wait for somebody to write into it.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw FileBytes.unreadable(path) }
        defer { close(descriptor) }
        let before = try FileState(descriptor, path)
        guard before.isFile else { throw .fault("not_a_file", "`\(path)` is not a file") }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bufferSize, alignment: 64)
        defer { buffer.deallocate() }
        var digests: [Digest] = []
        var (hasher, inShard, size) = (DigestHasher(), 0, 0)
        // A file that grows as fast as it is read would never end.
        while size <= before.size {
            let wanted = min(buffer.count, byteCount - inShard)
            let count = Glibc.read(descriptor, buffer.baseAddress, wanted)
            guard count >= 0 else { throw FileBytes.unreadable(path) }
            if count == 0 { break }
            hasher.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            (size, inShard) = (size + count, inShard + count)
            progress?(count)
            guard inShard == byteCount else { continue }
            digests.append(hasher.finalize())
            (hasher, inShard) = (DigestHasher(), 0)
        }
        if inShard > 0 { digests.append(hasher.finalize()) }
        guard try FileState(descriptor, path) == before, size == before.size else {
            throw .fault("changed_while_read", "`\(path)` changed while it was read")
        }
        return (digests, size)
    }
}

extension FileState {
    /// What `fstat` says of an open file.
    fileprivate init(_ descriptor: Int32, _ path: String) throws(Failure) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileBytes.unreadable(path) }
        self.init(status)
    }
}
