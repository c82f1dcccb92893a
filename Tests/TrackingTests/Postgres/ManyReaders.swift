import Governance
import Testing

@testable import LedgerPostgres
@testable import Tracking

@Suite struct ManyReaders {
    @Test(arguments: TrackedStore.available)
    func `who asks at the same time has each their own answer`(_ kind: TrackedStore) async throws {
        try await kind.withStore { store in
            var numbers: [String: Int64] = [:]
            for index in 0..<8 {
                numbers["run-\(index)"] = try await store.begin("run-\(index)").info.number
            }
            let known = numbers
            try await withThrowingTaskGroup { group in
                for reader in 0..<32 {
                    group.addTask {
                        for round in 0..<40 {
                            // Among them one that is not there, and one that cannot be asked for.
                            let id = ["run-\((reader + round) % 8)", "nowhere", "a\0b"][
                                round % 10 == 9 ? 1 : round % 20 == 8 ? 2 : 0]
                            let place = await store.place(id)
                            #expect(place?.number == known[id], "\(id)")
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test(arguments: TrackedStore.available)
    func `who asks after a change sees it`(_ kind: TrackedStore) async throws {
        try await kind.withStore { store in
            _ = try await store.begin("a")
            try await withThrowingTaskGroup { group in
                for _ in 0..<4 {
                    group.addTask {
                        for _ in 0..<100 { #expect(await store.place("a") != nil) }
                    }
                }
                for revision in Int64(2)..<60 {
                    try await store.log(
                        LogEntries(tags: [TrackedPair(key: "t", value: "\(revision)")]), to: "a")
                    #expect(await store.place("a")?.revision == revision)
                }
                try await group.waitForAll()
            }
        }
    }

    @Test(.enabled(if: TrackedStore.conninfo != nil, "set ASSAY_TEST_POSTGRES to a libpq conninfo"))
    func `what is read is one state, however often it is asked`() async throws {
        try await TrackedStore.postgres.withStore { store in
            _ = try await store.begin("a")
            let seen = try await store.search { session throws(TrackingError) in
                let before = try session.place(ofRun: "a", within: TrackedStore.everywhere)
                let schema = try session.connection.first(
                    "SELECT current_setting('search_path')", []
                ) { row throws(TrackingError) in row.text(0) ?? "" }
                let other = try? PostgresSession(
                    conninfo: TrackedStore.conninfo ?? "", library: .load())
                let changed = try? other?.execute("UPDATE \(schema ?? "").run SET revision = 77")
                #expect(changed != nil)
                let after = try session.place(ofRun: "a", within: TrackedStore.everywhere)
                return [before.revision, after.revision]
            }
            #expect(seen == [1, 1])
            #expect(await store.place("a")?.revision == 77)
        }
    }
}

extension TrackingStore {
    fileprivate func place(_ id: String) async -> RunPlace? {
        try? await read(asking: .place(ofRun: id)) { session throws(TrackingError) in
            try session.place(ofRun: id, within: TrackedStore.everywhere)
        }
    }
}
