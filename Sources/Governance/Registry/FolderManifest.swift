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

    package var digest: Digest { Digest(of: canonicalBytes) }
    /// Of all files together; the largest number there is when it is beyond that.
    package var byteCount: Int {
        entries.reduce(0) { sum, entry in
            let (total, isOver) = sum.addingReportingOverflow(entry.size)
            return isOver ? .max : total
        }
    }

    /// ``json``'s canonical form, without making a ``JSON`` of each file first.
    package var canonicalBytes: [UInt8] {
        var writer = CanonicalWriter()
        writer.array(count: entries.count) { index, writer in
            let entry = entries[index]
            writer.object { writer in
                writer.member("digest", entry.digest.description)
                writer.member("path", entry.path)
                writer.member("size", Int64(entry.size))
            }
        }
        return writer.bytes
    }

    package var json: JSON {
        .array(
            entries.map {
                [
                    "digest": .string($0.digest.description), "path": .string($0.path),
                    "size": JSON($0.size),
                ]
            })
    }

    /// Reads what ``json`` writes: each path once, no size below zero.
    package init?(json: JSON) {
        guard let entries = json.all(Entry.init(json:)) else { return nil }
        self.init(entries)
        let paths = zip(self.entries, self.entries.dropFirst())
        guard paths.allSatisfy({ !$0.path.utf8.elementsEqual($1.path.utf8) }) else { return nil }
    }
}

extension FolderManifest.Entry {
    init?(json: JSON) {
        guard let path = json["path"]?.stringValue, !path.isEmpty,
            let size = json["size"]?.intValue, size >= 0,
            let digest = json["digest"]?.stringValue.flatMap({ Digest($0) })
        else { return nil }
        self.init(path: path, digest: digest, size: size)
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
