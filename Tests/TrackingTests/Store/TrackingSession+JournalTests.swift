import Governance
import Testing

@testable import Tracking

/// What is logged little by little shows at once, and is the same once it is settled.
@Suite struct TrackingSessionJournalTests {
    private static func metric(_ key: String, _ value: Double, at step: Int64) -> Metric {
        Metric(key: key, value: value, timestampMilliseconds: step, step: step)
    }

    private static func tag(_ key: String, _ value: String) -> TrackedPair {
        TrackedPair(key: key, value: value)
    }

    private static func unsettled(_ store: TrackingStore) async throws -> [String] {
        try await store.search { session throws(TrackingError) in
            try session.unsettledRuns(.all, after: 0, limit: 100).map(\.id)
        }
    }

    private static func journalCount(_ store: TrackingStore) async throws -> Int64 {
        try await store.search { session throws(TrackingError) in
            try session.connection.first("SELECT count(*) FROM run_journal", []) {
                row throws(TrackingError) in row.integer(0) ?? 0
            } ?? 0
        }
    }

    @Test(arguments: TrackedStore.available)
    func `a run shows the same before and after`(_ kind: TrackedStore) async throws {
        try await kind.withStore { store in
            _ = try await store.begin("a")
            for step in 0..<20 {
                try await store.log(
                    LogEntries(
                        metrics: [
                            Self.metric("loss", 1 / Double(step + 1), at: Int64(step)),
                            Self.metric("é", .nan, at: Int64(20 - step)),
                        ], tags: [Self.tag("last", "\(step)"), Self.tag("t\(step % 3)", "x")]),
                    to: "a")
            }
            #expect(try await Self.unsettled(store) == ["a"])
            #expect(try await Self.journalCount(store) == 20)
            let before = try #require(try await store.whole("a"))
            #expect(before.metrics.map(\.key) == ["loss", "é"])
            #expect(before.metrics.map(\.step) == [19, 20])
            #expect(before.tags.contains(Self.tag("last", "19")))
            try await store.settle()
            #expect(try await Self.unsettled(store).isEmpty)
            #expect(try await Self.journalCount(store) == 0)
            #expect(try await store.whole("a") == before)
        }
    }

    @Test(arguments: TrackedStore.available)
    func `a search finds what was logged before it`(_ kind: TrackedStore) async throws {
        try await kind.withStore { store in
            for number in 0..<30 { _ = try await store.begin("r\(number)") }
            for number in 0..<30 {
                try await store.log(
                    LogEntries(
                        metrics: [Self.metric("m", Double(number), at: 1)],
                        tags: [Self.tag("half", number < 15 ? "lower" : "upper")]),
                    to: "r\(number)")
            }
            #expect(try await store.found("metrics.m >= 28").ids.sorted() == ["r28", "r29"])
            #expect(try await store.found("tags.half = 'upper'").ids.count == 15)
            try await store.log(LogEntries(tags: [Self.tag("half", "lower")]), to: "r29")
            #expect(try await store.found("tags.half = 'upper'").ids.count == 14)
        }
    }

    @Test(arguments: TrackedStore.available)
    func `the last word on a tag wins, whichever way it came`(_ kind: TrackedStore) async throws {
        try await kind.withStore { store in
            _ = try await store.begin("a")
            let everywhere = TrackedStore.everywhere
            for (value, isSettled) in [("1", false), ("2", true), ("3", false), ("4", true)] {
                try await store.log(
                    LogEntries(
                        parameters: [Self.tag("p\(value)", value)], tags: [Self.tag("t", value)]),
                    to: "a")
                try await store.log(LogEntries(tags: [Self.tag("u", value)]), to: "a")
                if isSettled { try await store.settle() }
            }
            try await store.log(LogEntries(tags: [Self.tag("mlflow.runName", "x")]), to: "a")
            try await store.write { session throws(TrackingError) in
                _ = try session.change(
                    run: "a", .update(status: nil, endedMilliseconds: nil, name: "y"),
                    within: everywhere)
            }
            try await store.log(LogEntries(tags: [Self.tag("gone", "x")]), to: "a")
            try await store.write { session throws(TrackingError) in
                _ = try session.change(run: "a", .removeTag("gone"), within: everywhere)
            }
            for _ in 0..<2 {
                let run = try #require(try await store.whole("a"))
                #expect(run.info.name == "y")
                #expect(
                    run.tags == [
                        Self.tag("mlflow.runName", "y"), Self.tag("t", "4"), Self.tag("u", "4"),
                    ])
                try await store.settle()
            }
            await #expect(throws: TrackingError.self) {
                try await store.write { session throws(TrackingError) in
                    _ = try session.change(run: "a", .removeTag("gone"), within: everywhere)
                }
            }
        }
    }

    @Test(arguments: TrackedStore.available)
    func `what comes in great number is settled at once`(_ kind: TrackedStore) async throws {
        try await kind.withStore { store in
            _ = try await store.begin("a")
            let metrics = (0..<500).map { Self.metric("m\($0 % 7)", Double($0), at: Int64($0)) }
            try await store.log(LogEntries(metrics: metrics), to: "a")
            #expect(try await Self.journalCount(store) == 0)
            #expect(try await store.found("metrics.m2 = 499").ids == ["a"])
            #expect(try await store.whole("a")?.metrics.count == 7)
        }
    }

    @Test(arguments: TrackedStore.available)
    func `nothing is lost or twice while others settle`(_ kind: TrackedStore) async throws {
        try await kind.withStore { store in
            let runs = (0..<12).map { "run-\($0)" }
            for run in runs { _ = try await store.begin(run) }
            try await withThrowingTaskGroup { group in
                for writer in 0..<24 {
                    group.addTask {
                        for step in 0..<20 {
                            try await store.log(
                                LogEntries(
                                    metrics: [
                                        Self.metric("m\(writer)", Double(step), at: Int64(step))
                                    ], tags: [Self.tag("t\(writer)", "\(step)")]),
                                to: runs[writer % runs.count])
                        }
                    }
                }
                for _ in 0..<4 {
                    group.addTask { for _ in 0..<10 { try await store.settle() } }
                }
                try await group.waitForAll()
            }
            for isSettled in [false, true] {
                if isSettled { try await store.settle() }
                for (index, name) in runs.enumerated() {
                    let run = try #require(try await store.whole(name))
                    let own = [index, index + 12]
                    #expect(Set(run.metrics.map(\.key)) == Set(own.map { "m\($0)" }))
                    #expect(run.metrics.allSatisfy { $0.step == 19 })
                    #expect(own.allSatisfy { run.tags.contains(Self.tag("t\($0)", "19")) })
                    #expect(run.info.revision == 41)
                }
            }
            #expect(try await Self.journalCount(store) == 0)
            for writer in 0..<24 {
                let history = try await store.search { session throws(TrackingError) in
                    try session.history(
                        of: "m\(writer)", inRun: runs[writer % runs.count], limit: nil,
                        start: .start, within: TrackedStore.everywhere)
                }
                #expect(history.found.map(\.step) == Array(0..<20))
            }
        }
    }

    @Test(arguments: TrackedStore.available)
    func `a history is whole, however it came to be kept`(_ kind: TrackedStore) async throws {
        try await kind.withStore { store in
            _ = try await store.begin("a")
            // As older versions kept it.
            try await store.write { session throws(TrackingError) in
                try session.connection.execute(
                    """
                    INSERT INTO metric (run, key, timestamp, step, value, is_nan)
                    SELECT id, 'm', 1, 1, 0.5, 0 FROM run UNION ALL
                    SELECT id, 'm', 2, 2, 0, 1 FROM run
                    """)
            }
            let points = [
                Metric(key: "m", value: .nan, timestampMilliseconds: 2, step: 2),
                Metric(key: "m", value: 0, timestampMilliseconds: 2, step: 2),
                Metric(key: "m", value: -1e-300, timestampMilliseconds: 0, step: .max),
                Metric(key: "m", value: 7, timestampMilliseconds: .max, step: .min),
            ]
            for _ in 0..<2 {
                for point in points { try await store.log(LogEntries(metrics: [point]), to: "a") }
                try await store.settle()
            }
            try await store.log(
                LogEntries(metrics: Array(repeating: points[1], count: 150)), to: "a")
            let found = try await store.search(settling: .runs(["a"])) {
                session throws(TrackingError) in
                try session.history(
                    of: "m", inRun: "a", limit: nil, start: .start,
                    within: TrackedStore.everywhere
                ).found
            }
            #expect(
                found == [
                    points[2], Metric(key: "m", value: 0.5, timestampMilliseconds: 1, step: 1),
                    points[1], points[0], points[3],
                ])
        }
    }

    @Test(arguments: TrackedStore.available)
    func `a database from before the journal is given one`(_ kind: TrackedStore) async throws {
        try await kind.withStore { store in
            _ = try await store.begin("a")
            try await store.write { session throws(TrackingError) in
                try session.connection.execute(
                    """
                    DROP INDEX run_unsettled; ALTER TABLE run DROP COLUMN unsettled;
                    DROP TABLE run_journal
                    """)
                try TrackingSchema.prepare(session.connection)
                try TrackingSchema.prepare(session.connection)
            }
            try await store.log(LogEntries(metrics: [Self.metric("m", 1, at: 1)]), to: "a")
            #expect(try await store.found("metrics.m = 1").ids == ["a"])
        }
    }
}
