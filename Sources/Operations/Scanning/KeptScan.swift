import Governance
import Transparency

/// Where a version's facts are kept, and what was last said of them.
struct KeptScan {
    struct Part {
        let part: Governance.Part
        let name: String
        /// Of the blob that holds the facts.
        let facts: Digest

        var json: JSON {
            ["facts": .string(facts.description), "name": .string(name), "part": part.json]
        }

        init(part: Governance.Part, name: String, facts: Digest) {
            self.part = part
            self.name = name
            self.facts = facts
        }

        init?(json: JSON) {
            guard let part = json["part"].flatMap(Governance.Part.init(json:)),
                let name = json["name"]?.stringValue,
                let facts = json["facts"]?.stringValue.flatMap({ Digest($0) })
            else { return nil }
            self.init(part: part, name: name, facts: facts)
        }
    }

    let version: VersionName
    let evidence: Digest
    /// By which rules and advisories.
    let basis: JSON
    let parts: [Part]
    let outcome: String
    /// How the facts are known.
    let grade: Grade

    var json: JSON {
        [
            "basis": basis, "evidence": .string(evidence.description),
            "grade": .string(grade.rawValue), "outcome": .string(outcome),
            "parts": .array(parts.map(\.json)),
            "version": .string(version.description),
        ]
    }

    /// Reads what ``json`` writes; `nil` for anything else.
    init?(json: JSON) {
        guard let version = json["version"]?.stringValue.flatMap({ VersionName($0) }),
            let evidence = json["evidence"]?.stringValue.flatMap({ Digest($0) }),
            let basis = json["basis"], let parts = json["parts"]?.all(Part.init(json:)),
            let outcome = json["outcome"]?.stringValue,
            let grade = json["grade"]?.stringValue.flatMap(Grade.init(rawValue:))
        else { return nil }
        self.init(
            version: version, evidence: evidence, basis: basis, parts: parts, outcome: outcome,
            grade: grade)
    }

    init(
        version: VersionName, evidence: Digest, basis: JSON, parts: [Part], outcome: String,
        grade: Grade
    ) {
        self.version = version
        self.evidence = evidence
        self.basis = basis
        self.parts = parts
        self.outcome = outcome
        self.grade = grade
    }

    /// The findings of a version's row that are open, by id.
    static func openFindings(_ document: JSON) -> Set<String>? {
        document["open"]?.arrayValue.map { Set($0.compactMap(\.stringValue)) }
    }
}
