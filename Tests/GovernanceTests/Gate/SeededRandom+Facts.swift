import Transparency

@testable import Governance

extension SeededRandom {
    private static let kinds: [EvidenceKind] = [.evalReport, .fairnessReport, .aibom]
    private static let people = ["tom", "ruth", "rita"].map { Principal.ID($0) }

    private mutating func parts() -> [Part] {
        some(of: [.weights, .config, .evaluationData, .prompt]).map { role in
            Income.part(role, "\(Int.random(in: 0...1, using: &self))")
        }
    }

    mutating func measure() -> JSON {
        let value = Double(Int.random(in: 0...20, using: &self)) / 20
        return chance(20) ? .number(value) : Income.measure(value, within: 0.05, rows: 500)
    }

    mutating func evidence() -> Evidence {
        var members: [String: JSON] = ["auc": measure(), "gap": measure()]
        if chance(10) { members["auc"] = nil }
        if chance(5) { members["gap"] = one(of: ["high", nil, true, ["lower": 2, "upper": 1]]) }
        let kind = one(of: Self.kinds)
        let days = Int.random(in: -2...100, using: &self)
        return Evidence(
            id: Digest(of: bytes()), kind: kind, grade: one(of: Grade.allCases),
            by: one(of: Self.people), at: Income.now.adding(days: -days),
            expiresAt: chance(20)
                ? Income.now.adding(days: Int.random(in: -5...5, using: &self)) : nil,
            lookedAt: parts(), predicate: .object(members))
    }

    mutating func approval(of composition: Composition) throws -> Approval {
        let isWhole = chance(60)
        let lookedAt = isWhole && chance(80) ? composition.parts : parts()
        let subject = try Income.subject(purpose: chance(90) ? "sizes budgets" : "denies loans")
        return Approval(
            id: Digest(of: bytes()), subject: subject.name,
            to: chance(90) ? "production" : "staging",
            role: one(of: [.approver, .riskReviewer, .modelOwner]), by: one(of: Self.people),
            grade: one(of: Grade.allCases),
            at: Income.now.adding(days: -Int.random(in: -1...60, using: &self)),
            lookedAt: lookedAt, root: isWhole ? Composition(lookedAt).root : nil,
            terms: subject.terms)
    }

    mutating func bytes() -> [UInt8] {
        (0..<16).map { _ in UInt8.random(in: 0...255, using: &self) }
    }

    /// A dossier in which anything may be old, void, weak, malformed or missing.
    mutating func dossier() throws -> Dossier {
        let version = try Income.version(3, parts: parts())
        let count = Int.random(in: 0...6, using: &self)
        var waivers: [Digest: Waiver] = [:]
        for index in 0..<count {
            let waiver = try Income.waiver(
                of: "rule-\(index % 3)", by: one(of: Self.people),
                daysAgo: Int.random(in: 0...20, using: &self),
                untilDays: Int.random(in: -3...10, using: &self),
                root: chance(70) ? version.composition.root : Income.digest("another"))
            waivers[waiver.id] = waiver
        }
        return try Income.dossier(
            (0..<count).map { _ in evidence() },
            approvals: (0..<count).map { _ in try approval(of: version.composition) },
            waivers: Array(waivers.values), version: version,
            before: chance(50) ? Income.version(2, parts: parts()) : nil)
    }

    mutating func policy() throws -> Policy {
        let rules = (0..<3).map { index in rule("rule-\(index)") }
        return try Policy(
            .policy(rules, waivers: ["roles": ["risk-reviewer"], "max-age": "20d"]))
    }

    /// Without waivers, and each rule true of more facts only: what it wants is that they be there.
    mutating func demandingPolicy() throws -> Policy {
        let rules = (0..<3).map { index in
            Sketch.rule(
                "rule-\(index)",
                [
                    "approvals": ["roles": ["approver", "risk-reviewer"]],
                    "evidence": [
                        "kind": .text(one(of: Self.kinds).rawValue, isQuoted: false),
                        "grade": .text(one(of: Grade.allCases).rawValue, isQuoted: false),
                        "max-age": .text(
                            "\(Int.random(in: 1...100, using: &self))d", isQuoted: false),
                    ],
                ])
        }
        return try Policy(.policy(rules))
    }

    private mutating func rule(_ id: String) -> Sketch {
        let kind = one(of: Self.kinds).rawValue
        let condition = one(of: [
            "atLeast(evidence.\(kind).auc, 0.5)", "atMost(evidence.\(kind).gap, 0.5)",
            "evidence.\(kind).auc.value > 0.3 && size(approvals) > 0",
            "statements.exists(s, s.kind == '\(kind)' && s.grade == 'verified')",
            "atLeast(evidence.\(kind).auc, 0.4) || atMost(evidence.aibom.gap, 0.6)",
        ])
        let asked: Sketch = .map([
            ("kind", .text(kind, isQuoted: false)), ("max-age", "60d"),
            ("grade", .text(one(of: Grade.allCases).rawValue, isQuoted: false)),
        ])
        let require = Sketch.quoted(condition)
        switch Int.random(in: 0..<3, using: &self) {
        case 0: return .rule(id, ["require": require])
        case 1: return .rule(id, ["evidence": asked, "require": require])
        default: return .rule(id, ["evidence": asked, "approvals": ["roles": "risk-reviewer"]])
        }
    }
}
