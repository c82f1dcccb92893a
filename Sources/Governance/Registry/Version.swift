package import Transparency

/// A registered version: its parts, who made it and when.
package struct Version: Sendable, Hashable {
    package let name: VersionName
    package let composition: Composition
    package let author: Principal.ID
    package let registeredAt: Instant
    /// How the registration knows its author.
    package let grade: Grade

    package init(
        name: VersionName, composition: Composition, author: Principal.ID, registeredAt: Instant,
        grade: Grade
    ) {
        self.name = name
        self.composition = composition
        self.author = author
        self.registeredAt = registeredAt
        self.grade = grade
    }

    package var json: JSON {
        [
            "author": .string(author.text), "grade": .string(grade.rawValue),
            "name": .string(name.description), "parts": .array(composition.parts.map(\.json)),
            "registeredAt": .string(registeredAt.description),
            "root": .string(composition.root.description),
        ]
    }

    /// Reads what ``json`` writes; `nil` too when the root is not that of the parts.
    package init?(json: JSON) {
        guard let name = json["name"]?.stringValue.flatMap({ VersionName($0) }),
            let author = json["author"]?.stringValue,
            let at = json["registeredAt"]?.stringValue.flatMap({ Instant($0) }),
            let grade = json["grade"]?.stringValue.flatMap(Grade.init(rawValue:)),
            let parts = json["parts"]?.parts
        else { return nil }
        let composition = Composition(parts)
        guard json["root"]?.stringValue == composition.root.description else { return nil }
        self.init(
            name: name, composition: composition, author: .init(author), registeredAt: at,
            grade: grade)
    }
}
