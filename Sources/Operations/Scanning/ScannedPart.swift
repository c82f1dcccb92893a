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
