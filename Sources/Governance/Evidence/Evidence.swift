package import Transparency

/// A signed statement about artifacts: what was looked at, what came out, who says so and when.
package struct Evidence: Sendable, Hashable {
    /// The digest of the signed statement.
    package let id: Digest
    package let kind: EvidenceKind
    package let grade: Grade
    package let by: Principal.ID
    package let at: Instant
    /// When it ends to hold whatever a policy says; `nil` if it does not.
    package let expiresAt: Instant?
    package let lookedAt: [Part]
    /// What came out, in the kind's own shape.
    package let predicate: JSON
    /// ``json``'s canonical form: made once, since it stands in the facts of every decision.
    package private(set) var canonicalBytes: [UInt8] = []

    package init(
        id: Digest, kind: EvidenceKind, grade: Grade, by: Principal.ID, at: Instant,
        expiresAt: Instant?, lookedAt: [Part], predicate: JSON
    ) {
        self.id = id
        self.kind = kind
        self.grade = grade
        self.by = by
        self.at = at
        self.expiresAt = expiresAt
        self.lookedAt = lookedAt.sorted()
        self.predicate = predicate
        var writer = CanonicalWriter()
        write(to: &writer)
        canonicalBytes = writer.bytes
    }

    package var roles: [PartRole] { Set(lookedAt.map(\.role)).sorted() }

    package func isExpired(at now: Instant) -> Bool { expiresAt.map { $0 <= now } ?? false }

    package var json: JSON {
        var members: [String: JSON] = [
            "at": .string(at.description), "by": .string(by.text),
            "grade": .string(grade.rawValue), "id": .string(id.description),
            "kind": .string(kind.rawValue), "lookedAt": .array(lookedAt.map(\.json)),
            "predicate": predicate,
        ]
        if let expiresAt { members["expiresAt"] = .string(expiresAt.description) }
        return .object(members)
    }

    private func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.member("at", at.description)
            writer.member("by", by.text)
            if let expiresAt { writer.member("expiresAt", expiresAt.description) }
            writer.member("grade", grade.rawValue)
            writer.member("id", id.description)
            writer.member("kind", kind.rawValue)
            writer.member("lookedAt")
            writer.array(count: lookedAt.count) { lookedAt[$0].write(to: &$1) }
            writer.member("predicate", predicate)
        }
    }

    /// Reads what ``json`` writes; `nil` too when it looked at nothing.
    package init?(json: JSON) {
        guard let id = json["id"]?.stringValue.flatMap({ Digest($0) }),
            let kind = json["kind"]?.stringValue.flatMap(EvidenceKind.init(rawValue:)),
            let grade = json["grade"]?.stringValue.flatMap(Grade.init(rawValue:)),
            let by = json["by"]?.stringValue,
            let at = json["at"]?.stringValue.flatMap({ Instant($0) }),
            let lookedAt = json["lookedAt"]?.parts, !lookedAt.isEmpty,
            let predicate = json["predicate"],
            let expiresAt = json.optional("expiresAt", { Instant($0) })
        else { return nil }
        self.init(
            id: id, kind: kind, grade: grade, by: .init(by), at: at, expiresAt: expiresAt,
            lookedAt: lookedAt, predicate: predicate)
    }
}

extension Evidence {
    /// INVARIANT: evidence holds for a version exactly while all parts that it looked at are among
    /// the version's; evidence that looked at nothing holds for none.
    package func standing(for composition: Composition) -> Standing {
        if !lookedAt.isEmpty, lookedAt.allSatisfy(composition.contains) { return .holds }
        let lost = lookedAt.filter { !composition.contains($0) }
        return .void(Set(lost.map(\.role)).sorted())
    }
}
