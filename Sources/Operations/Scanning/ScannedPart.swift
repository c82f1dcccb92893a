package import Governance
package import Transparency

/// A part of a version, and what its files say of themselves.
package struct ScannedPart: Sendable {
    package let part: Part
    /// The last component of its path.
    package let name: String
    package let files: [LookedFile]

    package init(part: Part, name: String, files: [LookedFile]) {
        self.part = part
        self.name = name
        self.files = files
    }

    /// Whether these are all files of the part and no others, by the list of files that was
    /// registered with it.
    func isWhole(by blobs: BlobFolder) -> Bool {
        if files.count == 1, files[0].digest == part.digest { return true }
        guard let bytes = try? blobs.get(part.digest), let json = try? JSON(parsing: bytes),
            let manifest = FolderManifest(json: json), manifest.entries.count == files.count
        else { return false }
        let named = Dictionary(
            files.map { ($0.path, $0.digest) }, uniquingKeysWith: { first, _ in first })
        return manifest.entries.allSatisfy { named[$0.path] == .some($0.digest) }
    }

    /// What is kept of it, by its digest: the same files are kept once for all versions.
    var factBytes: [UInt8] { JSON.array(files.map(\.json)).canonicalBytes }

    package var json: JSON {
        [
            "files": .array(files.map(\.json)), "name": .string(name), "part": part.json,
        ]
    }

    /// Reads what ``json`` writes; `nil` for anything else.
    package init?(json: JSON) {
        guard let part = json["part"].flatMap(Part.init(json:)),
            let name = json["name"]?.stringValue,
            let files = json["files"]?.all(LookedFile.init(json:))
        else { return nil }
        self.init(part: part, name: name, files: files)
    }
}
