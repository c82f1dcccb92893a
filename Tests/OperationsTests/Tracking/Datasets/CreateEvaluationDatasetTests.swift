import Foundation
import Governance
import Ledger
import LedgerSQLite
import Operations
import Testing
import Tracking
import Transparency

@Suite struct CreateEvaluationDatasetTests {
    private func withPlatform(_ body: (TestPlatform) async throws -> Void) async throws {
        let file = FileManager.default.temporaryDirectory.path + "/sets-\(UUID()).sqlite"
        defer { try? FileManager.default.removeItem(atPath: file) }
        let store = try await TrackingStore(
            try SQLiteTrackingDatabase(path: file), root: ArtifactRoot(), nowMilliseconds: 1)
        try await body(try TestPlatform(isRandom: true, tracking: store))
        await store.close()
    }

    private func create(_ name: String, by actor: Actor) -> CreateEvaluationDataset {
        CreateEvaluationDataset(
            name: name, workspace: actor.reach.ownWorkspace, tags: [], experiments: [], by: actor)
    }

    @Test func `who may log makes a data set, who may read reads it, and nobody else`() async throws
    {
        try await withPlatform { test in
            let made = try await test.platform.perform(
                create("d", by: .signed("tom", "contributor")))
            #expect(made.id.hasPrefix("d-") && made.id.utf8.count == 34)
            #expect(made.createdMilliseconds == test.clock.value.milliseconds)
            let viewer = Actor.signed("eve", "viewer")
            #expect(
                try await test.platform.perform(ReadEvaluationDataset(id: made.id, by: viewer))
                    == made)
            let refused = try await test.failure {
                try await test.platform.perform(create("e", by: viewer))
            }
            #expect(refused.code == "not_allowed")
            let unread = try await test.failure {
                try await test.platform.perform(
                    ReadEvaluationDataset(id: made.id, by: .signed("gus", "gateway-client")))
            }
            #expect(unread.code == "not_allowed")
        }
    }

    @Test func `a data set is in its maker's workspace, and not there for others`() async throws {
        try await withPlatform { test in
            let made = try await test.platform.perform(
                create("d", by: .signed("ann", "contributor@bank")))
            #expect(made.workspace.name == "bank")
            let other = Actor.signed("tom", "contributor@default")
            let missing = try await test.failure {
                try await test.platform.perform(
                    UpsertDatasetRecords(
                        records: try SaidRecord.records(reading: "[{\"inputs\": {}}]"),
                        dataset: made.id, by: other))
            }
            #expect(missing.code == "unknown_tracked")
            let page = try await test.platform.perform(
                SearchEvaluationDatasets(
                    search: try EvaluationDatasetSearch(
                        experiments: [], filter: "", orders: [], limit: 10, start: nil), by: other))
            #expect(page.found.isEmpty)
        }
    }
}
