import Governance
import Ledger
import Operations
import Testing
import Transparency

@Suite struct AdmitVersionTests {
    @Test func `from taken in to used, by what each refusal says`() async throws {
        let story = try IntakeStory()
        let version = try await story.takeIn().intake.version
        let first = try #require(try await story.refusal(version))
        #expect(first.code == "gate_closed" && first.kind == .refused)
        for part in [
            "purpose is violated", "assay describe model:org--name --purpose",
            "assay approve org--name@1 --to use --as NAME:risk-reviewer",
            "assay gate model:org--name@1 --to use",
            "http://assay.example/versions/model:org--name@1?to=use",
        ] {
            #expect(first.message.contains(part), "\(first.message)")
        }
        try await story.describe(version)
        let second = try #require(try await story.refusal(version))
        #expect(second.message.contains("risk-review is undecided"))
        #expect(!second.message.contains("purpose is violated"))
        _ = try await story.platform.perform(
            ApproveVersion(version: version, to: "use", roles: nil, by: story.ruth))
        #expect(try await story.refusal(version) == nil)
        let shown = try await ShowVersion(version: version, to: "use", by: story.tom)
            .run(on: story.platform)
        #expect(shown.releases.map(\.to) == ["use"])
    }

    @Test func `low risk needs no person but the one who says what it is for`() async throws {
        let story = try IntakeStory()
        let version = try await story.takeIn().intake.version
        try await story.describe(version, as: .low)
        #expect(try await story.refusal(version) == nil)
    }

    @Test func `what was decided is recorded once, and what is approved costs no record`()
        async throws
    {
        let story = try IntakeStory()
        let version = try await story.takeIn().intake.version
        _ = try await story.refusal(version)
        let denied = try await story.test.recordCount()
        for _ in 0..<3 { #expect(try await story.refusal(version) != nil) }
        #expect(try await story.test.recordCount() == denied)
        // Something else is recorded: the version is judged again, and nothing is new.
        try await story.takeIn(
            "org/other", ["config.json": "[]"], revision: String(repeating: "d4", count: 20))
        let before = try await story.test.recordCount()
        #expect(try await story.refusal(version) != nil)
        #expect(try await story.test.recordCount() == before)
        try await story.describe(version, as: .low)
        #expect(try await story.refusal(version) == nil)
        let released = try await story.test.recordCount()
        for _ in 0..<3 { #expect(try await story.refusal(version) == nil) }
        #expect(try await story.test.recordCount() == released)
    }

    @Test func `many who ask at once make one decision`() async throws {
        let story = try IntakeStory()
        let version = try await story.takeIn().intake.version
        try await story.describe(version, as: .low)
        let before = try await story.test.recordCount()
        try await withThrowingTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    let refusal = try await story.refusal(version)
                    #expect(refusal == nil || refusal?.code == "busy")
                }
            }
            try await group.waitForAll()
        }
        // A decision and its release.
        #expect(try await story.test.recordCount() == before + 2)
    }

    @Test func `a dangerous file is used by nobody, whatever was approved`() async throws {
        let story = try IntakeStory()
        let version = try await story.takeIn(
            "org/bad", ["README.md": IntakeStory.card, "model.pkl": "cos\nsystem\n(S'id'\ntR."]
        ).intake.version
        try await story.describe(version, as: .low)
        let refusal = try #require(try await story.refusal(version))
        #expect(refusal.code == "dangerous")
        #expect(refusal.message.contains("model.pkl") && refusal.message.contains("system"))
        #expect(refusal.message.contains("assay findings --where version=model:org--bad@1"))
    }

    @Test func `what was recalled is used by nobody, under no other number`() async throws {
        let story = try IntakeStory()
        let version = try await story.takeIn().intake.version
        try await story.describe(version, as: .low)
        #expect(try await story.refusal(version) == nil)
        _ = try await story.platform.perform(
            RecallVersions(versions: [version], because: "consent withdrawn", by: story.ruth))
        let refusal = try #require(try await story.refusal(version))
        #expect(refusal.code == "recalled" && refusal.message.contains("consent withdrawn"))
    }

    @Test func `a changed policy counts at once, and none is a refusal`() async throws {
        let story = try IntakeStory()
        let version = try await story.takeIn().intake.version
        #expect(try await story.refusal(version)?.code == "gate_closed")
        try story.test.write(
            """
            policy: use-high
            title: Anything
            applies: {risk: [high], to: [use]}
            rules:
              - {id: named, require: subject.name != "", because: names are for people}

            """, to: "policies/use-high.yaml")
        #expect(try await story.refusal(version) == nil)
        let other = try await story.takeIn(
            "org/other", ["config.json": "[]"], revision: String(repeating: "d4", count: 20)
        ).intake.version
        try story.test.write("x: [", to: "policies/use-high.yaml")
        #expect(try await story.refusal(other)?.code == "bad_policy")
        try story.test.write(
            """
            policy: elsewhere
            title: Not this
            applies: {risk: [high], to: [elsewhere]}
            rules:
              - {id: named, require: subject.name != "", because: names are for people}

            """, to: "policies/use-high.yaml")
        let none = try #require(try await story.refusal(other))
        #expect(none.code == "no_policy" && none.kind == .refused)
        #expect(none.message.contains("http://assay.example/versions/"))
    }

    @Test func `another workspace's version is not there`() async throws {
        let story = try IntakeStory()
        let bank = try #require(Workspace("bank"))
        let version = try await story.takeIn(
            in: bank, by: .signed("bo", "contributor@bank")
        ).intake.version
        let refusal = try await story.refusal(version, by: .signed("eve", "contributor@shop"))
        #expect(refusal?.code == "unknown_subject")
    }
}
