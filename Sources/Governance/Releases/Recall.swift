package import Transparency

/// A person takes back a version's bytes: nothing of them is released, and none of it may be loaded.
///
/// It is bound to the root, so that the same bytes under another number are taken back too, and it
/// is for good: what is mended is other bytes.
package struct Recall: Sendable, Hashable {
    package let id: Digest
    package let root: Digest
    package let version: VersionName
    /// The incident that it was done in.
    package let incident: Digest
    package let because: String
    package let by: Principal.ID
    package let grade: Grade
    package let at: Instant

    package init(
        root: Digest, version: VersionName, incident: Digest, because: String, by: Principal.ID,
        grade: Grade, at: Instant
    ) {
        let said = [root.description, incident.description, version.description]
        id = Digest(of: JSON.array(said.map(JSON.string)).canonicalBytes)
        self.root = root
        self.version = version
        self.incident = incident
        self.because = because
        self.by = by
        self.grade = grade
        self.at = at
    }

    package var json: JSON {
        [
            "at": .string(at.description), "because": .string(because), "by": .string(by.text),
            "grade": .string(grade.rawValue), "id": .string(id.description),
            "incident": .string(incident.description), "root": .string(root.description),
            "version": .string(version.description),
        ]
    }

    /// Reads what ``json`` writes.
    package init?(json: JSON) {
        guard let id = json["id"]?.stringValue.flatMap({ Digest($0) }),
            let root = json["root"]?.stringValue.flatMap({ Digest($0) }),
            let version = json["version"]?.stringValue.flatMap({ VersionName($0) }),
            let incident = json["incident"]?.stringValue.flatMap({ Digest($0) }),
            let because = json["because"]?.stringValue, let by = json["by"]?.stringValue,
            let grade = json["grade"]?.stringValue.flatMap(Grade.init(rawValue:)),
            let at = json["at"]?.stringValue.flatMap({ Instant($0) })
        else { return nil }
        self.init(
            root: root, version: version, incident: incident, because: because, by: .init(by),
            grade: grade, at: at)
        guard self.id == id else { return nil }
    }
}
