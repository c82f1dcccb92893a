import Governance
import Ledger
import Testing
import Transparency

@testable import Operations

@Suite struct LineageCacheTests {
    private let story: IncomeStory
    private let cache: LineageCache
    private let path: String
    private var platform: Platform { story.test.platform }

    init() throws {
        story = try IncomeStory()
        path = "\(story.test.folder)/lineage.cache"
        cache = LineageCache(path: path)
    }

    private func digest(_ name: String) -> LineageReference {
        LineageReference(Digest(of: Array(name.utf8)))
    }

    private func say(
        _ id: String, _ inputs: [LineageReference], _ outputs: [LineageReference]
    ) async throws {
        _ = try await RecordLineage(
            activity: LineageActivity(
                id: id, kind: .run, name: "python \(id)", inputs: inputs, outputs: outputs),
            in: .standard, by: story.maker
        ).run(on: platform)
    }

    private func snapshot(_ cache: LineageCache?) async throws -> LineageIndex.Snapshot {
        try await LineageIndex(cache: cache).current(in: platform.store, blobs: platform.blobs)
    }

    private func expectSame(_ kept: LineageIndex.Snapshot, _ read: LineageIndex.Snapshot) {
        #expect(Self.activities(of: kept.graph) == Self.activities(of: read.graph))
        #expect(kept.texts == read.texts)
        #expect(kept.registered == read.registered)
    }

    /// What was made of what, whatever the numbers of nodes are.
    private static func activities(of graph: LineageGraph) -> [String: [Set<LineageKey>]] {
        var activities: [String: [Set<LineageKey>]] = [:]
        for (number, name) in graph.activityNames.enumerated() {
            let (inputs, outputs) = graph.ends(of: number)
            activities["\(name) \(graph.activityLabels[number])"] = [inputs, outputs].map { ends in
                Set(ends.map { graph.keys[Int($0)] })
            }
        }
        return activities
    }

    @Test func `what was kept and what came since is the same as what is read afresh`()
        async throws
    {
        _ = try await story.register()
        try await say("wide", (0..<600).map { digest("in \($0)") }, [digest("out")])
        expectSame(try await snapshot(cache), try await snapshot(nil))
        try #require(FileBytes.exists(path))
        let bytes = try FileBytes.read(path)
        try await say("next", [digest("out")], [digest("end")])
        try await say("wide", [digest("in 0")], [digest("other")])
        _ = try await story.register()
        expectSame(try await snapshot(cache), try await snapshot(nil))
        // What is read quickly is not kept each time.
        #expect(try FileBytes.read(path) == bytes)
    }

    @Test func `a file that is damaged, or of another ledger, counts as none`() async throws {
        try await say("wide", (0..<600).map { digest("in \($0)") }, [digest("out")])
        let fresh = try await snapshot(cache)
        let bytes = try FileBytes.read(path)
        for place in stride(from: 0, to: bytes.count, by: 997) {
            var damaged = bytes
            damaged[place] ^= 1
            try FileBytes.write(damaged, to: path)
            #expect(await cache.read(for: platform.store) == nil)
            try FileBytes.write(Array(bytes[..<place]), to: path)
            #expect(await cache.read(for: platform.store) == nil)
        }
        // A damaged one is made anew.
        expectSame(try await snapshot(cache), fresh)
        #expect(try FileBytes.read(path).count == bytes.count)

        let other = try IncomeStory()
        _ = try await other.register()
        #expect(await cache.read(for: other.test.platform.store) == nil)
    }

    @Test func `bytes that only seem whole are refused, or are a graph that can be walked`()
        async throws
    {
        let loaded = LineageIndex.Loaded(
            snapshot: try await snapshot(nil), nodeOrder: 1, activityOrder: 2)
        let bytes = LineageCache.encode(
            loaded, LineageCache.Anchor(index: 3, leaf: Digest(of: [])))
        let body = bytes.dropLast(Digest.byteCount)
        var random = SeededRandom()
        for _ in 0..<2_000 {
            var changed = Array(body)
            for _ in 0...Int.random(in: 0...3, using: &random) {
                let place = Int.random(in: changed.indices, using: &random)
                changed[place] = .random(in: 0...255, using: &random)
            }
            changed += Digest(of: changed).bytes
            guard let (_, read) = LineageCache.decode(changed) else { continue }
            let graph = read.snapshot.graph
            _ = graph.walk(from: Array(0..<UInt32(graph.nodeCount)), .downstream) { _ in true }
        }
    }

    @Test func `read models that are made anew, or checked, take the file with them`()
        async throws
    {
        try await say("wide", (0..<600).map { digest("in \($0)") }, [digest("out")])
        let index = LineageIndex(cache: cache)
        let home = Platform(
            store: platform.store, sequencer: platform.sequencer, blobs: platform.blobs,
            keys: platform.keys, policies: platform.policies, lineage: index, now: platform.now,
            random: platform.random)
        _ = try await snapshot(cache)
        #expect(try await CheckReadModels(by: story.maker).run(on: home).isEqual)
        #expect(!FileBytes.exists(path))
        _ = try await snapshot(cache)
        _ = try await RebuildReadModels(by: story.maker).run(on: home)
        #expect(!FileBytes.exists(path))
    }
}
