import Governance
import Ledger
import Operations
import Testing
import Transparency

@Suite struct TakeInTests {
    @Test func `what comes in is a version, looked at, with where it came from`() async throws {
        let story = try IntakeStory()
        let taken = try await story.takeIn()
        #expect(taken.isNew && taken.intake.version.description == "model:org--name@1")
        #expect(taken.scan["outcome"] == "clean")
        #expect(taken.intake.licence == "MIT")
        #expect(taken.intake.facts["licensing"]?["effect"] == "allow")
        let contents = try story.platform.blobs.contents(of: taken.intake)
        #expect(contents.files.map(\.path) == ["README.md", "config.json"])
        let shown = try await ShowVersion(
            version: taken.intake.version, to: "use", by: story.tom
        ).run(on: story.platform)
        #expect(Set(shown.dossier.evidence.map(\.kind)) == [.scanReport, .vendorRecord])
        #expect(shown.dossier.evidence.allSatisfy { $0.grade == .observed })
        #expect(shown.dossier.subject.risk == .high && shown.dossier.subject.purpose == "")
    }

    @Test func `the same bytes and revision twice are one`() async throws {
        let story = try IntakeStory()
        let first = try await story.takeIn()
        let count = try await story.test.recordCount()
        let again = try await story.takeIn()
        #expect(!again.isNew && again.intake == first.intake)
        #expect(try await story.test.recordCount() == count)
    }

    @Test func `a commit has one tree for good`() async throws {
        let story = try IntakeStory()
        try await story.takeIn()
        let failure = try await story.test.failure {
            try await story.takeIn("org/name", ["config.json": "{\"a\": 1}"])
        }
        #expect(failure.code == "other_bytes" && failure.kind == .refused)
    }

    @Test func `a ref points to what was taken in by it last, and older commits stay`() async throws
    {
        let story = try IntakeStory()
        let old = try await story.takeIn()
        let other = String(repeating: "b2", count: 20)
        let new = try await story.takeIn("org/name", ["config.json": "{\"a\": 1}"], revision: other)
        #expect(new.intake.version.number == 2)
        func find(_ place: FindIntake.Place) async throws -> Intake? {
            try await story.platform.perform(
                FindIntake(source: .hub, project: "org/name", place: place, by: story.vera))
        }
        #expect(try await find(.ref("main")) == new.intake)
        #expect(try await find(.revision(IntakeStory.commit)) == old.intake)
        #expect(try await find(.ref("dev")) == nil)
        // The branch goes back, and the version is the one it was.
        let back = try await story.takeIn()
        #expect(back.isNew && back.intake.version.number == 1)
        #expect(try await find(.ref("main"))?.revision == IntakeStory.commit)
        let all = try await story.platform.perform(
            ListIntakes(matching: [("source", "hub")], text: "org", by: story.vera))
        #expect(all.intakes.count == 2)
    }

    @Test func `a digest that nobody handed in gives nobody its bytes`() async throws {
        let story = try IntakeStory()
        let failure = try await story.test.failure { try await story.takeIn(keeping: false) }
        #expect(failure.code == "unknown_artifact")
        #expect(try await story.test.recordCount() == 0)
    }

    @Test func `another workspace's project is not there, and the name is free`() async throws {
        let story = try IntakeStory()
        let bank = try #require(Workspace("bank"))
        let bo = Actor.signed("bo", "contributor@bank")
        let own = try await story.takeIn(in: bank, by: bo)
        let eve = Actor.signed("eve", "contributor@shop")
        #expect(
            try await story.platform.perform(
                FindIntake(source: .hub, project: "org/name", place: .newest, by: eve)) == nil)
        #expect(
            try await story.platform.perform(
                ListIntakes(matching: [], by: eve)
            ).intakes.isEmpty)
        let shop = try #require(Workspace("shop"))
        let other = try await story.takeIn(in: shop, by: eve)
        #expect(other.intake.version.subject != own.intake.version.subject)
        let foreign = try await story.test.failure { try await story.takeIn(in: bank, by: eve) }
        #expect(["not_allowed", "unknown_subject"].contains(foreign.code))
        let viewer = try await story.test.failure { try await story.takeIn(by: story.vera) }
        #expect(viewer.code == "not_allowed")
    }

    @Test func `a base's licence is inherited, and one that nobody knows is asked about`()
        async throws
    {
        let story = try IntakeStory()
        let facts: JSON = ["licence": "MIT", "baseModels": ["org/base"]]
        let orphan = try await story.takeIn("org/tuned", facts: facts)
        #expect(orphan.intake.facts["licensing"]?["effect"] == "ask")
        try await story.takeIn(
            "org/base", ["README.md": "---\nlicense: mit\n---\nbase"],
            revision: String(repeating: "c3", count: 20))
        let known = try await story.takeIn("org/tuned", facts: facts)
        #expect(known.isNew && known.intake.facts["licensing"]?["effect"] == "allow")
        #expect(known.intake.version == orphan.intake.version)
    }
}
