import Governance
import Ledger
import Transparency

@testable import Operations

/// Versions of many subjects, recorded as the platform does, a tenth of them judged and a twentieth
/// released.
struct LargeInventory {
    let versionCount: Int

    private static let versionsPerSubject = 20
    private static let versionsPerTurn = 200
    private static let words = [
        "credit", "claims", "churn", "triage", "demand", "routing", "support", "translation",
        "forecast", "moderation", "underwriting",
    ]

    func record(through sequencer: Sequencer, at now: Instant) async throws {
        for start in stride(from: 0, to: versionCount, by: Self.versionsPerTurn) {
            let range = start..<min(start + Self.versionsPerTurn, versionCount)
            _ = try await sequencer.submit { turn in
                for index in range { try await Self.record(index, in: &turn, at: now) }
            }
        }
    }

    private static func record(_ index: Int, in turn: inout Turn, at now: Instant) async throws {
        guard let (subject, version) = entry(index, at: now) else { return }
        let artifacts = version.composition.parts.map { part -> JSON in
            [
                "bytes": 1_048_576, "digest": .string(part.digest.description), "files": 1,
                "folder": false, "name": "part.bin", "path": "model/part.bin",
                "role": .string(part.role.rawValue),
            ]
        }
        try await record(
            .versionRegistered,
            ["artifacts": .array(artifacts), "subject": subject.json, "version": version.json],
            in: &turn)
        if index % 5 == 0 { try await recordEvidence(index, in: &turn, at: now) }
        guard index % 10 == 9 else { return }
        let verdicts = ["allow", "deny", "undecided"]
        let verdict = verdicts[index / 10 % 3]
        let decision = Digest(of: Array("decision \(index)".utf8)).description
        let judged: JSON = [
            "at": .string(now.description), "decision": .string(decision), "to": "production",
            "outcomes": [
                "owners": "holds", "approval": verdict == "allow" ? "holds" : "undecided",
            ],
            "policyName": "high-risk", "verdict": .string(verdict),
            "version": .string(version.name.description),
        ]
        try await record(.versionJudged, judged, in: &turn)
        guard verdict == "allow" else { return }
        try await record(
            .releaseSigned,
            [
                "at": .string(now.description), "decision": .string(decision),
                "parts": .array(version.composition.parts.map(\.json)),
                "root": .string(version.composition.root.description),
                "statement": .string(decision), "to": "production",
                "version": .string(version.name.description),
            ], in: &turn)
    }

    /// About bytes of no version, so that no dossier asks for its statement.
    private static func recordEvidence(
        _ index: Int, in turn: inout Turn, at now: Instant
    ) async throws {
        let part = Part(role: .weights, digest: Digest(of: Array("evidence \(index)".utf8)))
        try await record(
            .evidenceAdded,
            [
                "at": .string(now.adding(days: -(index / 5 % 100)).description), "by": "p:1",
                "grade": "verified", "kind": "eval_report", "lookedAt": .array([part.json]),
                "id": .string(Digest(of: Array("statement \(index)".utf8)).description),
            ], in: &turn)
    }

    private static func record(
        _ kind: RecordKind, _ body: JSON, in turn: inout Turn
    ) async throws {
        let appended = try turn.append(
            kind: kind.rawValue, body: body, by: "p:1", grade: "declared")
        let changes = try await GovernanceProjection.changes(
            of: appended.record, at: appended.index, reading: turn)
        for change in changes { try turn.apply(change) }
    }

    private static func entry(_ index: Int, at now: Instant) -> (Subject, Version)? {
        let number = index / versionsPerSubject
        let word = words[number % words.count]
        guard let name = SubjectName(kind: .model, name: "\(word)-\(number)") else { return nil }
        let subject = Subject(
            name: name, purpose: "\(word) for region \(number % 97)",
            risk: RiskTier.allCases[number % 3],
            owners: .init(business: .init("p:\(number % 300)"), technical: .init("p:1")))
        let composition = Composition(
            [PartRole.weights, .config, .code, .trainingData].map {
                Part(role: $0, digest: Digest(of: Array("\($0.rawValue) \(index)".utf8)))
            })
        return (
            subject,
            Version(
                name: VersionName(subject: name, number: index % versionsPerSubject + 1),
                composition: composition, author: .init("p:2"), registeredAt: now, grade: .declared)
        )
    }
}
