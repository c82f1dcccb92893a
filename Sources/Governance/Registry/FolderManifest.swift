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

/// One way in which files differ from those that were released.
package struct FileDifference: Sendable, Hashable {
    package enum Kind: String, Sendable { case changed, added, missing, renamed }
    package let path: String
    package let kind: Kind
    /// Where a renamed file was.
    package let from: String?

    package init(path: String, kind: Kind, from: String? = nil) {
        self.path = path
        self.kind = kind
        self.from = from
    }
}

extension FolderManifest {
    /// How these files differ from `released`, by path; a file that only moved is `renamed`.
    ///
    /// - Complexity: O(files · log files).
    package func differences(from released: FolderManifest) -> [FileDifference] {
        let before = Dictionary(released.entries.map { ($0.path, $0.digest) }) { $1 }
        let now = Dictionary(entries.map { ($0.path, $0.digest) }) { $1 }
        var lost = released.entries.filter { now[$0.path] == nil }
        var found: [FileDifference] = []
        for entry in entries {
            if let digest = before[entry.path] {
                if digest != entry.digest { found.append(.init(path: entry.path, kind: .changed)) }
            } else if let index = lost.firstIndex(where: { $0.digest == entry.digest }) {
                let origin = lost.remove(at: index).path
                found.append(.init(path: entry.path, kind: .renamed, from: origin))
            } else {
                found.append(.init(path: entry.path, kind: .added))
            }
        }
        found += lost.map { .init(path: $0.path, kind: .missing) }
        return found.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }
}
