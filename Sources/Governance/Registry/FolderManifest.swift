package import Transparency

/// What a folder holds: the digest of its canonical JSON is the folder's identity, so that a
/// renamed file is a changed folder.
package struct FolderManifest: Sendable, Hashable {
    package struct Entry: Sendable, Hashable {
        /// Relative, with `/` between components.
        package let path: String
        package let digest: Digest
        /// In bytes.
        package let size: Int

        package init(path: String, digest: Digest, size: Int) {
            self.path = path
            self.digest = digest
            self.size = size
        }
    }

    /// Sorted by path, byte by byte.
    package let entries: [Entry]

    package init(_ entries: [Entry]) {
        self.entries = entries.sorted {
            $0.path.utf8.lexicographicallyPrecedes($1.path.utf8)
        }
    }

    package var digest: Digest { Digest(of: json.canonicalBytes) }
    package var byteCount: Int { entries.reduce(0) { $0 + $1.size } }

    package var json: JSON {
        .array(
            entries.map {
                [
                    "digest": .string($0.digest.description), "path": .string($0.path),
                    "size": JSON($0.size),
                ]
            })
    }

    package init?(json: JSON) {
        guard let items = json.arrayValue else { return nil }
        var entries: [Entry] = []
        for item in items {
            guard let path = item["path"]?.stringValue, let size = item["size"]?.intValue,
                let digest = item["digest"]?.stringValue.flatMap({ Digest($0) })
            else { return nil }
            entries.append(Entry(path: path, digest: digest, size: size))
        }
        self.init(entries)
    }
}

extension FolderManifest {
    /// How these files differ from `signed`, by path; a file that only moved is `renamed`.
    ///
    /// - Complexity: O(files · log files).
    package func differences(from signed: FolderManifest) -> [FileDifference] {
        FileDifference.between(
            signed: signed.entries.map { ($0.path, $0.digest) },
            found: entries.map { ($0.path, $0.digest) })
    }
}
