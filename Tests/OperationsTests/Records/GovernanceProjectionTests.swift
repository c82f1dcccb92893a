import Foundation
import Governance
import Ledger
import Operations
import Testing
import Transparency

@Suite struct GovernanceProjectionTests {
    @Test(.timeLimit(.minutes(15)))
    func
        `after every command, failed or not, the ledger holds and the read models equal a rebuild`()
        async throws
    {
        var random = SeededRandom()
        let simulation = try Simulation()
        for step in 0..<100 {
            try await simulation.step(using: &random)
            try await simulation.check("step \(step), ASSAY_SEED=\(SeededRandom.seed)")
        }
        let counts = simulation.counts
        print("simulation: \(counts.done) done, \(counts.refused) refused, \(counts.faults) faults")
        #expect(counts.done > 20 && counts.faults > 0)
    }

    @Test func `an unknown kind of record changes no row`() async throws {
        let record = try Record(
            kind: "sun_rose", at: Instant(milliseconds: 0), by: "p:1",
            grade: "declared", body: [:], writer: "test", number: 1)
        let changes = try await GovernanceProjection.changes(
            of: record, at: 0, reading: MemoryStore())
        #expect(changes == [])
    }

    @Test(arguments: RecordKind.allCases)
    func `a record whose body says nothing makes rows that are refused, and no crash`(
        kind: RecordKind
    ) async throws {
        let record = try Record(
            kind: kind.rawValue, at: Instant(milliseconds: 0), by: "p:1",
            grade: "declared", body: ["subject": 1, "version": [2], "approval": "x"],
            writer: "test", number: 1)
        let changes = try await GovernanceProjection.changes(
            of: record, at: 0, reading: MemoryStore())
        for change in changes { #expect(throws: LedgerError.self) { try change.validate() } }
    }
}

/// Random commands on a platform whose store fails now and then.
private final class Simulation {
    private let story: IncomeStory
    private let store = FaultyStore()
    private var versions: [VersionName] = []
    private var kept: [SignedNote] = []
    private(set) var counts = (done: 0, refused: 0, faults: 0)

    init() throws {
        story = try IncomeStory(TestPlatform(store: store))
        let rows = IncomeStory.evaluation.split(separator: "\n").prefix(201)
        try story.test.write(rows.joined(separator: "\n") + "\n", to: "evaluation.csv")
    }

    func step(using random: inout SeededRandom) async throws {
        story.test.clock.pass(milliseconds: Int64.random(in: 1...(5 * 86_400_000), using: &random))
        let isFailing = Int.random(in: 0..<4, using: &random) == 0
        let fault = FaultyStore.Fault.allCases.randomElement(using: &random) ?? .none
        let before = try await store.head()
        store.failNext(isFailing ? fault : .none)
        do {
            try await command(using: &random)
            counts.done += 1
        } catch let failure as Failure {
            store.heal()
            counts.refused += failure.kind == .refused ? 1 : 0
            counts.faults += failure.kind == .fault ? 1 : 0
            // An answer that nobody knows may go either way; every other "no" means nothing happened.
            if failure.code != "unknown_outcome" { #expect(try await store.head() == before) }
        }
        store.heal()
    }

    private func command(using random: inout SeededRandom) async throws {
        guard let version = versions.randomElement(using: &random) else {
            return try await register()
        }
        let platform = story.test.platform
        let people = [
            "ruth@example.org:risk-reviewer", "ann@example.org:approver", "tom@example.org",
        ]
        let by = Actor.claimed(
            try PrincipalClaim(people.randomElement(using: &random) ?? "tom@example.org"))
        switch Int.random(in: 0..<10, using: &random) {
        case 0:
            try story.test.write(
                "print(\(UInt8.random(in: 0..<4, using: &random)))", to: "train.py")
            try await register()
        case 1:
            let purpose = ["sizes budgets", "grants loans"].randomElement(using: &random)
            versions.append(try await story.register(purpose: purpose).version.name)
        case 2:
            _ = try await story.evaluate(
                version, score: ["fair", "unfair"].randomElement(using: &random) ?? "fair")
        case 3: _ = try await story.approve(version, as: by)
        case 4:
            _ = try await WaiveFinding(
                version: version, to: "production", rule: "equal-opportunity", because: "so be it",
                until: story.test.clock.value.adding(days: Int.random(in: -5...95, using: &random)),
                by: by
            ).run(on: platform)
        case 5:
            let kind = EvidenceKind.allCases.randomElement(using: &random) ?? .modelCard
            _ = try await AddEvidence(
                version: version, kind: kind, grade: .declared, predicate: ["n": 1],
                lookedAt: .roles([.weights, .code]), expiresAt: nil, by: by
            ).run(on: platform)
        case 6 where Int.random(in: 0..<4, using: &random) == 0:
            _ = try await RecallVersions(versions: [version], because: "a trial", by: by)
                .run(on: platform)
        case 7:
            _ = try await DescribeSubject(
                subject: version.subject, purpose: "sizes \(Int.random(in: 0..<3, using: &random))",
                by: by
            ).run(on: platform)
        default: _ = try await story.gate(version)
        }
    }

    private func register() async throws {
        versions.append(try await story.register().version.name)
    }

    /// The product's own audit and rebuild, as the oracle.
    func check(_ place: String) async throws {
        let audit = LedgerAudit(
            store: store, origin: "test", verifiers: [story.test.platform.keys.log],
            keptCheckpoints: kept)
        let report = try await audit.run()
        #expect(report.integrity.outcome == .verified, "\(report.integrity) at \(place)")
        #expect(
            report.completeness.outcome == (kept.isEmpty ? .unknown : .verified),
            "\(report.completeness) at \(place)")
        let rebuild = ReadModelRebuild(
            store: store, projection: GovernanceProjection.projection, writer: "test")
        let rebuilt = try await rebuild.check()
        #expect(rebuilt.isEqual, "\(rebuilt.differences) at \(place)")
        for version in versions {
            let row = try await store.row(ReadModel.versions.rawValue, version.description)
            #expect(row != nil, "\(version) is lost at \(place)")
        }
        if let text = try await store.head().checkpoint { kept = [try SignedNote(parsing: text)] }
    }
}
