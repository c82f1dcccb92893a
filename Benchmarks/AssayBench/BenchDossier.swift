import Governance
import Operations
import Transparency

/// A dossier of 50 pieces of evidence and a policy of 30 rules over it.
struct BenchDossier {
    static let evidenceCount = 50
    static let ruleCount = 30

    private static let now = Instant(milliseconds: 1_790_000_000_000)
    private static let composition = Composition(
        [PartRole.weights, .config, .code, .trainingData, .evaluationData].map {
            Part(role: $0, digest: Digest(of: Array($0.rawValue.utf8)))
        })

    private static let subject: Subject? = SubjectName("credit").map {
        Subject(
            name: $0, purpose: "scores applications for credit", risk: .high,
            owners: .init(business: .init("p:ann"), technical: .init("p:max")))
    }

    /// Each kind's `auc` is measured as given, with an interval that reaches 0.01 to each side.
    static func dossier(auc: Double) throws -> Dossier {
        guard let subject else { throw BenchFailure("the subject has no name") }
        let name = VersionName(subject: subject.name, number: 3)
        let kinds = Array(EvidenceKind.allCases)
        let evidence = (0..<evidenceCount).map { index in
            let kind = kinds[index % kinds.count]
            return Evidence(
                id: Digest(of: Array("evidence \(index)".utf8)), kind: kind, grade: .verified,
                by: .init("p:tom"), at: now.adding(days: index - evidenceCount), expiresAt: nil,
                lookedAt: Array(composition.parts.prefix(1 + index % 5)),
                predicate: predicate(kind, auc: auc))
        }
        let approvals = [PrincipalRole.riskReviewer, .modelOwner].map { role in
            Approval(
                id: Digest(of: Array(role.rawValue.utf8)), subject: subject.name,
                to: "production", role: role, by: .init("p:\(role.rawValue)"), grade: .declared,
                at: now.adding(days: -1), lookedAt: composition.parts, root: composition.root,
                terms: subject.terms)
        }
        return Dossier(
            at: now, to: "production", subject: subject,
            version: Version(
                name: name, composition: composition, author: .init("p:tom"), registeredAt: now,
                grade: .declared), evidence: evidence, approvals: approvals, waivers: [])
    }

    /// Ten measures with their intervals, as a real report has; two are judged.
    private static func predicate(_ kind: EvidenceKind, auc: Double) -> JSON {
        var members: [String: JSON] = ["rows": 16_281, "findings": 0, "auc": measure(auc)]
        members["gap"] = measure(0.05)
        for index in 0..<8 { members["measure_\(index)"] = measure(0.5 + Double(index) / 100) }
        return .object(members)
    }

    private static func measure(_ value: Double) -> JSON {
        [
            "value": .number(value), "lower": .number(value - 0.01), "upper": .number(value + 0.01),
            "confidence": 0.95,
        ]
    }

    static func policy() throws -> Policy { try YAMLPolicy.parse(Array(yaml.utf8)) }

    /// Each rule asks for evidence by kind and age, and holds measures to limits; every third asks
    /// for an approval too.
    private static var yaml: String {
        let rules = EvidenceKind.allCases.prefix(ruleCount).enumerated().map { index, kind in
            let approvals = index % 3 == 0 ? "\n    approvals: {roles: [risk-reviewer]}" : ""
            let name = kind.rawValue
            return """
                  - id: rule-\(index)
                    title: What \(name) must say
                    evidence: {kind: \(name), max-age: 90d, grade: observed, looked-at: [code]}\(approvals)
                    require: >-
                      atLeast(evidence.\(name).auc, 0.8) && atMost(evidence.\(name).gap, 0.1)
                      && evidence.\(name).findings == 0 && subject.purpose != ""
                    because: whoever relies on it must know that it was looked at
                    controls: [iso-42001/A.6.2.4, nist-ai-rmf-1.0/MEASURE-2.3]
                """
        }
        return """
            policy: bench
            applies: {risk: [high], to: [production]}
            rules:
            \(rules.joined(separator: "\n"))
            """
    }
}
