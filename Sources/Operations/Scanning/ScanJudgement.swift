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
    private let advisories: AdvisoryDatabase?
    /// What is suspicious or dangerous, the worst first.
    let findings: [Found]
    private let outcomes: [ModelFiles.Outcome]

    /// Findings of one version that are kept; the worst are.
    static let countMax = 400
    /// Findings that the evidence itself shows.
    private static let shownMax = 50

    init(of parts: [ScannedPart], advisories: AdvisoryDatabase?) throws {
        self.parts = parts
        self.advisories = advisories
        let judgement = CheckJudgement(advisories: advisories)
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

    /// By which rules and advisories it was judged; another value is another judgement.
    static func basis(_ advisories: AdvisoryDatabase?) -> JSON {
        [
            "advisories": advisories.map { .string(Digest(of: $0.bytes).description) } ?? .null,
            "modified": advisories.map { .string($0.modified) } ?? .null,
            "rules": JSON(ModelFileRules.version),
        ]
    }

    /// What a policy reads as `evidence.scan_report`.
    func predicate(basis: JSON) -> JSON {
        let vulnerable = findings.filter { $0.finding.rule == CheckRules.vulnerable }
        return [
            "basis": basis,
            "bytes": JSON(parts.flatMap(\.files).reduce(0) { $0 + $1.facts.byteCount }),
            "clean": count(.clean), "dangerous": count(.dangerous),
            "files": JSON(outcomes.count), "findingCount": JSON(findings.count),
            "findings": .array(findings.prefix(Self.shownMax).map(\.json)),
            "formats": .array(formats.map { .string($0) }),
            "outcome": .string(outcome.word), "packages": .array(packages.map { .string($0) }),
            "suspicious": count(.suspicious), "unreadable": count(.couldNotRead),
            "vulnerable": JSON(Set(vulnerable.map(\.finding.subject)).count),
        ]
    }

    /// What the files are, so that a policy can name those that may come in.
    private var formats: [String] {
        Set(parts.flatMap(\.files).compactMap { $0.facts.formats.first?.format.rawValue }).sorted()
    }

    private static let packageMax = 2_000

    private var packages: [String] {
        let names = parts.flatMap(\.files).compactMap(\.listing)
            .flatMap { $0.dependencies.map(\.name.text) }
        return Array(Set(names).sorted().prefix(Self.packageMax))
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
