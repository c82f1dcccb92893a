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

    package init?(json: JSON) {
        guard let name = json["name"]?.stringValue.flatMap({ VersionName($0) }),
            let author = json["author"]?.stringValue,
            let at = json["registeredAt"]?.stringValue.flatMap({ Instant($0) }),
            let grade = json["grade"]?.stringValue.flatMap(Grade.init(rawValue:)),
            let parts = json["parts"]?.parts
        else { return nil }
        self.init(
            name: name, composition: Composition(parts), author: .init(author),
            registeredAt: at, grade: grade)
    }
}

extension JSON {
    /// A list of parts, or `nil` if one of them is none.
    var parts: [Part]? {
        guard let items = arrayValue else { return nil }
        let parts = items.compactMap { Part(json: $0) }
        return parts.count == items.count ? parts : nil
    }
}
