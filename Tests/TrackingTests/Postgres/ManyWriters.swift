import Governance
import Testing

@testable import LedgerPostgres
@testable import Tracking

@Suite struct ManyWriters {
    @Test(arguments: TrackedStore.available)
    func `what many log at the same time is all there, once`(_ kind: TrackedStore) async throws {
        try await kind.withStore { store in
            let runs = (0..<4).map { "run-\($0)" }
            for run in runs { _ = try await store.begin(run) }
            try await withThrowingTaskGroup { group in
                for writer in 0..<24 {
                    group.addTask {
                        for step in 0..<10 {
                            let metric = Metric(
                                key: "m", value: Double(writer),
                                timestampMilliseconds: Int64(writer), step: Int64(step))
                            try await store.log(
                                LogEntries(metrics: [metric]), to: runs[writer % 4])
                        }
                    }
                }
                try await group.waitForAll()
            }
            for (index, run) in runs.enumerated() {
                let history = try await store.search(settling: .runs([run])) {
                    session throws(TrackingError) in
                    try session.history(
                        of: "m", inRun: run, limit: nil, start: PageToken(nil),
                        within: TrackedStore.everywhere)
                }
                let seen = Set(history.found.map { [Int64($0.value), $0.step] })
                #expect(history.found.count == 60 && seen.count == 60)
                #expect(seen.allSatisfy { $0[0] % 4 == Int64(index) })
                #expect(try await store.whole(run)?.info.revision == 61)
            }
        }
    }

    @Test(arguments: TrackedStore.available)
    func `what one does wrong is no other's loss`(_ kind: TrackedStore) async throws {
        try await kind.withStore { store in
            _ = try await store.begin("a")
            let refused = await withTaskGroup(of: Int.self) { group in
                for number in 0..<60 {
                    group.addTask {
                        // The same parameter with other values, or a run that is not there.
                        let parameter = TrackedPair(
                            key: number % 2 == 0 ? "p" : "p\(number)", value: "\(number)")
                        let logged: Void? = try? await store.log(
                            LogEntries(parameters: [parameter]),
                            to: number % 3 == 0 ? "nowhere" : "a")
                        return logged == nil ? 1 : 0
                    }
                }
                return await group.reduce(0, +)
            }
            // 20 at no run; of the 20 that want `p`, one has it; 20 with one of their own.
            #expect(refused == 39)
            #expect(try await store.whole("a")?.parameters.count == 21)
        }
    }

    @Test(arguments: TrackedStore.available)
    func `of many who want a name one has it, and the others are told`(
        _ kind: TrackedStore
    ) async throws {
        try await kind.withStore { store in
            let answers = await withTaskGroup(of: String.self) { group in
                for number in 0..<40 {
                    group.addTask { await Self.create("model-\(number % 4)", on: store) }
                }
                return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }
            #expect(answers["made"] == 4 && answers["exists"] == 36, "\(answers)")
            // What only a check refuses is refused as before, alone and among others.
            #expect(await Self.create("", on: store) == "refused")
        }
    }

    private static func create(_ name: String, on store: TrackingStore) async -> String {
        let new = RegisteredModel(
            newNamed: name, in: .standard, description: "", tags: [], at: 1)
        let first = FirstQuestion.creating(new, within: TrackedStore.everywhere)
        do throws(TrackingError) {
            let made = try await store.write(asking: first) {
                session throws(TrackingError) in
                try session.create(new, within: TrackedStore.everywhere)
            }
            return made.number > 0 ? "made" : "without a number"
        } catch {
            if case .refused(.exists) = error { return "exists" }
            if case .refused = error { return "refused" }
            return "\(error)"
        }
    }

    @Test(.enabled(if: TrackedStore.conninfo != nil, "set ASSAY_TEST_POSTGRES to a libpq conninfo"))
    func `connections that the server closed are made anew`() async throws {
        try await TrackedStore.postgres.withStore { store in
            _ = try await store.begin("a")
            #expect(try await store.whole("a") != nil)
            let name = try await store.read { session throws(TrackingError) in
                try session.connection.first("SELECT current_setting('application_name')", []) {
                    row throws(TrackingError) in row.text(0) ?? ""
                } ?? ""
            }
            let other = try PostgresSession(
                conninfo: TrackedStore.conninfo ?? "", library: .load())
            let closed = try other.query(
                """
                SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
                WHERE application_name = $1
                """, [.text(name)])
            #expect(closed.rows.count > 1)
            _ = try await store.begin("b")
            #expect(try await store.whole("b") != nil)
        }
    }
}
