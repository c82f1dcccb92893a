import Governance
import Operations
import Synchronization
import Testing
import Transparency

@Suite struct HubMirrorTests {
    /// Another hub with one repository, which counts what it is asked for.
    private final class OtherHub: HubUpstream {
        let address = "https://hub.example"
        let commit = String(repeating: "a1", count: 20)
        let files: [String: [UInt8]]
        /// What it gives in place of what it lists.
        let lies: [String: [UInt8]]
        let reads = Mutex(0)

        init(_ files: [String: String], lies: [String: String] = [:]) {
            self.files = files.mapValues { Array($0.utf8) }
            self.lies = lies.mapValues { Array($0.utf8) }
        }

        func commit(of project: String, at revision: String) async throws -> String? {
            project == "org/model" && [commit, "main"].contains(revision) ? commit : nil
        }

        func files(of project: String, at commit: String) async throws -> [UpstreamFile] {
            files.map { path, bytes in
                let isLarge = path.hasSuffix(".bin")
                return UpstreamFile(
                    path: path, byteCount: bytes.count, digest: isLarge ? Digest(of: bytes) : nil,
                    gitBlob: GitBlob.name(of: bytes))
            }
        }

        func read(
            _ path: String, of project: String, at commit: String,
            _ body: @escaping @Sendable ([UInt8]) throws -> Void
        ) async throws {
            reads.withLock { $0 += 1 }
            try body(lies[path] ?? files[path] ?? [])
        }
    }

    private static let files = ["README.md": IntakeStory.card, "w.bin": "weights"]

    @Test func `what somebody asks for is fetched once, and is what the other hub states`()
        async throws
    {
        let story = try IntakeStory()
        let hub = OtherHub(Self.files)
        let mirror = HubMirror(upstream: hub, patience: .seconds(3_600))
        let intakes = try await withThrowingTaskGroup(of: Intake?.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    try await mirror.intake(
                        of: "org/model", at: "main", by: story.tom, on: story.platform)
                }
            }
            return try await group.reduce(into: [Intake?]()) { $0.append($1) }
        }
        #expect(Set(intakes.map { $0?.revision }) == [hub.commit])
        #expect(hub.reads.withLock { $0 } == 2)
        let intake = try #require(intakes.first ?? nil)
        #expect(intake.upstream == hub.address && intake.ref == "main")
        let contents = try story.platform.blobs.contents(of: intake)
        #expect(contents.files.map(\.path) == ["README.md", "w.bin"])
        #expect(contents.files.map(\.isLarge) == [false, true])
    }

    @Test(arguments: ["README.md", "w.bin"])
    func `other bytes than are stated are not taken in`(path: String) async throws {
        let story = try IntakeStory()
        for lie in ["other", Self.files[path].map { $0 + "more" } ?? ""] {
            let mirror = HubMirror(
                upstream: OtherHub(Self.files, lies: [path: lie]), patience: .seconds(3_600))
            let failure = try await story.test.failure {
                try await mirror.intake(
                    of: "org/model", at: "main", by: story.tom, on: story.platform)
            }
            #expect(failure.code == "bad_upstream")
        }
        let listed = try await story.platform.perform(ListIntakes(matching: [], by: story.vera))
        #expect(listed.intakes.isEmpty)
    }

    @Test func `what is nowhere is nothing, and who may not take in fetches nothing`() async throws
    {
        let story = try IntakeStory()
        let hub = OtherHub(Self.files)
        let mirror = HubMirror(upstream: hub, patience: .seconds(3_600))
        for (project, revision, actor) in [
            ("org/none", "main", story.tom), ("org/model", "dev", story.tom),
            ("../x", "main", story.tom), ("org/model", "main", story.vera),
        ] {
            #expect(
                try await mirror.intake(
                    of: project, at: revision, by: actor, on: story.platform) == nil)
        }
        #expect(hub.reads.withLock { $0 } == 0)
    }

    @Test func `a path that leads elsewhere is not taken from another hub`() async throws {
        let story = try IntakeStory()
        let mirror = HubMirror(
            upstream: OtherHub(["../../x": "y"]), patience: .seconds(3_600))
        let failure = try await story.test.failure {
            try await mirror.intake(
                of: "org/model", at: "main", by: story.tom, on: story.platform)
        }
        #expect(failure.code == "bad_path")
    }
}
