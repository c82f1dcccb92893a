import Testing
import Transparency

@testable import Ledger

@Suite struct SequencerTests {
    private struct Refusal: Error, Equatable {}

    /// Another server on the same store.
    private func rival(on store: any LedgerStore) throws -> @Sendable () async throws -> Void {
        let sequencer = try TestLedger.sequencer(over: store, writer: "rival")
        return { _ = try await sequencer.submit(TestLedger.register("rival")) }
    }

    @Test func `an answer comes with proofs that verify offline`() async throws {
        let sequencer = try TestLedger.sequencer(over: MemoryStore())
        for name in ["a", "b", "c"] { _ = try await sequencer.submit(TestLedger.register(name)) }
        let done = try await sequencer.submit { turn in
            try turn.append(kind: "one", body: [:], by: "ada", grade: "declared")
            try turn.append(kind: "two", body: [:], by: "ada", grade: "observed")
            return "value"
        }
        #expect(done.value == "value")
        #expect(done.records.map(\.index) == [3, 4])
        #expect(done.records.map(\.record.number) == [4, 5])
        let checkpoint = try #require(done.checkpoint)
        for committed in done.records {
            let receipt = try LogProof(
                parsing: Array(committed.receipt(under: checkpoint).encoded.utf8))
            let verified = try receipt.verify(
                entry: committed.record.bytes, verifiers: [TestLedger.signer().verifier])
            #expect(verified.checkpoint.size == 5)
        }
    }

    @Test func `commands that wait together share one commit`() async throws {
        let store = FaultyStore(MemoryStore())
        let sequencer = try TestLedger.sequencer(over: store)
        await store.inject(.hold)
        try await withThrowingTaskGroup(of: Int.self) { group in
            group.addTask { try await sequencer.submit(TestLedger.register("first")).value }
            await store.waitUntilHeld()
            for index in 0..<20 {
                group.addTask { try await sequencer.submit(TestLedger.register("n\(index)")).value }
            }
            while await sequencer.waitingCount < 20 { await Task.yield() }
            await store.release()
            let indices = try await group.reduce(into: []) { $0.append($1) }
            #expect(indices.sorted() == Array(0..<21))
        }
        #expect(await store.appendCount == 2)
        #expect(try await store.head().size == 21)
    }

    @Test func `a command sees what earlier ones of its commit did`() async throws {
        let store = FaultyStore(MemoryStore())
        let sequencer = try TestLedger.sequencer(over: store)
        await store.inject(.hold)
        let same = TestLedger.register("same")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<2 { group.addTask { _ = try await sequencer.submit(same) } }
            await store.waitUntilHeld()
            for _ in 0..<5 { group.addTask { _ = try await sequencer.submit(same) } }
            while await sequencer.waitingCount < 5 { await Task.yield() }
            await store.release()
            try await group.waitForAll()
        }
        #expect(try await store.row("version", "same")?.document["count"] == 7)
    }

    @Test func `a command that throws loses its own changes and no others`() async throws {
        let store = FaultyStore(MemoryStore())
        let sequencer = try TestLedger.sequencer(over: store)
        await store.inject(.hold)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { _ = try await sequencer.submit(TestLedger.register("first")) }
            await store.waitUntilHeld()
            group.addTask { _ = try await sequencer.submit(TestLedger.register("good")) }
            while await sequencer.waitingCount < 1 { await Task.yield() }
            group.addTask {
                await #expect(throws: Refusal()) {
                    try await sequencer.submit { turn in
                        _ = try await TestLedger.register("bad")(&turn)
                        throw Refusal()
                    }
                }
            }
            while await sequencer.waitingCount < 2 { await Task.yield() }
            group.addTask { _ = try await sequencer.submit(TestLedger.register("good")) }
            while await sequencer.waitingCount < 3 { await Task.yield() }
            await store.release()
            try await group.waitForAll()
        }
        #expect(try await store.head().size == 3)
        #expect(try await store.row("version", "bad") == nil)
        #expect(try await store.row("version", "good")?.document["count"] == 2)
        #expect(try await TestLedger.audit(store).isUnbroken)
    }

    @Test func `a clock that runs before the first moment of records is held there`() async throws {
        let sequencer = Sequencer(
            store: MemoryStore(), signer: try TestLedger.signer(), origin: TestLedger.origin,
            writer: TestLedger.writer, clock: { Instant(milliseconds: .min) })
        let done = try await sequencer.submit(TestLedger.register("early"))
        #expect(done.records[0].record.at == Record.earliest)
    }

    @Test func `a command that only reads commits nothing`() async throws {
        let store = FaultyStore(MemoryStore())
        let sequencer = try TestLedger.sequencer(over: store)
        let done = try await sequencer.submit { try await $0.row("version", "a") == nil }
        #expect(done.value && done.records.isEmpty && done.checkpoint == nil)
        #expect(await store.appendCount == 0)
    }

    @Test func `a record that is too large fails its command alone`() async throws {
        let sequencer = try TestLedger.sequencer(over: MemoryStore())
        let large = JSON.string(String(repeating: "x", count: Record.byteCountMax))
        await #expect(throws: TurnError.self) {
            try await sequencer.submit { turn in
                try turn.append(kind: "k", body: ["x": large], by: "ada", grade: "declared")
            }
        }
        #expect(try await sequencer.submit(TestLedger.register("a")).value == 0)
    }

    @Test func `no command writes to the ledger's own table or a whole one`() async throws {
        let sequencer = try TestLedger.sequencer(over: MemoryStore())
        let changes: [RowChange] = [
            .put(TestLedger.row("a", table: WriterNumbers.table)),
            .remove(table: WriterNumbers.table, key: "a"), .clear(table: "version"),
            .swap(table: "version", with: "other"), .put(TestLedger.row("", table: "version")),
        ]
        for change in changes {
            await #expect(throws: TurnError.self, "\(change)") {
                try await sequencer.submit { try $0.apply(change) }
            }
        }
    }

    @Test(arguments: [LedgerError.full, .busy, .inputOutput("x"), .unavailable("x")])
    func `a commit that fails fails its commands and the next one goes on`(
        _ error: LedgerError
    ) async throws {
        let store = FaultyStore(MemoryStore())
        let sequencer = try TestLedger.sequencer(over: store)
        await store.inject(.refuse(error))
        await #expect(throws: error) { try await sequencer.submit(TestLedger.register("a")) }
        let done = try await sequencer.submit(TestLedger.register("b"))
        #expect(done.records.map(\.record.number) == [1])
    }

    @Test func `a commit whose answer is lost is found again`() async throws {
        let store = FaultyStore(MemoryStore())
        let sequencer = try TestLedger.sequencer(over: store)
        await store.inject(.loseAnswer)
        let done = try await sequencer.submit(TestLedger.register("a"))
        #expect(done.value == 0)
        #expect(try await sequencer.submit(TestLedger.register("b")).records[0].record.number == 2)
    }

    @Test func `a commit that is not there after all has failed`() async throws {
        let store = FaultyStore(MemoryStore())
        let sequencer = try TestLedger.sequencer(over: store)
        await store.inject(.loseCommit)
        await #expect(throws: LedgerError.inputOutput("injected")) {
            try await sequencer.submit(TestLedger.register("a"))
        }
        #expect(try await sequencer.submit(TestLedger.register("b")).records[0].record.number == 1)
    }

    @Test func `when nobody can tell the caller learns that and numbers go on`() async throws {
        let store = FaultyStore(MemoryStore())
        let sequencer = try TestLedger.sequencer(over: store)
        await store.inject(.loseAnswerAndHead)
        await #expect(throws: LedgerError.unknownOutcome(because: .inputOutput("injected"))) {
            try await sequencer.submit(TestLedger.register("a"))
        }
        // It was there, and the next record takes that into account.
        #expect(try await sequencer.submit(TestLedger.register("b")).records[0].record.number == 2)
    }

    @Test func `a lost answer is found behind another server's commit`() async throws {
        let memory = MemoryStore()
        let store = FaultyStore(memory, rival: try rival(on: memory))
        let sequencer = try TestLedger.sequencer(over: store)
        await store.inject(.loseAnswerThenRival)
        #expect(try await sequencer.submit(TestLedger.register("a")).value == 0)
        #expect(try await sequencer.submit(TestLedger.register("a")).value == 2)
        #expect(try await TestLedger.audit(store).isUnbroken)
    }

    @Test func `rows alone behind another server's commit cannot be told`() async throws {
        let memory = MemoryStore()
        let store = FaultyStore(memory, rival: try rival(on: memory))
        let sequencer = try TestLedger.sequencer(over: store)
        await store.inject(.loseAnswerThenRival)
        await #expect(throws: LedgerError.unknownOutcome(because: .inputOutput("injected"))) {
            try await sequencer.submit { try $0.put(TestLedger.row("a", table: "session")) }
        }
    }

    @Test func `a command decides again when another server committed first`() async throws {
        let memory = MemoryStore()
        let store = FaultyStore(memory, rival: try rival(on: memory))
        let sequencer = try TestLedger.sequencer(over: store)
        _ = try await sequencer.submit(TestLedger.register("rival"))
        await store.inject(.rival, .rival)
        let done = try await sequencer.submit(TestLedger.register("rival"))
        #expect(done.value == 3)
        #expect(try await store.row("version", "rival")?.document["count"] == 4)
        #expect(done.records[0].record.number == 2)
    }

    @Test func `who loses every time is told so`() async throws {
        let memory = MemoryStore()
        let store = FaultyStore(memory, rival: try rival(on: memory))
        let limits = SequencerLimits(attemptCountMax: 3)
        let sequencer = try TestLedger.sequencer(over: store, limits: limits)
        await store.inject(.rival, .rival, .rival)
        await #expect(throws: SequencerError.contended(attemptCount: 3)) {
            try await sequencer.submit(TestLedger.register("a"))
        }
        #expect(try await sequencer.submit(TestLedger.register("a")).value == 3)
    }

    @Test func `a full queue refuses at once`() async throws {
        let store = FaultyStore(MemoryStore())
        let sequencer = try TestLedger.sequencer(
            over: store, limits: SequencerLimits(queueCountMax: 2))
        await store.inject(.hold)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { _ = try await sequencer.submit(TestLedger.register("a")) }
            await store.waitUntilHeld()
            for _ in 0..<2 {
                group.addTask { _ = try await sequencer.submit(TestLedger.register("b")) }
            }
            while await sequencer.waitingCount < 2 { await Task.yield() }
            await #expect(throws: SequencerError.queueFull(countMax: 2)) {
                try await sequencer.submit(TestLedger.register("c"))
            }
            await store.release()
            try await group.waitForAll()
        }
    }

    @Test func `who is cancelled while waiting never gets a turn`() async throws {
        let store = MemoryStore()
        let sequencer = try TestLedger.sequencer(over: store)
        let (begun, begins) = AsyncStream<Void>.makeStream()
        let (gate, opener) = AsyncStream<Void>.makeStream()
        let first = Task {
            try await sequencer.submit { turn in
                begins.finish()
                for await _ in gate {}
                return try await TestLedger.register("a")(&turn)
            }
        }
        for await _ in begun {}
        let second = Task { try await sequencer.submit(TestLedger.register("b")) }
        while await sequencer.waitingCount < 1 { await Task.yield() }
        second.cancel()
        first.cancel()
        await #expect(throws: CancellationError.self) { try await second.value }
        opener.finish()
        // A turn that had begun is finished and answered.
        #expect(try await first.value.value == 0)
        #expect(await store.head().size == 1)
    }

    @Test func `while a commit is written the next commands are run over it`() async throws {
        let store = FaultyStore(MemoryStore())
        let sequencer = try TestLedger.sequencer(over: store)
        await store.inject(.hold)
        let (seen, sees) = AsyncStream<Int?>.makeStream()
        let first = Task { try await sequencer.submit(TestLedger.register("same")) }
        await store.waitUntilHeld()
        let second = Task {
            try await sequencer.submit { turn in
                let row = try await turn.row("version", "same")
                sees.yield(row?.document["count"]?.intValue)
                return try await TestLedger.register("same")(&turn)
            }
        }
        var counts = seen.makeAsyncIterator()
        #expect(await counts.next() == 1)
        #expect(try await store.head().size == 0)
        await store.release()
        #expect(try await first.value.value == 0)
        #expect(try await second.value.value == 1)
        #expect(try await store.row("version", "same")?.document["count"] == 2)
    }

    @Test(arguments: [FaultyStore.Fault.refuse(.full), .rival])
    func `what was run over a commit that does not come about is run again`(
        _ fault: FaultyStore.Fault
    ) async throws {
        let memory = MemoryStore()
        let store = FaultyStore(memory, rival: try rival(on: memory))
        let sequencer = try TestLedger.sequencer(over: store)
        await store.inject(.hold, fault)
        let first = Task { try await sequencer.submit(TestLedger.register("same")) }
        await store.waitUntilHeld()
        let second = Task { try await sequencer.submit(TestLedger.register("same")) }
        while await sequencer.waitingCount < 1 { await Task.yield() }
        await store.release()
        let isFirstThere = (try? await first.value) != nil
        let answer = try await second.value
        let count = try await store.row("version", "same")?.document["count"]
        #expect(count == (isFirstThere ? 2 : 1))
        let record = try #require(answer.records.first)
        let checkpoint = try #require(answer.checkpoint)
        #expect(
            try await store.records(in: record.index..<record.index + 1) == [record.record.bytes])
        _ = try record.receipt(under: checkpoint).verify(
            entry: record.record.bytes, verifiers: [TestLedger.signer().verifier])
    }

    @Test func `closing answers those who wait and takes no more`() async throws {
        let store = FaultyStore(MemoryStore())
        let sequencer = try TestLedger.sequencer(over: store)
        await store.inject(.hold)
        let first = Task { try await sequencer.submit(TestLedger.register("a")) }
        await store.waitUntilHeld()
        let closing = Task { await sequencer.close() }
        while await !sequencer.isClosed { await Task.yield() }
        await #expect(throws: SequencerError.closed) {
            try await sequencer.submit(TestLedger.register("b"))
        }
        await store.release()
        await closing.value
        #expect(try await first.value.value == 0)
    }

    @Test func `a batch is bounded in commands and bytes`() async throws {
        let store = FaultyStore(MemoryStore())
        let sequencer = try TestLedger.sequencer(
            over: store, limits: SequencerLimits(batchCountMax: 4, batchByteCountMax: 400))
        await store.inject(.hold)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { _ = try await sequencer.submit(TestLedger.register("first")) }
            await store.waitUntilHeld()
            for index in 0..<12 {
                group.addTask { _ = try await sequencer.submit(TestLedger.register("\(index)")) }
            }
            while await sequencer.waitingCount < 12 { await Task.yield() }
            await store.release()
            try await group.waitForAll()
        }
        // Each record has about 170 bytes, so that three fill a batch.
        #expect(await store.appendCount == 5)
    }

    @Test(arguments: TestStore.available)
    func `each writer goes on counting where it stopped`(_ kind: TestStore) async throws {
        try await kind.withStore { store in
            for (round, writer) in ["a", "b", "a", "a", "c", "b", "a"].enumerated() {
                // A new sequencer each time, as after a restart.
                let sequencer = try TestLedger.sequencer(over: store, writer: writer)
                _ = try await sequencer.submit(TestLedger.register("n\(round)"))
            }
            let numbers = try await store.records(in: 0..<7).map { try Record(parsing: $0).number }
            #expect(numbers == [1, 1, 2, 3, 1, 2, 4])
            #expect(try await TestLedger.audit(store).isUnbroken)
        }
    }
}
