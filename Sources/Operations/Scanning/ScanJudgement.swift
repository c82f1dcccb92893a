import Governance
import ModelFiles
import SupplyChain
import Transparency

/// What the rules and the advisories of today say of a version's parts.
struct ScanJudgement {
    struct Found {
        let part: Part
        /// Below the part.
        let path: String
        let finding: ModelFiles.Finding
    }

    private let parts: [ScannedPart]
    private let rulebook: Rulebook
    private let licences: VersionLicences
    /// What is suspicious or dangerous, the worst first.
    let findings: [Found]
    private let outcomes: [ModelFiles.Outcome]

    /// Findings of one version that are kept; the worst are.
    static let countMax = 400
    /// Findings that the evidence itself shows.
    private static let shownMax = 50

    init(of parts: [ScannedPart], by rulebook: Rulebook) throws {
        self.parts = parts
        self.rulebook = rulebook
        licences = VersionLicences(of: parts)
        let judgement = CheckJudgement(advisories: rulebook.advisories)
        var found: [Found] = []
        var outcomes: [ModelFiles.Outcome] = []
        for part in parts {
            let findings = try judgement.findings(on: part.files, in: part.name)
            for (file, findings) in zip(part.files, findings) {
                outcomes.append(ModelFiles.Outcome(file.facts, findings))
                found += findings.filter { $0.level > .note }.map {
                    Found(part: part.part, path: file.path, finding: $0)
                }
            }
        }
        if let policy = rulebook.licences {
            found += licences.findings(by: policy).map {
                Found(part: $0.part, path: $0.path, finding: ModelFiles.Finding($0.finding))
            }
        }
        self.findings = found.enumerated().sorted {
            $0.element.finding.level == $1.element.finding.level
                ? $0.offset < $1.offset
                : $0.element.finding.level > $1.element.finding.level
        }.map(\.element)
        self.outcomes = outcomes
    }

    var outcome: ModelFiles.Outcome { ModelFiles.Outcome.worst(of: outcomes) }

    private func count(_ outcome: ModelFiles.Outcome) -> JSON {
        JSON(outcomes.count { $0 == outcome })
    }

    /// What a policy reads as `evidence.scan_report`.
    ///
    /// - Throws: A fault when the advisories are damaged.
    func predicate() throws -> JSON {
        let vulnerable = findings.filter { $0.finding.rule == CheckRules.vulnerable }
        let members: [String: JSON] = [
            "basis": rulebook.basis,
            "bytes": JSON(parts.flatMap(\.files).reduce(0) { $0 + $1.facts.byteCount }),
            "clean": count(.clean), "dangerous": count(.dangerous),
            "files": JSON(outcomes.count), "findingCount": JSON(findings.count),
            "findings": .array(findings.prefix(Self.shownMax).map(\.json)),
            "formats": .array(formats.map { .string($0) }),
            "licensing": licences.json(by: rulebook.licences), "outcome": .string(outcome.word),
            "suspicious": count(.suspicious), "unreadable": count(.couldNotRead),
            "vulnerable": JSON(Set(vulnerable.map(\.finding.subject)).count),
        ]
        let inventory = ScanInventory(
            of: parts, licences: licences, advisories: rulebook.advisories)
        return .object(members.merging(try inventory.members()) { first, _ in first })
    }

    /// By what it was judged; another value is another judgement.
    var basis: JSON { rulebook.basis }

    /// What the files are, so that a policy can name those that may come in.
    private var formats: [String] {
        Set(parts.flatMap(\.files).compactMap { $0.facts.formats.first?.format.rawValue }).sorted()
    }
}

extension ScanJudgement.Found {
    var json: JSON {
        var members = finding.json.objectValue ?? [:]
        members["path"] = .string(path)
        members["role"] = .string(part.role.rawValue)
        // A record takes little of each; the files say the rest.
        members["message"] = .string(String(finding.effect.prefix(400)))
        members["subject"] = .string(String(finding.subject.prefix(200)))
        return .object(members)
    }

    /// The same finding again has the same one.
    func id(in version: VersionName) -> String {
        let words = [
            version.description, part.role.rawValue, path, finding.rule, finding.subject,
            finding.place.description,
        ]
        return String(Digest(of: Array(words.joined(separator: "\0").utf8)).hex.prefix(32))
    }
}
