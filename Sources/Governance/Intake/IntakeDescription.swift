package import Transparency

/// What exactly was taken in: every file with its size and digests, and what the project says of
/// itself in full.
package struct IntakeDescription: Sendable, Hashable {
    package struct File: Sendable, Hashable {
        /// Relative, with `/` between components.
        package let path: String
        package let byteCount: Int
        package let digest: Digest
        /// The name that Git gives the bytes, in hexadecimal; `nil` where nobody asks for it.
        package let gitBlob: String?
        /// What a door says besides, such as that a client sent it as a large file.
        package let more: JSON

        package init(
            path: String, byteCount: Int, digest: Digest, gitBlob: String? = nil, more: JSON = [:]
        ) {
            self.path = path
            self.byteCount = byteCount
            self.digest = digest
            self.gitBlob = gitBlob
            self.more = more
        }
    }

    /// Sorted by path, byte by byte.
    package let files: [File]
    /// In the door's own words, such as the card of a model.
    package let details: JSON

    package init(files: [File], details: JSON = [:]) {
        self.files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        self.details = details
    }

    package var manifest: FolderManifest {
        FolderManifest(files.map { .init(path: $0.path, digest: $0.digest, size: $0.byteCount) })
    }

    package var json: JSON { ["details": details, "files": .array(files.map(\.json))] }

    /// Reads what ``json`` writes.
    package init?(json: JSON) {
        guard let files = json["files"]?.all(File.init(json:)), let details = json["details"] else {
            return nil
        }
        self.init(files: files, details: details)
    }
}

extension IntakeDescription.File {
    fileprivate var json: JSON {
        var members: [String: JSON] = [
            "digest": .string(digest.description), "path": .string(path), "size": JSON(byteCount),
        ]
        if let gitBlob { members["gitBlob"] = .string(gitBlob) }
        if more != [:] { members["more"] = more }
        return .object(members)
    }

    fileprivate init?(json: JSON) {
        guard let path = json["path"]?.stringValue, !path.isEmpty,
            let size = json["size"]?.intValue, size >= 0,
            let digest = json["digest"]?.stringValue.flatMap({ Digest($0) })
        else { return nil }
        self.init(
            path: path, byteCount: size, digest: digest, gitBlob: json["gitBlob"]?.stringValue,
            more: json["more"] ?? [:])
    }
}
