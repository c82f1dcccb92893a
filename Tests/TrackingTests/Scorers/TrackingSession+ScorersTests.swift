import Governance
import Testing

@testable import Tracking

@Suite struct TrackingSessionScorersTests {
    private static let everywhere = TrackedStore.everywhere

    private func register(
        _ name: String, _ content: String = "{}", in experiment: String = "0",
        of store: TrackingStore, within reach: TrackingReach = everywhere
    ) async throws -> Scorer {
        try await store.write { session throws(TrackingError) in
            try session.register(
                scorer: name, content, orCalled: "id-" + content, inExperiment: experiment, at: 4,
                within: reach)
        }
    }

    private func delete(
        _ name: String, _ version: Int64?, of store: TrackingStore,
        within reach: TrackingReach = everywhere
    ) async throws {
        try await store.write { session throws(TrackingError) in
            try session.delete(scorer: name, version: version, ofExperiment: "0", within: reach)
        }
    }

    private func versions(_ name: String, of store: TrackingStore) async throws -> [Int64] {
        try await store.read { session throws(TrackingError) in
            try session.versions(ofScorer: name, ofExperiment: "0", within: Self.everywhere)
                .map(\.version)
        }
    }

    @Test(arguments: TrackedStore.available)
    func `each registration is a version, and the newest is listed`(
        _ kind: TrackedStore
    ) async throws {
        try await kind.withStore { store in
            let first = try await register("b", "{\"n\": 1}", of: store)
            #expect(first.version == 1)
            let second = try await register("b", "{\"n\": 2.0}", of: store)
            #expect(second.version == 2)
            #expect(second.id == first.id)
            #expect(second.content == "{\"n\": 2.0}")
            _ = try await register("a", of: store)
            let listed = try await store.search { session throws(TrackingError) in
                try session.scorers(ofExperiment: "0", within: Self.everywhere)
            }
            #expect(listed.map(\.name) == ["a", "b"])
            #expect(listed.map(\.version) == [1, 2])
            #expect(try await versions("b", of: store) == [1, 2])
            try await delete("b", 1, of: store)
            #expect(try await versions("b", of: store) == [2])
            let missing = TrackingRefusal.scorer("b", version: 1, in: "0")
            await #expect(throws: TrackingError.refused(missing)) {
                try await delete("b", 1, of: store)
            }
            try await delete("b", nil, of: store)
            await #expect(
                throws: TrackingError.refused(.scorer("b", version: nil, in: "0"))
            ) { _ = try await versions("b", of: store) }
            #expect(try await register("b", of: store).version == 1)
        }
    }

    @Test(arguments: TrackedStore.available)
    func `scorers are their experiment's, for those who may`(_ kind: TrackedStore) async throws {
        try await kind.withStore { store in
            _ = try await register("s", of: store)
            let bank = try #require(Workspace("bank"))
            let away = TrackingReach(readable: .only([bank]), writable: .only([bank]))
            let reader = TrackingReach(readable: .all, writable: .only([]))
            let listed = try await store.search { session throws(TrackingError) in
                try session.scorers(ofExperiments: ["0", "99"], within: away)
            }
            #expect(listed.isEmpty)
            await #expect(throws: TrackingError.refused(.experiment("0"))) {
                _ = try await register("s", of: store, within: away)
            }
            await #expect(throws: TrackingError.refused(.mayNotLog)) {
                try await delete("s", nil, of: store, within: reader)
            }
            #expect(try await versions("s", of: store) == [1])
        }
    }

    @Test func `a scorer that does not fit is refused`() throws {
        let (name, text) = (
            String(repeating: "n", count: 256), String(repeating: "x", count: 65_526)
        )
        try TrackingCheck.scorer(name, "{\"a\": \"\(text)\"}")
        let table = [
            ("", "{}"), ("n", "[]"), ("n", "{"), ("n\u{0}", "{}"), (name + "n", "{}"),
            ("n", "{\"a\": \"\(text)x\"}"),
        ]
        for (index, (name, content)) in table.enumerated() {
            #expect(throws: TrackingError.self, "\(index)") {
                try TrackingCheck.scorer(name, content)
            }
        }
    }
}
