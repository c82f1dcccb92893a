import Testing

@testable import Tracking

@Suite struct RunSearchTests {
    /// Three runs: `a` and `b` with a metric, `c` with one that is no number.
    private func fill(_ store: TrackingStore) async throws {
        for (index, id) in ["a", "b", "c"].enumerated() {
            _ = try await store.begin(id, at: Int64(index))
            try await store.log(
                LogEntries(
                    metrics: [
                        Metric(
                            key: "m", value: id == "c" ? .nan : Double(index),
                            timestampMilliseconds: 1)
                    ], parameters: [TrackedPair(key: "p", value: "X\(index)")],
                    tags: [TrackedPair(key: "t", value: index == 0 ? "one" : "Two")]), to: id)
        }
        _ = try await store.begin("d", at: 9)
    }

    @Test(arguments: TrackedStore.available)
    func `filters choose runs`(_ kind: TrackedStore) async throws {
        try await kind.withStore { store in
            try await fill(store)
            let table: [(String, [String])] = [
                ("", ["d", "c", "b", "a"]), ("metrics.m >= 0", ["b", "a"]),
                ("metrics.m < 1", ["a"]), ("metrics.m != 0", ["b"]),
                ("params.p = 'X1'", ["b"]), ("params.p != 'X1'", ["c", "a"]),
                ("tags.t LIKE 't%'", []), ("tags.t ILIKE 't%'", ["c", "b"]),
                ("tags.t LIKE 'T_o' AND metrics.m > 0", ["b"]),
                ("status = 'RUNNING'", ["d", "c", "b", "a"]),
                ("status != 'RUNNING'", []), ("run_id IN ('a','zz')", ["a"]),
                ("run_id NOT IN ('a','b')", ["d", "c"]), ("start_time > 1", ["d", "c"]),
                ("params.p LIKE 'X\\%'", []), ("run_name = 'calm-heron-1'", ["d", "c", "b", "a"]),
            ]
            for (filter, ids) in table {
                #expect(try await store.found(filter).ids == ids, "\(filter)")
            }
        }
    }

    @Test(arguments: TrackedStore.available)
    func `an order puts what has no number last, either way`(_ kind: TrackedStore) async throws {
        try await kind.withStore { store in
            try await fill(store)
            let table: [([String], [String])] = [
                (["metrics.m ASC"], ["a", "b", "c", "d"]),
                (["metrics.m DESC"], ["b", "a", "c", "d"]),
                (["params.p DESC"], ["c", "b", "a", "d"]),
                (["tags.t", "start_time ASC"], ["b", "c", "a", "d"]),
                (["start_time"], ["a", "b", "c", "d"]), (["run_id DESC"], ["d", "c", "b", "a"]),
                (["end_time"], ["d", "c", "b", "a"]),
            ]
            for (orders, ids) in table {
                #expect(try await store.found("", orders: orders).ids == ids, "\(orders)")
            }
        }
    }

    @Test(arguments: TrackedStore.available)
    func `pages follow one another until there is no more`(_ kind: TrackedStore) async throws {
        try await kind.withStore { store in
            try await fill(store)
            var seen: [[String]] = []
            var start: String?
            repeat {
                let page = try await store.found(
                    "", orders: ["metrics.m DESC"], limit: 2, start: start)
                seen.append(page.ids)
                start = page.next
            } while start != nil
            #expect(seen == [["b", "a"], ["c", "d"]])
            #expect(throws: TrackingError.self) { try PageToken("elsewhere") }
        }
    }

    /// Some filters choose few runs and others most: each way to the runs finds the same.
    @Test(arguments: TrackedStore.available)
    func `whichever way leads to the runs, they are those that one would pick by hand`(
        _ kind: TrackedStore
    ) async throws {
        try await kind.withStore { store in
            let runs = (0..<80).map { (id: "r\($0)", a: $0 * 37 % 80, b: $0 * 53 % 80) }
            for (index, run) in runs.enumerated() {
                _ = try await store.begin(run.id, at: Int64(index))
                var metrics = [
                    Metric(key: "a", value: Double(run.a), timestampMilliseconds: 1)
                ]
                // Every eighth has nothing to be ordered by.
                if index % 8 != 0 {
                    metrics.append(
                        Metric(key: "b", value: Double(run.b), timestampMilliseconds: 1))
                }
                try await store.log(LogEntries(metrics: metrics), to: run.id)
            }
            for least in [0, 8, 40, 70, 79, 80] {
                for limit in [1, 3, 10, 100] {
                    let chosen = runs.enumerated().filter { $0.element.a >= least }
                    let ordered =
                        chosen.filter { $0.offset % 8 != 0 }.sorted { $0.element.b > $1.element.b }
                        + chosen.filter { $0.offset % 8 == 0 }.reversed()
                    let found = try await store.found(
                        "metrics.a >= \(least)", orders: ["metrics.b DESC"], limit: limit)
                    #expect(found.ids == ordered.prefix(limit).map(\.element.id))
                }
            }
        }
    }

    @Test(arguments: TrackedStore.available)
    func `a deleted run is seen when asked for`(_ kind: TrackedStore) async throws {
        try await kind.withStore { store in
            try await fill(store)
            _ = try await store.write { session throws(TrackingError) in
                try session.change(run: "b", .delete, within: TrackedStore.everywhere)
            }
            #expect(try await store.found("").ids == ["d", "c", "a"])
            #expect(try await store.found("", view: .deleted).ids == ["b"])
            #expect(try await store.found("", view: .all).ids == ["d", "c", "b", "a"])
            await #expect(throws: TrackingError.refused(.inactiveRun("b"))) {
                try await store.log(LogEntries(tags: [TrackedPair(key: "x", value: "")]), to: "b")
            }
        }
    }
}
