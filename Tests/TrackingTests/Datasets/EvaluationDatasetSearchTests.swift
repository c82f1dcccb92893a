import Governance
import Testing

@testable import Tracking

@Suite struct EvaluationDatasetSearchTests {
    private func fill(_ store: TrackingStore) async throws {
        for (number, name) in ["questions", "Answers", "other"].enumerated() {
            _ = try await store.dataset(
                name, in: number == 1 ? ["0"] : [],
                tags: [
                    TrackedPair(key: "team", value: number == 2 ? "data" : "ml"),
                    TrackedPair(key: "mlflow.user", value: "u\(number)"),
                ], at: Int64(number))
        }
    }

    private func found(
        _ filter: String, _ orders: [String] = [], in experiments: [String] = [],
        limit: Int = 10, start: String? = nil, of store: TrackingStore,
        within reach: TrackingReach = TrackedStore.everywhere
    ) async throws -> (names: [String], next: String?) {
        let asked = try EvaluationDatasetSearch(
            experiments: experiments, filter: filter, orders: orders, limit: limit, start: start)
        return try await store.search { session throws(TrackingError) in
            let page = try session.evaluationDatasets(asked, within: reach)
            return (page.found.map(\.name), page.next?.description)
        }
    }

    @Test(arguments: TrackedStore.available)
    func `a search finds what meets its filter, the newest first`(
        _ kind: TrackedStore
    ) async throws {
        try await kind.withStore { store in
            try await fill(store)
            let table: [(String, [String])] = [
                ("", ["other", "Answers", "questions"]), ("name = 'other'", ["other"]),
                ("name ILIKE 'A%'", ["Answers"]), ("tags.team = 'ml'", ["Answers", "questions"]),
                ("tags.team != 'ml' AND created_time > 0", ["other"]),
                ("created_by = 'u0'", ["questions"]), ("last_updated_by LIKE 'u1'", ["Answers"]),
                ("last_update_time <= 1", ["Answers", "questions"]), ("name = 'x'", []),
            ]
            for (filter, names) in table {
                #expect(try await found(filter, of: store).names == names, "\(filter)")
            }
        }
    }

    @Test(arguments: TrackedStore.available)
    func `a search looks where it may and is asked to, in the order asked for`(
        _ kind: TrackedStore
    ) async throws {
        try await kind.withStore { store in
            try await fill(store)
            #expect(try await found("", in: ["0"], of: store).names == ["Answers"])
            #expect(try await found("", in: ["99"], of: store).names == [])
            let bank = try #require(Workspace("bank"))
            let away = TrackingReach(readable: .only([bank]), writable: .only([bank]))
            #expect(try await found("", of: store, within: away).names == [])
            #expect(try await found("", in: ["0"], of: store, within: away).names == [])
            let first = try await found("", ["name ASC"], limit: 2, of: store)
            #expect(first.names == ["Answers", "other"])
            let second = try await found("", ["name ASC"], limit: 2, start: first.next, of: store)
            #expect(second.names == ["questions"])
            #expect(second.next == nil)
        }
    }

    @Test(arguments: [
        ("id = 'x'", []), ("name > 'x'", []), ("metrics.a > 1", []), ("name IN ('a')", []),
        ("", ["tags.team"]), ("", ["created_by"]), ("", ["name", "name DESC"]),
    ])
    func `what data sets have not is not searched by`(_ filter: String, _ orders: [String]) {
        #expect(throws: TrackingError.self) {
            try EvaluationDatasetSearch(
                experiments: [], filter: filter, orders: orders, limit: 1, start: nil)
        }
    }
}
