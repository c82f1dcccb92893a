package import Transparency

/// An artifact in its role: what evidence looks at and what a version is made of.
package struct Part: Sendable, Hashable, Comparable {
    package let role: PartRole
    package let digest: Digest

    package init(role: PartRole, digest: Digest) {
        self.role = role
        self.digest = digest
    }

    package static func < (left: Part, right: Part) -> Bool {
        left.role == right.role ? left.digest < right.digest : left.role < right.role
    }

    /// The leaf of a version's Merkle tree: canonical JSON of `{"digest":…,"role":…}`.
    package var leaf: [UInt8] { json.canonicalBytes }

    package var json: JSON {
        ["digest": .string(digest.description), "role": .string(role.rawValue)]
    }

    /// Writes ``json``'s canonical form.
    func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.member("digest", digest.description)
            writer.member("role", role.rawValue)
        }
    }

    package init?(json: JSON) {
        guard let role = json["role"]?.stringValue.flatMap(PartRole.init(rawValue:)),
            let digest = json["digest"]?.stringValue.flatMap({ Digest($0) })
        else { return nil }
        self.init(role: role, digest: digest)
    }
}
