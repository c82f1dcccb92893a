import Governance
import Testing

@testable import Tracking

@Suite struct TrackingSessionEvaluationDatasetsTests {
    private static let everywhere = TrackedStore.everywhere

    private func change(
        _ id: String, _ change: DatasetChange, in store: TrackingStore,
        within reach: TrackingReach = everywhere
    ) async throws -> EvaluationDataset {
        try await store.write { session throws(TrackingError) in
            try session.change(dataset: id, change, at: 5, within: reach)
        }
    }

    private func delete(
        _ id: String, in store: TrackingStore, within reach: TrackingReach = everywhere
    ) async throws {
        try await store.write { session throws(TrackingError) in
            try session.delete(dataset: id, within: reach)
        }
    }

    private func experiment(
        _ name: String, in workspace: Workspace = .standard, of store: TrackingStore
    ) async throws -> String {
        let number = try await store.write { session throws(TrackingError) in
            try session.createExperiment(
                name, in: workspace, location: nil, tags: [], at: 1, within: Self.everywhere)
        }
        return "\(number)"
    }

    private func experiments(of id: String, in store: TrackingStore) async throws -> [String] {
        try await store.read { session throws(TrackingError) in
            try session.experiments(ofDataset: id, within: Self.everywhere).map { "\($0)" }
        }
    }

    @Test(arguments: TrackedStore.available)
    func `a data set is made, changed and deleted`(_ kind: TrackedStore) async throws {
        try await kind.withStore { store in
            let user = TrackedPair(key: "mlflow.user", value: "ann")
            let made = try await store.dataset(
                "d", in: ["0"], tags: [TrackedPair(key: "a", value: "1"), user], at: 3)
            #expect(made.createdBy == "ann")
            #expect(made.createdMilliseconds == 3)
            #expect(made.schema == nil)
            #expect(try await store.dataset(called: made.id) == made)
            let tagged = try await change(
                made.id, .setTags([TrackedPair(key: "a", value: "2")]), in: store)
            #expect(tagged.tags == [TrackedPair(key: "a", value: "2"), user])
            for _ in 0..<2 {
                let rest = try await change(made.id, .removeTag("a"), in: store)
                #expect(rest.tags == [user])
                #expect(rest.digest == made.digest)
            }
            let other = try await experiment("other", of: store)
            _ = try await change(made.id, .addExperiments([other, "0", other]), in: store)
            #expect(try await experiments(of: made.id, in: store) == ["0", other])
            let moved = try await change(made.id, .removeExperiments(["0", "99", "x"]), in: store)
            #expect(moved.updatedMilliseconds == 5)
            #expect(try await experiments(of: made.id, in: store) == [other])
            _ = try await store.upsert("[{\"inputs\": {}}]", to: made.id, at: 1)
            for _ in 0..<2 { try await delete(made.id, in: store) }
            await #expect(throws: TrackingError.refused(.evaluationDataset(made.id))) {
                _ = try await store.dataset(called: made.id)
            }
            await #expect(throws: TrackingError.refused(.evaluationDataset(made.id))) {
                _ = try await store.upsert("[{\"inputs\": {}}]", to: made.id, at: 1)
            }
        }
    }

    @Test(arguments: TrackedStore.available)
    func `a data set is where its experiments are, and nowhere else`(
        _ kind: TrackedStore
    ) async throws {
        try await kind.withStore { store in
            let bank = try #require(Workspace("bank"))
            let home = TrackingReach(readable: .only([.standard]), writable: .only([.standard]))
            let reader = TrackingReach(readable: .only([bank]), writable: .only([]))
            let place = try await experiment("b", in: bank, of: store)
            let made = try await store.dataset("d", in: [place])
            #expect(made.workspace == bank)
            await #expect(throws: TrackingError.refused(.evaluationDataset(made.id))) {
                _ = try await store.dataset(called: made.id, within: home)
            }
            await #expect(throws: TrackingError.refused(.evaluationDataset(made.id))) {
                _ = try await store.records(of: made.id, within: home)
            }
            // Whoever may not see it is told what everybody is told of what is not there.
            try await delete(made.id, in: store, within: home)
            #expect(try await store.dataset(called: made.id, within: reader).id == made.id)
            await #expect(throws: TrackingError.refused(.mayNotLog)) {
                try await delete(made.id, in: store, within: reader)
            }
            await #expect(throws: TrackingError.refused(.mayNotLog)) {
                _ = try await store.upsert("[]", to: made.id, at: 1, within: reader)
            }
            await #expect(throws: TrackingError.self) {
                _ = try await store.dataset("e", in: [place, "0"])
            }
            await #expect(throws: TrackingError.self) {
                _ = try await change(made.id, .addExperiments(["0"]), in: store)
            }
            #expect(try await experiments(of: made.id, in: store) == [place])
        }
    }

    @Test(arguments: TrackedStore.available)
    func `what does not fit is refused`(_ kind: TrackedStore) async throws {
        try await kind.withStore { store in
            for name in ["", String(repeating: "n", count: 256), "a\u{0}"] {
                await #expect(throws: TrackingError.self) { _ = try await store.dataset(name) }
            }
            await #expect(throws: TrackingError.refused(.experiment("99"))) {
                _ = try await store.dataset("d", in: ["99"])
            }
            let long = String(repeating: "v", count: DatasetLimits.tagLengthMax + 1)
            let many = (0...DatasetLimits.tagCountMax).map { TrackedPair(key: "\($0)", value: "") }
            for tags in [[TrackedPair(key: "k", value: long)], many] {
                await #expect(throws: TrackingError.self) {
                    _ = try await store.dataset("d", tags: tags)
                }
            }
        }
    }
}
