import Transparency

/// Hashes one file of a model in shards, as some signers do.
enum ModelFile {
    private static let bufferSize = 1 << 20

    /// The digest of each piece of `byteCount` bytes; the last one may be shorter.
    ///
    /// - Throws: A fault when the file cannot be read or changes meanwhile.
    static func shards(
        of path: String, byteCount: Int, progress: (@Sendable (Int) -> Void)?
    ) throws(Failure) -> (digests: [Digest], size: Int) {
        let file = try UnchangedFile(path)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bufferSize, alignment: 64)
        defer { buffer.deallocate() }
        var digests: [Digest] = []
        var (hasher, inShard) = (DigestHasher(), 0)
        while true {
            let wanted = min(buffer.count, byteCount - inShard)
            let count = try file.read(
                into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
            if count == 0 { break }
            hasher.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            inShard += count
            progress?(count)
            guard inShard == byteCount else { continue }
            digests.append(hasher.finalize())
            (hasher, inShard) = (DigestHasher(), 0)
        }
        if inShard > 0 { digests.append(hasher.finalize()) }
        try file.finish()
        return (digests, file.offset)
    }
}
