import Transparency

/// Hashes one file in large reads.
enum FileHasher {
    /// - Throws: A fault when the file cannot be read or changes meanwhile.
    static func hash(
        _ path: String, progress: (@Sendable (Int) -> Void)?
    ) throws(Failure) -> (Digest, size: Int) {
        let file = try OpenedFile(path)
        defer { file.close() }
        let digest = try file.digest { progress?($0.count) }
        return (digest, file.before.size)
    }
}
