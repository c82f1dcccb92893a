package import Governance
package import Transparency

/// A part of a version and where its bytes were found.
package struct Artifact: Sendable, Equatable {
    package let part: Part
    package let byteCount: Int
    package let fileCount: Int
    /// The last component of its path.
    package let name: String
    /// Where it was, as typed.
    package private(set) var path: String
    package let isFolder: Bool

    init(_ hashed: HashedPart) {
        part = Part(role: hashed.role, digest: hashed.digest)
        byteCount = hashed.byteCount
        fileCount = hashed.fileCount
        name = hashed.name
        path = hashed.path
        isFolder = hashed.isFolder
    }

    /// The same bytes, in another place.
    func found(at path: String) -> Artifact {
        var found = self
        found.path = path
        return found
    }

    package var json: JSON {
        [
            "bytes": JSON(byteCount), "digest": .string(part.digest.description),
            "files": JSON(fileCount), "folder": .bool(isFolder), "name": .string(name),
            "path": .string(path), "role": .string(part.role.rawValue),
        ]
    }

    package init?(json: JSON) {
        guard let part = Part(json: json), let bytes = json["bytes"]?.intValue,
            let files = json["files"]?.intValue, let isFolder = json["folder"]?.boolValue,
            let name = json["name"]?.stringValue, let path = json["path"]?.stringValue
        else { return nil }
        self.part = part
        byteCount = bytes
        fileCount = files
        self.name = name
        self.path = path
        self.isFolder = isFolder
    }

    /// Its files as they were registered.
    package func manifest(in blobs: BlobFolder) throws(Failure) -> FolderManifest {
        guard isFolder else {
            return FolderManifest([.init(path: name, digest: part.digest, size: byteCount)])
        }
        let bytes = try blobs.get(part.digest)
        guard let json = try? JSON(parsing: bytes), let manifest = FolderManifest(json: json) else {
            throw .fault("damaged_blob", "the manifest `\(part.digest)` does not read")
        }
        return manifest
    }
}
