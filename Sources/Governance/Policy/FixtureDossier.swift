import Transparency

/// The dossier of a fixture: a blank one with what the fixture gives.
///
/// `given` may hold `subject` (`purpose`, `risk`, `owners`, `kind`), `parts` (roles), `to`,
/// `evidence` (kind → predicate, with `grade` and `age-days` beside it if need be) and
/// `approvals` (`role`, `by`, `grade`, `age-days`).
struct FixtureDossier {
    static let author = Principal.ID("author")
    private static let now = Instant(milliseconds: 1_767_225_600_000)

    private let given: JSON
    private let policy: Policy
    private let composition: Composition
    private let subject: Subject

    init?(_ fixture: PolicyFixture, for policy: Policy) {
        given = fixture.given
        self.policy = policy
        let roles = given["parts"]?.all { $0.stringValue.flatMap(PartRole.init(rawValue:)) }
        guard
            let roles = given["parts"] == nil ? [.weights, .evaluationData, .trainingData] : roles,
            let subject = Self.subject(given["subject"] ?? [:], policy)
        else { return nil }
        composition = Composition(
            roles.map { Part(role: $0, digest: Digest(of: Array($0.rawValue.utf8))) })
        self.subject = subject
    }

    private static func subject(_ given: JSON, _ policy: Policy) -> Subject? {
        let kind =
            given["kind"]?.stringValue.map(SubjectKind.init(rawValue:))
            ?? (policy.scope.kinds.contains(.model)
                ? .model : policy.scope.kinds.min { $0.rawValue < $1.rawValue })
        let risk =
            given["risk"]?.stringValue.map(RiskTier.init(rawValue:))
            ?? policy.scope.risks.max { $0.rawValue > $1.rawValue }
        guard let kind, let risk, let name = SubjectName(kind: kind, name: "example") else {
            return nil
        }
        let owners = given["owners"]
        return Subject(
            name: name, purpose: given["purpose"]?.stringValue ?? "an example", risk: risk,
            owners: .init(
                business: .init(owners?["business"]?.stringValue ?? "business"),
                technical: .init(owners?["technical"]?.stringValue ?? "technical")))
    }

    var dossier: Dossier? {
        let to = given["to"]?.stringValue ?? policy.scope.transitions.min() ?? ""
        guard let evidence, let approvals = approvals(to: to) else { return nil }
        return Dossier(
            at: Self.now, to: to, subject: subject,
            version: Version(
                name: VersionName(subject: subject.name, number: 1), composition: composition,
                author: Self.author, registeredAt: Self.now, grade: .declared),
            evidence: evidence, approvals: approvals, waivers: [])
    }

    private var evidence: [Evidence]? {
        guard let members = given["evidence"] else { return [] }
        return members.objectValue?.sorted { $0.key < $1.key }.compactMapAll { name, predicate in
            guard let kind = EvidenceKind(rawValue: name),
                let grade = Self.grade(predicate, default: .verified)
            else { return nil }
            return Evidence(
                id: Digest(of: Array(name.utf8)), kind: kind, grade: grade, by: Self.author,
                at: Self.moment(predicate), expiresAt: nil, lookedAt: composition.parts,
                predicate: predicate)
        }
    }

    private func approvals(to: String) -> [Approval]? {
        guard let given = given["approvals"] else { return [] }
        return given.arrayValue?.enumerated().compactMapAll { index, item in
            guard let role = item["role"]?.stringValue.flatMap(PrincipalRole.init(rawValue:)),
                let grade = Self.grade(item, default: .verified)
            else { return nil }
            return Approval(
                id: Digest(of: Array("approval \(index)".utf8)), subject: subject.name, to: to,
                role: role, by: .init(item["by"]?.stringValue ?? "somebody \(index)"), grade: grade,
                at: Self.moment(item), lookedAt: composition.parts, root: composition.root,
                terms: subject.terms)
        }
    }

    private static func grade(_ item: JSON, default fallback: Grade) -> Grade? {
        guard let text = item["grade"]?.stringValue else { return fallback }
        return Grade(rawValue: text)
    }

    private static func moment(_ item: JSON) -> Instant {
        now.adding(days: -(item["age-days"]?.intValue ?? 0))
    }
}

extension Sequence {
    /// All elements made into others, or `nil` if one could not be.
    func compactMapAll<Result>(_ transform: (Element) -> Result?) -> [Result]? {
        var results: [Result] = []
        for element in self {
            guard let result = transform(element) else { return nil }
            results.append(result)
        }
        return results
    }
}

/// What a fixture came out as.
package struct FixtureResult: Sendable {
    package let name: String
    package let line: Int
    /// What differs from what was expected; empty when it passes.
    package let differences: [String]

    package init(name: String, line: Int, differences: [String]) {
        self.name = name
        self.line = line
        self.differences = differences
    }
}

extension Policy {
    /// Runs the fixtures beside the rules.
    package func runFixtures() -> [FixtureResult] {
        fixtures.map { fixture in
            guard let dossier = FixtureDossier(fixture, for: self)?.dossier else {
                let what =
                    "`given` has a kind, role, grade or risk that there is not, or a list "
                    + "or a map in the place of the other"
                return FixtureResult(name: fixture.name, line: fixture.line, differences: [what])
            }
            return FixtureResult(
                name: fixture.name, line: fixture.line,
                differences: fixture.differences(from: Gate.judge(dossier, by: self)))
        }
    }
}

extension PolicyFixture {
    func differences(from decision: Decision) -> [String] {
        var differences: [String] = []
        if decision.verdict != verdict {
            differences.append("expected \(verdict.rawValue), got \(decision.verdict.rawValue)")
        }
        for (rule, outcome) in outcomes.sorted(by: { $0.key < $1.key }) {
            let found = decision.findings.first { $0.rule == rule }?.outcome
            guard found != outcome else { continue }
            let got = found?.rawValue ?? "no such rule"
            differences.append("`\(rule)`: expected \(outcome.rawValue), got \(got)")
        }
        return differences
    }
}
