import Governance
import Ledger
import Operations
import Transparency

/// Versions of many subjects, registered as the platform records them, and queries that find some.
struct BenchRegistry {
    let versionCount: Int

    private static let turnCount = 200
    private static let versionsPerSubject = 20
    private static let personCount = 300
    private static let words = [
        "credit", "claims", "churn", "triage", "fraud", "pricing", "demand", "routing", "hiring",
        "support", "maintenance", "translation", "forecast", "moderation", "underwriting",
    ]
    private static let kinds = SubjectKind.allCases

    enum Query: String, CaseIterable {
        case all = "newest", next = "a page further on"
        case kind = "by kind", name = "by name", risk = "by risk", owner = "by owner"
        case author = "by author", state = "by state", environment = "by environment"
        case digest = "by digest", root = "by root", word = "by the beginning of a word"
        case several = "by kind, risk, state and two words"
    }

    func register(through sequencer: Sequencer) async throws {
        for start in stride(from: 0, to: versionCount, by: Self.turnCount) {
            let range = start..<min(start + Self.turnCount, versionCount)
            _ = try await sequencer.submit { turn in
                if start == 0 { try Self.addPeople(to: &turn) }
                for index in range { try await Self.register(index, in: &turn) }
            }
        }
    }

    private static func addPeople(to turn: inout Turn) throws {
        for index in 0..<personCount {
            try turn.put(
                Row(
                    table: ReadModel.people.rawValue, key: "p:\(index)",
                    document: ["name": .string(person(index))],
                    fields: ["name": [person(index)]]))
        }
    }

    private static func person(_ index: Int) -> String { "person-\(index)@example.org" }

    /// Every tenth version is judged as well, and every twentieth released.
    private static func register(_ index: Int, in turn: inout Turn) async throws {
        let (subject, version) = try entry(index)
        let artifacts = version.composition.parts.map { part -> JSON in
            [
                "bytes": 1_048_576, "digest": .string(part.digest.description), "files": 1,
                "folder": false, "name": "part.bin", "path": "model/part.bin",
                "role": .string(part.role.rawValue),
            ]
        }
        try await record(
            .versionRegistered,
            [
                "artifacts": .array(artifacts), "subject": subject.json, "version": version.json,
            ], in: &turn)
        guard index % 10 == 0 else { return }
        let name = version.name.description
        let decision = Digest(of: Array("decision \(index)".utf8)).description
        try await record(
            .versionJudged,
            [
                "decision": .string(decision), "to": "production", "version": .string(name),
                "verdict": index % 20 == 0 ? "allow" : "deny",
            ], in: &turn)
        guard index % 20 == 0 else { return }
        try await record(
            .releaseSigned,
            [
                "parts": .array(version.composition.parts.map(\.json)),
                "root": .string(version.composition.root.description),
                "statement": .string(decision), "to": "production", "version": .string(name),
            ], in: &turn)
    }

    private static func record(
        _ kind: RecordKind, _ body: JSON, in turn: inout Turn
    ) async throws {
        let appended = try turn.append(
            kind: kind.rawValue, body: body, by: "p:1", grade: Grade.declared.rawValue)
        let changes = try await GovernanceProjection.changes(
            of: appended.record, at: appended.index, reading: turn)
        for change in changes { try turn.apply(change) }
    }

    private static func entry(_ index: Int) throws -> (Subject, Version) {
        let number = index / versionsPerSubject
        let word = words[number % words.count]
        guard let name = SubjectName(kind: kinds[number % kinds.count], name: "\(word)-\(number)")
        else { throw BenchFailure("no name") }
        let other = words[number / words.count % words.count]
        let subject = Subject(
            name: name, purpose: "\(word) and \(other) for region \(number % 97)",
            risk: RiskTier.allCases[number % RiskTier.allCases.count],
            owners: .init(
                business: .init("p:\(number % personCount)"),
                technical: .init("p:\(number * 7 % personCount)")))
        let composition = Composition(
            [PartRole.weights, .config, .code, .trainingData].map {
                Part(role: $0, digest: Digest(of: Array("\($0.rawValue) \(index)".utf8)))
            })
        let version = Version(
            name: VersionName(subject: name, number: index % versionsPerSubject + 1),
            composition: composition, author: .init("p:\(index % personCount)"),
            registeredAt: Instant(milliseconds: 1_790_000_000_000), grade: .declared)
        return (subject, version)
    }
}

private let reader = Actor.claimed(.somebody)

extension BenchRegistry {
    /// A query for what some version has, another one each time.
    func query(
        _ kind: Query, number: Int, on platform: Platform
    ) async throws -> ListVersions {
        let index = number &* 7_919 % versionCount
        let (subject, version) = try Self.entry(index)
        let risk = subject.risk.rawValue
        switch kind {
        case .all: return ListVersions(matching: [], text: nil, by: reader)
        case .next:
            let cursor = PageCursor(order: Int64(max(index, 60)), tie: 0)
            return ListVersions(matching: [], text: nil, after: cursor, by: reader)
        case .kind: return field("kind", subject.name.kind.rawValue)
        case .name: return field("name", subject.name.description)
        case .risk: return field("risk", risk)
        case .owner: return field("owner", Self.person(index / Self.versionsPerSubject % 300))
        case .author: return field("author", Self.person(index % Self.personCount))
        case .state: return field("state", ["unjudged", "deny", "released"][number % 3])
        case .environment: return field("environment", "production")
        case .digest: return field("digest", version.composition.parts[0].digest.description)
        case .root: return field("root", version.composition.root.description)
        case .word: return ListVersions(matching: [], text: Self.beginning(subject), by: reader)
        case .several:
            return ListVersions(
                matching: [
                    ("kind", subject.name.kind.rawValue), ("risk", risk), ("state", "unjudged"),
                ], text: Self.beginnings(subject), by: reader)
        }
    }

    private func field(_ name: String, _ value: String) -> ListVersions {
        ListVersions(matching: [(name, value)], text: nil, by: reader)
    }

    private static func beginning(_ subject: Subject) -> String {
        String(subject.purpose.prefix(4))
    }

    /// Of both words that tell the purpose.
    private static func beginnings(_ subject: Subject) -> String {
        let words = subject.purpose.split(separator: " ")
        return [words[0], words[2]].map { $0.prefix(5) }.joined(separator: " ")
    }
}
