import Testing
import Transparency

@testable import Ledger

@Suite struct ReadModelRebuildTests {
    private func rebuild(
        _ store: any LedgerStore, _ projection: Projection = TestLedger.projection
    ) -> ReadModelRebuild {
        ReadModelRebuild(store: store, projection: projection, writer: "rebuild")
    }

    private func commit(_ changes: [RowChange], to store: any LedgerStore) async throws {
        let head = try await store.head()
        _ = try await store.append(
            LedgerBatch(changing: changes, after: head, writer: "w"), expecting: head)
    }

    /// Three servers in turn, each registering names that repeat.
    private func fill(_ store: any LedgerStore, count: Int = 60) async throws {
        for (index, writer) in ["a", "b", "a", "c"].enumerated() {
            let sequencer = try TestLedger.sequencer(over: store, writer: writer)
            for number in 0..<count / 4 {
                _ = try await sequencer.submit(TestLedger.register("n\((number + index) % 7)"))
            }
        }
    }

    @Test(arguments: TestStore.available)
    func `rows that commands made are what the records say`(_ kind: TestStore) async throws {
        try await kind.withStore { store in
            try await fill(store)
            let report = try await rebuild(store).check()
            #expect(report.isEqual && report.recordCount == 60)
            // Seven names, and the two writers whose last record is not the ledger's last.
            #expect(report.rowCount == 9)
        }
    }

    @Test(arguments: TestStore.available)
    func `rows that differ are named and put right at once`(_ kind: TestStore) async throws {
        try await kind.withStore { store in
            try await fill(store)
            let honest = try await store.rows(RowQuery("version")).rows
            let kept = Row(table: "person", key: "ada", document: "erasable")
            try await commit(
                [
                    .put(TestLedger.row("n1", count: 99)), .remove(table: "version", key: "n2"),
                    .put(TestLedger.row("stranger")), .put(kept),
                    .remove(table: WriterNumbers.table, key: "b"),
                ], to: store)
            let expected = [
                RowDifference(table: WriterNumbers.table, key: "b", kind: .missing),
                RowDifference(table: "version", key: "n2", kind: .missing),
                RowDifference(table: "version", key: "n1", kind: .changed),
                RowDifference(table: "version", key: "stranger", kind: .unexpected),
            ]
            let check = try await rebuild(store).check()
            #expect(Set(check.differences.map(\.description)) == Set(expected.map(\.description)))
            let size = try await store.head().size
            let report = try await rebuild(store).run()
            #expect(report.differenceCount == 4)
            #expect(try await rebuild(store).check().isEqual)
            #expect(
                Set(try await store.rows(RowQuery("version")).rows.map(\.key))
                    == Set(honest.map(\.key)))
            // What no projection makes stays, no record is added and no shadow is left.
            #expect(try await store.row("person", "ada") == kept)
            #expect(try await store.head().size == size)
            #expect(try await store.rows(RowQuery("version~")).rows.isEmpty)
        }
    }

    @Test(arguments: TestStore.available)
    func `a writer goes on counting after a rebuild`(_ kind: TestStore) async throws {
        try await kind.withStore { store in
            try await fill(store)
            _ = try await rebuild(store).run()
            let sequencer = try TestLedger.sequencer(over: store, writer: "a")
            let done = try await sequencer.submit(TestLedger.register("n0"))
            #expect(done.records[0].record.number == 31)
            #expect(try await rebuild(store).check().isEqual)
        }
    }

    @Test func `what is appended during a rebuild is in it`() async throws {
        let memory = MemoryStore()
        try await fill(memory)
        let rival = try TestLedger.sequencer(over: memory, writer: "rival")
        let store = FaultyStore(memory) { _ = try await rival.submit(TestLedger.register("late")) }
        // While the shadows are filled, and again just before they are put in place.
        await store.inject(.rival, .pass, .pass, .rival)
        try await commit([.put(TestLedger.row("stranger"))], to: memory)
        let report = try await rebuild(store).run()
        #expect(report.differences.map(\.key) == ["stranger"])
        #expect(try await memory.row("version", "late")?.document["count"] == 2)
        #expect(try await rebuild(memory).check().isEqual)
    }

    @Test func `a rebuild that breaks off leaves the old rows and the next one succeeds`()
        async throws
    {
        let memory = MemoryStore()
        try await fill(memory)
        let store = FaultyStore(memory)
        for count in 0..<2 {
            for _ in 0..<count { await store.inject(.hold) }
            await store.inject(.refuse(.full))
            let before = try await memory.rows(RowQuery("version")).rows
            let run = Task { try await rebuild(store).run() }
            for _ in 0..<count {
                await store.waitUntilHeld()
                await store.release()
            }
            await #expect(throws: RebuildError.self) { try await run.value }
            #expect(try await memory.rows(RowQuery("version")).rows == before)
        }
        #expect(try await rebuild(store).run().isEqual)
    }

    @Test func `a projection that fills a table of another is refused`() async throws {
        let store = MemoryStore()
        try await fill(store)
        for change in [
            RowChange.put(TestLedger.row("a", table: "person")), .clear(table: "version"),
            .remove(table: "person", key: "a"), .swap(table: "version", with: "person"),
        ] {
            let projection = Projection(tables: ["version"]) { _, _ in [change] }
            await #expect {
                try await rebuild(store, projection).check()
            } throws: { error in
                guard case RebuildError.notProjected(index: 0, _) = error else { return false }
                return true
            }
        }
    }

    @Test func `a projection that throws names the record`() async throws {
        let store = MemoryStore()
        try await fill(store)
        let projection = Projection(tables: ["version"]) { appended, _ in
            if appended.index == 7 { throw LedgerError.busy }
            return []
        }
        await #expect {
            try await rebuild(store, projection).check()
        } throws: { error in
            guard case RebuildError.projection(index: 7, _) = error else { return false }
            return true
        }
    }

    @Test func `a rebuild of many rows goes in commits of bounded size`() async throws {
        let memory = MemoryStore()
        let sequencer = try TestLedger.sequencer(over: memory)
        for index in 0..<3 {
            _ = try await sequencer.submit { turn in
                for number in 0..<900 {
                    _ = try await TestLedger.register("n\(index)-\(number)")(&turn)
                }
            }
        }
        let store = FaultyStore(memory)
        #expect(try await rebuild(store).run().rowCount == 2_700)
        // Two to fill, one to exchange, two to empty the old ones.
        #expect(await store.appendCount == 5)
        #expect(try await rebuild(memory).check().isEqual)
    }
}
