import Testing
import Transparency

@testable import Ledger

@Suite struct LedgerCopyTests {
    /// A ledger of 700 records, and a row that no record makes.
    private func source() async throws -> MemoryStore {
        let store = MemoryStore()
        let sequencer = try TestLedger.sequencer(over: store)
        for number in 0..<7 {
            _ = try await sequencer.submit { turn in
                for offset in 0..<100 {
                    _ = try await TestLedger.register("m\(number * 100 + offset)")(&turn)
                }
            }
        }
        _ = try await sequencer.submit { turn in
            try turn.put(Row(table: "people", key: "p:1", document: ["name": "Ada"]))
        }
        return store
    }

    @Test(arguments: TestStore.available)
    func `a copy has the same records, head and kept rows`(kind: TestStore) async throws {
        let source = try await source()
        try await kind.withStore { target in
            try await LedgerCopy(
                from: source, into: target, tables: ["people"], writer: "copy"
            ).run()
            let (old, new) = (await source.head(), try await target.head())
            #expect(new.frontier == old.frontier)
            #expect(new.checkpoint == old.checkpoint)
            let records = try await source.records(in: 0..<old.size)
            #expect(try await target.records(in: 0..<new.size) == records)
            #expect(try await target.row("people", "p:1")?.document == ["name": "Ada"])
            #expect(try await target.row("version", "m1") == nil)
            let report = try await TestLedger.audit(target)
            #expect(report.isUnbroken && report.integrity.outcome == .verified)
            let rebuild = ReadModelRebuild(
                store: target, projection: TestLedger.projection, writer: "copy")
            #expect(try await rebuild.run().rowCount > 0)
            #expect(try await rebuild.check().isEqual)
        }
    }

    @Test func `a store that is not empty takes no copy`() async throws {
        let (source, target) = (try await source(), try await source())
        let before = await target.head()
        await #expect(throws: LedgerError.self) {
            try await LedgerCopy(from: source, into: target, tables: [], writer: "copy").run()
        }
        #expect(await target.head() == before)
    }

    @Test func `the copy goes on where the ledger stood`() async throws {
        let (source, target) = (try await source(), MemoryStore())
        try await LedgerCopy(from: source, into: target, tables: [], writer: "copy").run()
        let rebuild = ReadModelRebuild(
            store: target, projection: TestLedger.projection, writer: "copy")
        _ = try await rebuild.run()
        let sequencer = try TestLedger.sequencer(over: target, writer: "writer-b")
        _ = try await sequencer.submit(TestLedger.register("after"))
        let kept = try #require(await source.head().note)
        let report = try await TestLedger.audit(target, kept: [kept])
        #expect(report.completeness.outcome == .verified, "\(report)")
    }
}
