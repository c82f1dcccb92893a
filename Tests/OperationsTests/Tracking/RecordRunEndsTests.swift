import Foundation
import Governance
import Ledger
import LedgerSQLite
import Operations
import Testing
import Tracking

@Suite struct RecordRunEndsTests {
    @Test func `an end that a stopped server did not record is recorded at the next start`()
        async throws
    {
        let file = FileManager.default.temporaryDirectory.path + "/ends-\(UUID()).sqlite"
        defer { try? FileManager.default.removeItem(atPath: file) }
        let store = try await TrackingStore(
            try SQLiteTrackingDatabase(path: file), root: ArtifactRoot(), nowMilliseconds: 1)
        let test = try TestPlatform(tracking: store)
        let run = try await test.platform.perform(
            CreateRun(
                experiment: "0", name: "", user: "tom", startedMilliseconds: 1, tags: [],
                by: .signed("tom", "contributor")))
        let before = try await test.recordCount()
        // The run's end is durable, and nobody went on to record it.
        let everywhere = TrackingReach(readable: .all, writable: .all)
        let end = RunChange.update(status: .failed, endedMilliseconds: 2, name: nil)
        _ = try await store.write { session throws(TrackingError) in
            try session.change(run: run.info.id, end, within: everywhere)
        }
        for _ in 0..<2 {
            try await RecordRunEnds(by: .somebody).run(on: test.platform)
        }
        #expect(try await test.recordCount() == before + 1)
    }
}
