import Governance
import Ledger
import ModelFiles
import Operations
import Testing
import Transparency

/// An organisation in which everything has happened that pages can show.
struct ConsoleStory {
    let console: TestConsole
    let maker: Actor
    let reviewer: Actor
    let tom: Caller
    let ruth: Caller
    /// Runs the platform.
    let ada: Caller

    /// Words that must come out as text and nothing else.
    static let hostile = "<script>alert(1)</script> \"\u{338} onclick=alert(2) 'x' & more"

    init(store: any LedgerStore = MemoryStore()) async throws {
        console = try TestConsole(store: store)
        maker = .claimed(try PrincipalClaim("tom@example.org"))
        reviewer = .claimed(try PrincipalClaim("ruth@example.org:risk-reviewer"))
        let console = console
        let tell = Telling(console: console, maker: maker, reviewer: reviewer)
        try await tell.income()
        try await tell.others()
        try await tell.people()
        ada = try await console.caller("ada@example.org", "administrator")
        tom = try await console.caller("tom@example.org", "contributor")
        ruth = try await console.caller(
            "ruth@example.org", "risk-reviewer", "model-owner")
    }
}

/// Tells the story, a chapter a function.
private struct Telling {
    let console: TestConsole
    let maker: Actor
    let reviewer: Actor
    private var platform: Platform { console.platform }

    func income() async throws {
        let purpose =
            "Estimates whether a household's income exceeds 50,000 USD, to size marketing budgets. "
            + "Not for credit, employment or insurance decisions about a person."
        _ = try await register("income", purpose, risk: .high, salt: 1)
        console.clock.pass(hours: 1)
        try await measure("income@1", gap: (0.28, 0.24, 0.32))
        try await gate("income@1")
        console.clock.pass(hours: 24 * 40)
        _ = try await register("income", purpose, risk: .high, salt: 2)
        try await measure("income@2", gap: (0.06, 0.01, 0.11))
        try await handIn("income@2", .modelCard, [.weights], ["text": "# A card"])
        try await handIn(
            "income@2", .datasetRecord, [.trainingData], ["result": "consent and source seen"])
        try await gate("income@2")
        console.clock.pass(hours: 30)
        try await approve("income@2")
        console.clock.pass(hours: 2)
        try await gate("income@2")
        console.clock.pass(hours: 24 * 6)
        _ = try await register("income", purpose, risk: .high, salt: 2, code: 3)
        try await gate("income@3")
    }

    func others() async throws {
        _ = try await register("prompt:triage", "sorts support mail", risk: .low, salt: 5)
        try await foundHarmless("prompt:triage@1", .prompt)
        try await gate("prompt:triage@1")
        _ = try await register("churn", ConsoleStory.hostile, risk: .medium, salt: 6)
        try await measure("churn@1", gap: (0.02, 0, 0.05))
        try await gate("churn@1")
        console.clock.pass(hours: 12)
        _ = try await register(
            "fraud", "flags card payments for a person to look at", risk: .high, salt: 7)
        try await measure("fraud@1", gap: (0.13, 0.05, 0.21), expiresInDays: 9)
        try await gate("fraud@1")
        _ = try await WaiveFinding(
            version: version("fraud@1"), to: "production", rule: "equal-opportunity",
            because: "every flag is looked at by a person; more rows arrive in two weeks",
            until: console.clock.value.adding(days: 12), by: reviewer
        ).run(on: platform)
        try await gate("fraud@1")
        console.clock.pass(hours: 3)
        _ = try await register("pricing", "suggests discounts", risk: .medium, salt: 8)
        try await measure("pricing@1", auc: (0.62, 0.58, 0.66), gap: (0.02, 0, 0.05))
        try await gate("pricing@1")
        try await scan("pricing@1")
        console.clock.pass(hours: 5)
    }

    func people() async throws {
        let keeper = Actor.claimed(try PrincipalClaim("keeper"))
        let people: [(name: String, kind: PrincipalKind, grants: [String])] = [
            ("ada@example.org", .person, ["administrator"]),
            ("tom@example.org", .person, ["contributor"]),
            ("ruth@example.org", .person, ["risk-reviewer", "model-owner@health"]),
            ("pipeline", .service, ["contributor@health"]), ("idle@example.org", .person, []),
        ]
        for person in people {
            _ = try await AddPrincipal(
                name: person.name, kind: person.kind,
                grants: Set(person.grants.compactMap { Grant($0) }), by: keeper
            ).run(on: platform)
        }
        try await DisablePrincipal(name: "idle@example.org", by: keeper).run(on: platform)
        let tom = Actor.claimed(try PrincipalClaim("tom@example.org"))
        for (label, days) in [("ci-income", 90), ("old-laptop", 1), ("notebook", 30)] {
            let issued = try await IssueToken(
                for: nil, label: label, permissions: days == 30 ? [.readInventory] : nil,
                workspaces: days == 30 ? [.standard] : nil,
                expiresAt: console.clock.value.adding(days: days), by: tom
            ).run(on: platform)
            if days == 30 { try await RevokeToken(id: issued.id, by: tom).run(on: platform) }
        }
        console.clock.pass(hours: 30)
    }

    private func version(_ name: String) throws -> VersionName {
        try #require(VersionName(name))
    }

    private func register(
        _ name: String, _ purpose: String, risk: RiskTier, salt: UInt8, code: UInt8? = nil
    ) async throws -> Version {
        let files = FolderManifest([
            .init(path: "model.json", digest: Digest(of: [salt, 1]), size: 412_381),
            .init(path: "config.json", digest: Digest(of: [salt, 2]), size: 2_112),
        ])
        return try await RegisterVersion(
            subject: #require(SubjectName(name)),
            parts: [
                HashedPart(
                    role: name.hasPrefix("prompt") ? .prompt : .weights, name: "model",
                    path: "/models/\(name)", isFolder: true, digest: files.digest,
                    byteCount: files.byteCount, fileCount: 2, manifest: files),
                file(.trainingData, "training.csv", [9], 1_602_434),
                file(.evaluationData, "evaluation.csv", [10], 1_093_378),
                file(.code, "train.py", [code ?? 0, 77], 4_120),
            ], purpose: purpose, risk: risk, businessOwner: PrincipalClaim("bea@example.org"),
            technicalOwner: PrincipalClaim("tom@example.org"), by: maker
        ).run(on: platform).version
    }

    private func file(_ role: PartRole, _ name: String, _ bytes: [UInt8], _ size: Int) -> HashedPart
    {
        HashedPart(
            role: role, name: name, path: "/data/" + name, isFolder: false,
            digest: Digest(of: bytes), byteCount: size, fileCount: 1, manifest: nil)
    }

    private func measure(
        _ name: String, auc: (Double, Double, Double) = (0.927, 0.923, 0.931),
        gap: (Double, Double, Double), expiresInDays: Int? = nil
    ) async throws {
        try await foundHarmless(name)
        try await handIn(
            name, .evalReport, [.weights, .evaluationData],
            [
                "auc": interval(auc), "accuracy": interval((0.861, 0.856, 0.866)), "n": 16281,
                "label": "label", "score": "score",
            ], grade: .verified)
        try await handIn(
            name, .fairnessReport, [.weights, .evaluationData],
            [
                "by": [
                    "sex": [
                        "groups": [
                            "F": ["n": 5421, "true_positive_rate": interval((0.5, 0.46, 0.54))],
                            "M": ["n": 10860, "true_positive_rate": interval((0.6, 0.58, 0.62))],
                        ],
                        "true_positive_rate": ["gap_of_larger_groups": interval(gap)],
                    ],
                    "race": [
                        "true_positive_rate": [
                            "gap_of_larger_groups": interval((0.04, 0.01, 0.09))
                        ]
                    ],
                ]
            ], grade: .verified, expiresInDays: expiresInDays)
    }

    private func foundHarmless(_ name: String, _ role: PartRole = .weights) async throws {
        try await handIn(name, .scanReport, [role], ["dangerous": 0, "unreadable": 0])
    }

    private func interval(_ measure: (Double, Double, Double)) -> JSON {
        [
            "confidence": 0.95, "lower": .number(measure.1), "n": 5421,
            "upper": .number(measure.2), "value": .number(measure.0),
        ]
    }

    private func handIn(
        _ name: String, _ kind: EvidenceKind, _ roles: [PartRole], _ predicate: JSON,
        grade: Grade = .declared, expiresInDays: Int? = nil
    ) async throws {
        _ = try await AddEvidence(
            version: version(name), kind: kind, grade: grade, predicate: predicate,
            lookedAt: .roles(roles),
            expiresAt: expiresInDays.map { console.clock.value.adding(days: $0) }, by: maker
        ).run(on: platform)
    }

    /// Every file is said to be a pickle that calls something, under a name to be escaped.
    private func scan(_ name: String) async throws {
        let shown = try await platform.perform(
            ShowVersion(version: version(name), to: "production", by: maker))
        let parts = try shown.artifacts.map { artifact in
            ScannedPart(
                part: artifact.part, name: artifact.name,
                files: try artifact.manifest(in: platform.blobs).entries.map { entry in
                    let bytes = Array("cos\nsystem\n(S'\(ConsoleStory.hostile)'\ntR.".utf8)
                    let facts = FileInspector.facts(path: entry.path, bytes: Bytes(bytes))
                    return LookedFile(digest: entry.digest, facts: facts)
                })
        }
        _ = try await RecordScan(version: version(name), parts: parts, by: maker).run(on: platform)
    }

    private func gate(_ name: String) async throws {
        _ = try await JudgeVersion(
            version: version(name), to: "production", policyFile: nil, by: maker
        ).run(on: platform)
    }

    private func approve(_ name: String) async throws {
        _ = try await ApproveVersion(
            version: version(name), to: "production", roles: nil, by: reviewer
        ).run(on: platform)
    }
}
