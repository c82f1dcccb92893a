/// What stands in a model's folder, as somebody read it.
package struct ModelContents: Sendable, Equatable {
    package struct File: Sendable, Equatable {
        /// Relative to the folder, with `/`; ``ModelManifest/singleFileName`` for a model that is a
        /// file.
        package let path: String
        package let byteCount: Int
        /// The whole file's one digest, or that of each shard in order, as the manifest's method
        /// asks.
        package let digests: [Digest]

        package init(path: String, byteCount: Int, digests: [Digest]) {
            self.path = path
            self.byteCount = byteCount
            self.digests = digests
        }
    }

    package let files: [File]
    /// Paths of symbolic links that were not followed.
    package let links: [String]
    /// Paths of what is neither file, folder nor symbolic link.
    package let others: [String]

    package init(files: [File], links: [String] = [], others: [String] = []) {
        self.files = files
        self.links = links
        self.others = others
    }
}

extension ModelManifest {
    /// How what stands there differs from what was signed; nothing, when it is the same.
    ///
    /// An empty file has no shards: where files were cut into shards, nobody can tell whether one
    /// was there.
    ///
    /// - Parameters:
    ///   - contents: Read with this manifest's ``method``.
    ///   - ignoringUnsigned: Whether anything may stand at paths that were not signed.
    /// - Returns: The differences, sorted by path.
    /// - Throws: ``ModelSigningError/unsupportedSerialization(_:isHash:)``.
    /// - Complexity: O(n log n).
    package func differences(
        from contents: ModelContents, ignoringUnsigned: Bool = false
    ) throws(ModelSigningError) -> [FileDifference] {
        let signed = try fingerprints()
        let paths = ignoringUnsigned ? Set(signed.map { Array($0.path.utf8) }) : nil
        let counts = { (path: String) in
            !ignores(path) && (paths?.contains(Array(path.utf8)) ?? true)
        }
        let found = contents.files.compactMap { file in
            counts(file.path) ? fingerprint(of: file).map { (file.path, $0) } : nil
        }
        return FileDifference.between(
            signed: signed, found: found, links: contents.links.filter(counts),
            others: contents.others.filter(counts))
    }

    /// The algorithm names that say SHA-256 of what ``method`` cuts.
    private var algorithms: Set<String> {
        switch method {
        case .files: ["sha256"]
        // The reference writes the second.
        case .shards(let byteCount): ["sha256", "sha256-sharded-\(byteCount)"]
        }
    }

    /// What stands for the bytes of each signed file: its digest, or one over its shards.
    package func fingerprints() throws(ModelSigningError) -> [(path: String, digest: Digest)] {
        guard case .shards = method else { return try files() }
        var shards: [[UInt8]: [Shard]] = [:]
        for resource in resources {
            guard algorithms.contains(resource.algorithm),
                let digest = Digest(bytes: resource.digest)
            else { throw .unsupportedSerialization(resource.algorithm, isHash: true) }
            guard let shard = Shard(resource.name)?.with(digest) else {
                throw .malformed(field: "resources.name")
            }
            shards[Array(shard.path.utf8), default: []].append(shard)
        }
        return shards.values.map { ($0[0].path, Shard.fingerprint($0)) }
    }

    /// `nil` for a file that leaves no trace in the manifest.
    private func fingerprint(of file: ModelContents.File) -> Digest? {
        guard case .shards(let byteCount) = method else { return file.digests.first }
        guard !file.digests.isEmpty else { return nil }
        return Shard.fingerprint(
            file.digests.enumerated().map { index, digest in
                let start = index * byteCount
                return Shard(
                    path: file.path, start: start, end: min(start + byteCount, file.byteCount),
                    digest: digest)
            })
    }
}

/// A range of a file's bytes.
struct Shard {
    let path: String
    let start: Int
    let end: Int
    let digest: Digest?

    init(path: String, start: Int, end: Int, digest: Digest?) {
        self.path = path
        self.start = start
        self.end = end
        self.digest = digest
    }

    /// Reads `path:start:end`; `nil` when it is not of that form, as with a path with a colon.
    init?(_ name: String) {
        let parts = name.unicodeScalars.split(separator: ":", omittingEmptySubsequences: false)
            .map { String($0) }
        guard parts.count == 3, let start = DecimalNumber.decode(parts[1]),
            let end = DecimalNumber.decode(parts[2]), start < end
        else { return nil }
        self.init(path: parts[0], start: start, end: end, digest: nil)
    }

    func with(_ digest: Digest) -> Shard {
        Shard(path: path, start: start, end: end, digest: digest)
    }

    /// One digest for a file's shards, in any order: each shard's range and digest count.
    static func fingerprint(_ shards: [Shard]) -> Digest {
        let lines = shards.sorted { ($0.start, $0.end) < ($1.start, $1.end) }.map { shard in
            "\(shard.start):\(shard.end):\(shard.digest?.hex ?? "")\n"
        }
        return Digest(of: Array(lines.joined().utf8))
    }
}
