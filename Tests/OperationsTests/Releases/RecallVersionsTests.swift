import Governance
import Ledger
import Operations
import Testing
import Transparency

@Suite struct RecallVersionsTests {
    private static let policy = """
        policy: open
        title: Anything that has an owner
        applies: {risk: [high], to: [production]}
        rules:
          - id: owners
            title: Somebody answers for it
            require: subject.owners.business != ""
            because: somebody must be asked

        """

    private func released() async throws -> (IncomeStory, VersionName) {
        let story = try IncomeStory()
        try story.test.write(Self.policy, to: "policies/high.yaml")
        let name = try await story.register().version.name
        #expect(try await story.gate(name).release != nil)
        return (story, name)
    }

    private func recall(
        _ names: [VersionName], because: String = "consent was withdrawn", in story: IncomeStory
    ) async throws -> RecallVersions.Recalled {
        try await RecallVersions(versions: names, because: because, by: story.reviewer)
            .run(on: story.test.platform)
    }

    @Test func `what is recalled is released no longer, and no gate lets it pass again`()
        async throws
    {
        let (story, name) = try await released()
        let platform = story.test.platform
        let recalled = try await recall([name], in: story)
        #expect(recalled.recalls.map(\.version) == [name])
        #expect(recalled.recalls[0].incident == recalled.incident.id)
        let row = try await platform.store.rows(RowQuery("versions", keys: [name.description]))
        #expect(row.rows.first?.fields["state"] == ["recalled"])
        let subject = try await platform.store.rows(RowQuery("subjects", keys: ["model:income"]))
        #expect(subject.rows.first?.document["released"] == [:])
        let judged = try await story.gate(name)
        #expect(judged.decision.verdict == .deny && judged.release == nil)
        #expect(judged.decision.findings.first?.rule == "not-recalled")
        let replayed = try await ReplayDecision(
            decision: judged.decision.id.description, by: story.reviewer
        )
        .run(on: platform)
        #expect(replayed.isIdentical)
    }

    @Test func `the same bytes under another number are recalled too`() async throws {
        let (story, name) = try await released()
        _ = try await recall([name], in: story)
        let again = try await story.register(purpose: "sizes other budgets").version.name
        #expect(again.number == 2)
        #expect(try await story.gate(again).decision.verdict == .deny)
    }

    @Test func `what another workspace takes back is taken back there alone`() async throws {
        let (story, name) = try await released()
        var elsewhere = try await story.registration(of: "twin", in: "bank")
        elsewhere.parts = try await story.parts()
        let twin = try await elsewhere.run(on: story.test.platform).version
        _ = try await recall([twin.name], in: story)
        let judged = try await story.gate(name)
        #expect(judged.decision.verdict == .allow)
        #expect(try await story.gate(twin.name).decision.verdict == .deny)
    }

    @Test func `nobody is given the files of a recalled release, and they do not verify`()
        async throws
    {
        let (story, name) = try await released()
        _ = try await recall([name], in: story)
        let failure = try await #require(
            throws: Failure.self,
            performing: {
                _ = try await ReleaseFiles(version: name, to: "production", by: story.maker)
                    .run(on: story.test.platform)
            })
        #expect(failure.code == "recalled" && failure.message.contains("consent was withdrawn"))
        let found = try await ArtifactHasher.hash(story.test.folder + "/model")
        let outcome = try await VerifyFiles(
            path: "model", found: found, version: nil, by: story.maker
        ).run(on: story.test.platform)
        #expect(!outcome.isVerified && outcome.differences.isEmpty)
        #expect(outcome.recall?.version == name)
    }

    @Test func `a recall needs a reason, and something that was not recalled`() async throws {
        let (story, name) = try await released()
        let blank = await #expect(throws: Failure.self) {
            try await recall([name], because: "  ", in: story)
        }
        #expect(blank?.code == "reason_missing")
        _ = try await recall([name], in: story)
        let size = try await story.test.recordCount()
        let twice = await #expect(throws: Failure.self) { try await recall([name], in: story) }
        #expect(twice?.code == "nothing_to_recall")
        #expect(try await story.test.recordCount() == size)
    }

    @Test func `many versions are one incident`() async throws {
        let (story, name) = try await released()
        var names = [name]
        for round in 0..<3 {
            try story.test.write("weights \(round)", to: "model/model.json")
            names.append(try await story.register().version.name)
        }
        let recalled = try await recall(names, in: story)
        #expect(recalled.recalls.count == 4)
        #expect(Set(recalled.recalls.map(\.incident)) == [recalled.incident.id])
        let rows = try await story.test.platform.store.rows(RowQuery("incidents"))
        #expect(rows.rows.count == 1)
    }
}
