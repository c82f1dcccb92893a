package import Transparency

/// Something went wrong, and what was taken back because of it.
package struct Incident: Sendable, Hashable {
    package let id: Digest
    /// What it is about: a version, a subject or a digest.
    package let about: String
    package let because: String
    package let by: Principal.ID
    package let at: Instant

    package static let reasonByteCountMax = 4000

    package init(about: String, because: String, by: Principal.ID, at: Instant) {
        let said = [about, because, by.text, at.description]
        id = Digest(of: JSON.array(said.map(JSON.string)).canonicalBytes)
        self.about = about
        self.because = because
        self.by = by
        self.at = at
    }

    package var json: JSON {
        [
            "about": .string(about), "at": .string(at.description), "because": .string(because),
            "by": .string(by.text), "id": .string(id.description),
        ]
    }

    /// Reads what ``json`` writes.
    package init?(json: JSON) {
        guard let id = json["id"]?.stringValue.flatMap({ Digest($0) }),
            let about = json["about"]?.stringValue, let because = json["because"]?.stringValue,
            let by = json["by"]?.stringValue,
            let at = json["at"]?.stringValue.flatMap({ Instant($0) })
        else { return nil }
        self.init(about: about, because: because, by: .init(by), at: at)
        guard self.id == id else { return nil }
    }

    /// What is too much or too little of a reason; `nil` when it is fine.
    package static func fault(of because: String) -> RecallRefusal? {
        if because.allSatisfy(\.isWhitespace) { return .reasonMissing }
        if because.utf8.count > reasonByteCountMax {
            return .reasonTooLong(limit: reasonByteCountMax)
        }
        return nil
    }
}

/// Why nothing was recalled.
package enum RecallRefusal: Error, Sendable, Equatable {
    case reasonMissing
    case reasonTooLong(limit: Int)
    /// All of these were recalled before.
    case nothingToRecall([VersionName])
}
