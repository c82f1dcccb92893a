import Testing
import Transparency

@testable import Ledger

/// Random commands of two servers over a store that goes wrong at random, with the audit as judge.
@Suite struct SequencerSimulation {
    private struct Refusal: Error {}

    /// What a caller was told of its command.
    private enum Told: Sendable {
        case committed([CommittedRecord], SignedNote?)
        case failed
        case unknown
    }

    @Test(arguments: [UInt64(11), 12])
    func `what was answered is true, whatever goes wrong`(_ seed: UInt64) async throws {
        print("simulation with seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let memory = MemoryStore()
        let outsider = try TestLedger.sequencer(over: memory, writer: "outsider")
        let store = FaultyStore(memory) {
            _ = try await outsider.submit(TestLedger.register("outside"))
        }
        let limits = SequencerLimits(batchCountMax: 5, attemptCountMax: 6)
        let servers = try ["server-a", "server-b"].map {
            try TestLedger.sequencer(over: store, writer: $0, limits: limits)
        }
        var kept: [SignedNote] = []
        var known: [Int: [UInt8]] = [:]
        for step in 0..<250 {
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                await store.inject(Self.fault(using: &random))
            }
            let commands = (0..<Int.random(in: 1...8, using: &random)).map { _ in
                (server: servers[Int.random(in: 0...1, using: &random)], seed: random.next())
            }
            let told = await withTaskGroup(of: Told.self) { group in
                for command in commands {
                    group.addTask { await Self.run(command.seed, on: command.server) }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            for case .committed(let records, let checkpoint) in told {
                try Self.check(records, under: checkpoint)
                for one in records { known[one.index] = one.record.bytes }
                if let checkpoint, step.isMultiple(of: 40) { kept.append(checkpoint) }
            }
            try await Self.judge(store, known: known, kept: kept, "seed \(seed) step \(step)")
        }
        let rebuild = ReadModelRebuild(
            store: store, projection: TestLedger.projection, writer: "test")
        #expect(try await rebuild.check().isEqual, "seed \(seed)")
        #expect(known.count > 250, "seed \(seed)")
    }

    private static func fault(using random: inout SeededGenerator) -> FaultyStore.Fault {
        switch Int.random(in: 0..<8, using: &random) {
        case 0: .refuse(.full)
        case 1: .refuse(.inputOutput("injected"))
        case 2: .loseAnswer
        case 3: .loseCommit
        case 4: .loseAnswerAndHead
        case 5: .loseAnswerThenRival
        default: .rival
        }
    }

    private static func run(_ seed: UInt64, on server: Sequencer) async -> Told {
        var random = SeededGenerator(seed: seed)
        let names = (0..<Int.random(in: 0...3, using: &random)).map { _ in
            "n\(Int.random(in: 0..<10, using: &random))"
        }
        let isRefused = Int.random(in: 0..<5, using: &random) == 0
        do {
            let done = try await server.submit { turn in
                for name in names { _ = try await TestLedger.register(name)(&turn) }
                if isRefused { throw Refusal() }
            }
            return .committed(done.records, done.checkpoint)
        } catch LedgerError.unknownOutcome {
            return .unknown
        } catch {
            return .failed
        }
    }

    private static func check(
        _ records: [CommittedRecord], under checkpoint: SignedNote?
    ) throws {
        for one in records {
            let checkpoint = try #require(checkpoint)
            _ = try one.receipt(under: checkpoint).verify(
                entry: one.record.bytes, verifiers: [TestLedger.signer().verifier])
        }
    }

    private static func judge(
        _ store: FaultyStore, known: [Int: [UInt8]], kept: [SignedNote], _ place: String
    ) async throws {
        // A head that is still to fail belongs to a commit; it must not fail the audit.
        let report = try await TestLedger.audit(store, kept: kept)
        let isEmpty = report.size == 0
        #expect(report.integrity.outcome == .verified, "\(place): \(report.integrity)")
        #expect(
            report.completeness.outcome == (kept.isEmpty ? .unknown : .verified),
            "\(place): \(report.completeness)")
        #expect(
            report.authenticity.outcome == (isEmpty ? .unknown : .verified),
            "\(place): \(report.authenticity)")
        let records = try await store.records(in: 0..<report.size)
        for (index, bytes) in known {
            #expect(records.indices.contains(index) && records[index] == bytes, "\(place)")
        }
    }
}
