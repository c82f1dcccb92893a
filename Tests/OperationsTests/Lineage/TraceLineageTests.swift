import Governance
import Ledger
import Operations
import Testing
import Transparency

@Suite struct TraceLineageTests {
    private let story: IncomeStory
    private var platform: Platform { story.test.platform }

    init() throws { story = try IncomeStory() }

    private func digest(_ name: String) -> LineageReference {
        LineageReference(Digest(of: Array(name.utf8)))
    }

    private func say(
        _ id: String, _ inputs: [LineageReference], _ outputs: [LineageReference],
        in workspace: String = "default"
    ) async throws {
        _ = try await RecordLineage(
            activity: LineageActivity(
                id: id, kind: .run, name: id, inputs: inputs, outputs: outputs),
            in: #require(Workspace(workspace)), by: story.maker
        ).run(on: platform)
    }

    private func trace(
        _ of: String, _ direction: TraceLineage.Direction = .downstream, by actor: Actor? = nil
    ) async throws -> LineageTrace {
        try await platform.perform(
            TraceLineage(of: of, direction: direction, by: actor ?? story.maker))
    }

    @Test func `a file of a version's folder, and its training data, lead to it`() async throws {
        let name = try await story.register().version.name
        for path in ["model/config.json", "training.csv"] {
            let digest = try await ArtifactHasher.hash("\(story.test.folder)/\(path)").digest
            let trace = try await trace(digest.description)
            #expect(trace.versions.map(\.name) == [name])
        }
        let upstream = try await trace(name.description, .upstream)
        let training = try await ArtifactHasher.hash("\(story.test.folder)/training.csv").digest
        #expect(
            upstream.items.first { $0.reference == training.description }?.partOf
                == [name.description])
    }

    @Test func `a walk goes on through runs to what they made, and back`() async throws {
        try story.test.write("weights one", to: "raw")
        let name = try await story.register().version.name
        let weights = try await ArtifactHasher.hash("\(story.test.folder)/model/model.json").digest
        try await say("clean", [digest("raw")], [digest("clean")])
        try await say("train", [digest("clean")], [LineageReference(weights)])
        let down = try await trace(digest("raw").description)
        #expect(down.versions.map(\.name) == [name])
        #expect(down.items.map(\.depth) == down.items.map(\.depth).sorted())
        #expect(down.items.first { $0.depth == 1 }?.activity == "run:clean")
        let up = try await trace(name.description, .upstream)
        #expect(up.items.contains { $0.reference == digest("raw").description })
    }

    @Test func `what was told later is found, and what was told twice is recorded once`()
        async throws
    {
        try await say("a", [digest("x")], [digest("y")])
        #expect(try await trace(digest("x").description).count == 1)
        try await say("a", [digest("x")], [digest("z")])
        try await say("b", [digest("z")], [digest("end")])
        #expect(try await trace(digest("x").description).count == 3)
        let size = try await story.test.recordCount()
        try await say("a", [digest("x")], [digest("y"), digest("z")])
        #expect(try await story.test.recordCount() == size)
    }

    @Test func `an activity with many inputs is kept and walked whole`() async throws {
        let inputs = (0..<2_000).map { digest("in \($0)") }
        try await say("wide", inputs, [digest("out")])
        #expect(try await story.test.recordCount() > 1)
        let up = try await trace(digest("out").description, .upstream)
        #expect(up.count == 2_000)
        #expect(Set(up.items.map(\.reference)).isSuperset(of: inputs.map(\.description)))
        #expect(try await trace(digest("in 7").description).count == 1)
    }

    @Test func `other workspaces are no way for who does not see them`() async throws {
        try await say("open", [digest("x")], [digest("y")])
        try await say("hidden", [digest("y")], [digest("z")], in: "credit")
        let viewer = Actor.signed("vera", "viewer@default")
        #expect(try await trace(digest("x").description, by: viewer).count == 1)
        #expect(try await trace(digest("x").description).count == 2)
        #expect(try await trace(digest("z").description, .upstream, by: viewer).count == 0)
    }

    @Test func `a version of another workspace is not told to who names it in a run of theirs`()
        async throws
    {
        let name = try await story.register().version.name
        let version = try #require(LineageReference(name.description))
        let credit = try #require(Workspace("credit"))
        let forger = Actor.signed("fay", "contributor@credit")
        _ = try await RecordLineage(
            activity: LineageActivity(
                id: "forged", kind: .run, name: "forged", inputs: [digest("x")],
                outputs: [version]), in: credit, by: forger
        ).run(on: platform)
        #expect(try await trace(digest("x").description, by: forger).count == 1)
        #expect(try await trace(digest("x").description, by: forger).versions.isEmpty)
        #expect(try await trace(digest("x").description).versions.map(\.name) == [name])
    }

    @Test func `a word that names nothing is said to`() async throws {
        await #expect(throws: Failure.self) { try await trace("nothing at all") }
        #expect(try await trace("md5:" + String(repeating: "0", count: 32)).count == 0)
    }

    @Test func `read models made again lead the same ways`() async throws {
        _ = try await story.register()
        try await say("wide", (0..<40).map { digest("\($0)") }, [digest("out")])
        let before = try await trace(digest("3").description)
        let report = try await RebuildReadModels(by: story.maker).run(on: platform)
        #expect(report.isEqual)
        #expect(try await trace(digest("3").description) == before)
    }
}
