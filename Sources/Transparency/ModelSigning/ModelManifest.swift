/// The files that a signature covers.
///
/// Source: OpenSSF Model Signing v1.0, predicate.
package struct ModelManifest: Sendable, Equatable {
    /// One signed file, or one range of a file when the signer cut files into shards.
    package struct Resource: Sendable, Equatable {
        /// Relative to the model's folder, with `/`; `.` when the model is one file.
        ///
        /// A shard's ends with `:` and its first byte, `:` and the byte after its last.
        package let name: String
        /// `sha256`, `blake2b` or `blake3`, as a rule, which the reference extends with
        /// `-sharded-` and the size for shards.
        package let algorithm: String
        package let digest: [UInt8]
    }

    package enum Method: Sendable, Equatable {
        case files
        /// Files are cut into pieces of this many bytes; the last one may be shorter.
        case shards(byteCount: Int)
    }

    /// The model's folder as the signer named it; nobody has to keep the name.
    package let name: String
    package let method: Method
    package let hashType: String
    package let allowsSymlinks: Bool
    /// Paths, relative to the folder, that the signer left out.
    package let ignoredPaths: [String]
    package let resources: [Resource]

    /// What the signer leaves out of any folder, at its top.
    package static let alwaysIgnored = [".git", ".gitattributes", ".github", ".gitignore"]
    /// The name of the one resource of a model that is a file.
    package static let singleFileName = "."

    /// Whether the signature does not cover this path.
    package func ignores(_ path: String) -> Bool {
        (Self.alwaysIgnored + ignoredPaths).contains { ignored in
            path.hasSameScalars(as: ignored) || path.utf8.starts(with: "\(ignored)/".utf8)
        }
    }

    /// The signed digest of each file.
    ///
    /// - Throws: ``ModelSigningError/unsupportedSerialization(_:isHash:)`` when files were cut into
    ///   shards or hashed otherwise than with SHA-256.
    package func files() throws(ModelSigningError) -> [(path: String, digest: Digest)] {
        guard method == .files else {
            throw .unsupportedSerialization("shards", isHash: false)
        }
        var files: [(path: String, digest: Digest)] = []
        for resource in resources {
            guard resource.algorithm == "sha256", let digest = Digest(bytes: resource.digest) else {
                throw .unsupportedSerialization(resource.algorithm, isHash: true)
            }
            files.append((resource.name, digest))
        }
        return files
    }

    /// How the files at hand differ from the signed ones; nothing, when they are the same.
    ///
    /// - Parameters:
    ///   - files: Each file's path, relative to the folder, and digest.
    ///   - others: Paths at which something else stands than a file: a symbolic link, a device.
    ///     They are never what was signed.
    /// - Returns: The differences, sorted by path.
    /// - Throws: ``ModelSigningError/unsupportedSerialization(_:isHash:)``.
    /// - Complexity: O(n log n).
    package func differences(
        from files: [(path: String, digest: Digest)], others: [String] = []
    ) throws(ModelSigningError) -> [FileDifference] {
        FileDifference.between(
            signed: try self.files(), found: files.filter { !ignores($0.path) },
            others: others.filter { !ignores($0) })
    }
}
