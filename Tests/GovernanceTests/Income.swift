import Testing
import Transparency

@testable import Governance

/// A high-risk model and what is known about it, to be varied by tests.
enum Income {
    static let tom = Principal.ID("tom")
    static let ruth = Principal.ID("ruth")
    static let now = Instant(milliseconds: 1_790_000_000_000)

    static let weights = part(.weights, "weights")
    static let config = part(.config, "config")
    static let evaluationData = part(.evaluationData, "evaluation data")
    static let parts = [weights, config, evaluationData]
    static let composition = Composition(parts)

    static func part(_ role: PartRole, _ content: String) -> Part {
        Part(role: role, digest: digest(content))
    }

    static func digest(_ content: String) -> Digest { Digest(of: Array(content.utf8)) }

    static func name(_ text: String = "income") throws -> SubjectName {
        try #require(SubjectName(text))
    }

    static func subject(
        _ name: String = "income", purpose: String = "sizes budgets", risk: RiskTier = .high
    ) throws -> Subject {
        Subject(
            name: try self.name(name), purpose: purpose, risk: risk,
            owners: .init(business: .init("bea"), technical: tom))
    }

    static func version(_ number: Int = 1, parts: [Part] = Self.parts) throws -> Version {
        Version(
            name: VersionName(subject: try name(), number: number),
            composition: Composition(parts), author: tom, registeredAt: now.adding(days: -3),
            grade: .declared)
    }

    static func evidence(
        _ kind: EvidenceKind = .evalReport, grade: Grade = .verified, daysAgo: Int = 1,
        expiresIn days: Int? = nil, lookedAt: [Part] = Self.parts, _ predicate: JSON = [:]
    ) -> Evidence {
        let said: JSON = [
            "kind": .string(kind.rawValue), "grade": .string(grade.rawValue),
            "daysAgo": JSON(daysAgo),
            "lookedAt": .array(lookedAt.map(\.json)), "predicate": predicate,
        ]
        return Evidence(
            id: Digest(of: said.canonicalBytes), kind: kind, grade: grade, by: tom,
            at: now.adding(days: -daysAgo), expiresAt: days.map { now.adding(days: $0) },
            lookedAt: lookedAt, predicate: predicate)
    }

    static func approval(
        by: Principal.ID = ruth, role: PrincipalRole = .riskReviewer, to: String = "production",
        grade: Grade = .verified, daysAgo: Int = 1, of lookedAt: [Part] = Self.parts,
        isWhole: Bool = true, subject: Subject? = nil
    ) throws -> Approval {
        let subject = try subject ?? self.subject()
        return Approval(
            id: digest("\(by.text) \(role) \(to) \(daysAgo) \(lookedAt.count) \(isWhole)"),
            subject: subject.name, to: to, role: role, by: by, grade: grade,
            at: now.adding(days: -daysAgo), lookedAt: lookedAt,
            root: isWhole ? Composition(lookedAt).root : nil, terms: subject.terms)
    }

    static func waiver(
        of rule: String, by: Principal.ID = ruth, role: PrincipalRole = .riskReviewer,
        to: String = "production", daysAgo: Int = 1, untilDays: Int = 10,
        root: Digest = composition.root, subject: Subject? = nil
    ) throws -> Waiver {
        let subject = try subject ?? self.subject()
        return Waiver(
            id: digest("waiver \(rule) \(by.text) \(daysAgo) \(untilDays)"), root: root,
            subject: subject.name, to: to, rule: rule, role: role, by: by, grade: .declared,
            because: "a fix is on its way", at: now.adding(days: -daysAgo),
            until: now.adding(days: untilDays), terms: subject.terms)
    }

    static func dossier(
        _ evidence: [Evidence] = [], approvals: [Approval] = [], waivers: [Waiver] = [],
        to: String = "production", subject: Subject? = nil, version: Version? = nil,
        before predecessor: Version? = nil
    ) throws -> Dossier {
        Dossier(
            at: now, to: to, subject: try subject ?? self.subject(),
            version: try version ?? self.version(), evidence: evidence, approvals: approvals,
            waivers: waivers, predecessor: predecessor)
    }

    /// A measure with its interval.
    static func measure(_ value: Double, within half: Double, rows: Int? = nil) -> JSON {
        var members: [String: JSON] = [
            "value": .number(value), "lower": .number(value - half),
            "upper": .number(value + half), "confidence": 0.95,
        ]
        if let rows { members["n"] = JSON(rows) }
        return .object(members)
    }
}
