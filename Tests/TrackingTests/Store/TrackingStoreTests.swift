import Governance
import Testing

@testable import Tracking

/// The rules that tracking keeps, checked on all stores.
@Suite struct TrackingStoreTests {
    @Test(arguments: TrackedStore.available)
    func `what was logged is read back whole`(_ kind: TrackedStore) async throws {
        try await kind.withStore { store in
            var run = try await store.begin("a")
            #expect(run.info.name == "calm-heron-1")
            try await store.log(
                LogEntries(
                    metrics: [
                        Metric(key: "m", value: 1, timestampMilliseconds: 5, step: 1),
                        Metric(key: "m", value: 3, timestampMilliseconds: 4, step: 2),
                        Metric(key: "m", value: 2, timestampMilliseconds: 9, step: 1),
                        Metric(key: "nan", value: .nan, timestampMilliseconds: 1),
                    ], parameters: [TrackedPair(key: "p", value: "")],
                    tags: [TrackedPair(key: "t", value: "é\u{1F600}")]), to: "a")
            let found = try #require(try await store.whole("a"))
            run.metrics = [
                Metric(key: "m", value: 3, timestampMilliseconds: 4, step: 2),
                Metric(key: "nan", value: .nan, timestampMilliseconds: 1),
            ]
            run.parameters = [TrackedPair(key: "p", value: "")]
            run.tags.append(TrackedPair(key: "t", value: "é\u{1F600}"))
            run.info.revision = 2
            #expect(found == run)
        }
    }

    @Test(arguments: TrackedStore.available)
    func `a metric's history is kept in order, and nothing twice`(
        _ kind: TrackedStore
    ) async throws {
        try await kind.withStore { store in
            _ = try await store.begin("a")
            let metrics = [3, 1, 2, 1].map {
                Metric(key: "m", value: Double($0), timestampMilliseconds: Int64($0), step: 0)
            }
            for metric in metrics {
                try await store.log(LogEntries(metrics: [metric]), to: "a")
            }
            let page = try await store.search(settling: .runs(["a"])) {
                session throws(TrackingError) in
                try session.history(
                    of: "m", inRun: "a", limit: 2, start: .start,
                    within: TrackedStore.everywhere)
            }
            #expect(page.found.map(\.value) == [1, 2])
            #expect(page.next?.offset == 2)
        }
    }

    @Test(arguments: TrackedStore.available)
    func `a parameter never changes`(_ kind: TrackedStore) async throws {
        try await kind.withStore { store in
            _ = try await store.begin("a")
            let entries = LogEntries(
                metrics: [Metric(key: "m", value: 1, timestampMilliseconds: 1)],
                parameters: [TrackedPair(key: "p", value: "1")])
            try await store.log(entries, to: "a")
            try await store.log(entries, to: "a")
            var other = entries
            other.metrics[0].key = "n"
            other.parameters = [TrackedPair(key: "p", value: "2")]
            await #expect(throws: TrackingError.self) {
                try await store.log(other, to: "a")
            }
            #expect(try await store.whole("a")?.metrics.map(\.key) == ["m"])
        }
    }

    @Test(arguments: TrackedStore.available)
    func `a refusal of one leaves the others what they wrote`(_ kind: TrackedStore) async throws {
        try await kind.withStore { store in
            _ = try await store.begin("a")
            let answers = await withTaskGroup(of: Bool.self) { group in
                for index in 0..<40 {
                    group.addTask {
                        let id = index % 4 == 0 ? "nobody" : "a"
                        let metric = Metric(
                            key: "m\(index)", value: 1, timestampMilliseconds: 1)
                        return (try? await store.log(LogEntries(metrics: [metric]), to: id)) != nil
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count { $0 } == 30)
            #expect(try await store.whole("a")?.metrics.count == 30)
        }
    }

    @Test(arguments: TrackedStore.available)
    func `what may not be seen is not there`(_ kind: TrackedStore) async throws {
        try await kind.withStore { store in
            let bank = try #require(Workspace("bank"))
            let everywhere = TrackedStore.everywhere
            let id = try await store.write { session throws(TrackingError) in
                try session.createExperiment(
                    "secret", in: bank, location: nil, tags: [], at: 1, within: everywhere)
            }
            _ = try await store.begin("hidden", in: "\(id)")
            let outsider = TrackingReach(
                readable: .only([.standard]), writable: .only([.standard]))
            await #expect(throws: TrackingError.refused(.run("hidden"))) {
                try await store.whole("hidden", within: outsider)
            }
            await #expect(throws: TrackingError.refused(.experiment("\(id)"))) {
                try await store.read { session throws(TrackingError) in
                    try session.experiment("\(id)", within: outsider)
                }
            }
            let found = try await store.found("", experiments: ["\(id)"], within: outsider)
            #expect(found.ids == [])
            let search = try ExperimentSearch(
                filter: "", orders: [], view: .all, limit: 10, start: nil)
            let names = try await store.search { session throws(TrackingError) in
                try session.experiments(search, within: outsider).found.map(\.name)
            }
            #expect(names == ["Default"])
            let reader = TrackingReach(readable: .all, writable: .only([.standard]))
            await #expect(throws: TrackingError.refused(.mayNotLog)) {
                try await store.write { session throws(TrackingError) in
                    try session.log(
                        LogEntries(tags: [TrackedPair(key: "a", value: "b")]), to: "hidden",
                        within: reader)
                }
            }
            let path = try ArtifactPath("\(id)/hidden/artifacts/a")
            await #expect(throws: TrackingError.self) {
                try await store.read { session throws(TrackingError) in
                    try session.artifacts(in: path, within: outsider)
                }
            }
        }
    }

    @Test(arguments: TrackedStore.available)
    func `files are found by their names, and a folder goes with all in it`(
        _ kind: TrackedStore
    ) async throws {
        try await kind.withStore { store in
            let everywhere = TrackedStore.everywhere
            for name in ["0/r/artifacts/a", "0/r/artifacts/d/b", "0/r/artifacts/d/e/c"] {
                let path = try ArtifactPath(name)
                try await store.write { session throws(TrackingError) in
                    try session.keep("sha256:x", byteCount: 3, at: path, on: 1, within: everywhere)
                }
            }
            let list = { (name: String) in
                let path = try ArtifactPath(name)
                return try await store.search { session throws(TrackingError) in
                    try session.artifacts(in: path, within: everywhere)
                }
            }
            #expect(
                try await list("0/r/artifacts") == [
                    ArtifactEntry(name: "a", digest: "sha256:x", byteCount: 3),
                    ArtifactEntry(name: "d", digest: nil, byteCount: 0),
                ])
            let inFile = try ArtifactPath("0/r/artifacts/a/below")
            await #expect(throws: TrackingError.self) {
                try await store.write { session throws(TrackingError) in
                    try session.keep("x", byteCount: 1, at: inFile, on: 1, within: everywhere)
                }
            }
            let folder = try ArtifactPath("0/r/artifacts/d")
            try await store.write { session throws(TrackingError) in
                try session.remove(folder, within: everywhere)
            }
            #expect(try await list("0/r/artifacts").map(\.name) == ["a"])
            #expect(try await list("0/r/artifacts/d/e") == [])
        }
    }
}
