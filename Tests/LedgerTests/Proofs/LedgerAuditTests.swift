import Testing
import Transparency

@testable import Ledger

@Suite struct LedgerAuditTests {
    /// A ledger of records of writers `a` and `b` in turn, and its checkpoints at some sizes.
    private func ledger(
        size: Int = 600, skipping skipped: Int? = nil
    ) async throws -> (store: MemoryStore, checkpoints: [Int: SignedNote]) {
        let store = MemoryStore()
        var head = LedgerHead.empty
        var checkpoints: [Int: SignedNote] = [:]
        var numbers: [String: Int] = [:]
        for start in stride(from: 0, to: size, by: 100) {
            var records: [[UInt8]] = []
            for index in start..<min(start + 100, size) {
                let writer = index.isMultiple(of: 3) ? "a" : "b"
                numbers[writer, default: 0] += index == skipped ? 2 : 1
                records.append(
                    try Record(
                        kind: "test", at: TestLedger.time, by: "ada", grade: "observed",
                        body: ["index": JSON(index)], writer: writer, number: numbers[writer] ?? 0
                    ).bytes)
            }
            head = try await store.append(
                TestLedger.batch(after: head, records: records), expecting: head)
            checkpoints[head.size] = try SignedNote(parsing: head.checkpoint ?? "")
        }
        return (store, checkpoints)
    }

    @Test func `an honest ledger is verified in all three`() async throws {
        let (store, checkpoints) = try await ledger()
        let report = try await TestLedger.audit(store, kept: Array(checkpoints.values))
        #expect(report.size == 600 && report.isUnbroken)
        #expect(report.root == (await store.head()).root)
        #expect(
            report.integrity == .verified("all 600 records and their hashes make the signed root"))
        #expect(
            report.completeness
                == .verified("no record of 2 writers is missing, and 6 older checkpoints hold"))
        #expect(report.authenticity == .verified("signed by `\(TestLedger.origin)`"))
    }

    @Test func `an empty ledger is whole and unsigned`() async throws {
        let report = try await TestLedger.audit(MemoryStore())
        #expect(report.integrity == .verified("the ledger is empty"))
        #expect(report.completeness.outcome == .unknown)
        #expect(report.authenticity == .unknown("nothing has been signed yet"))
    }

    @Test(arguments: [0, 255, 256, 599])
    func `one altered bit of a record is found and named`(_ index: Int) async throws {
        let (store, _) = try await ledger()
        let tampered = TamperedStore(
            inner: store,
            alterRecord: { at, bytes in
                at == index ? [bytes[0] ^ 1] + bytes.dropFirst() : bytes
            })
        let report = try await TestLedger.audit(tampered)
        #expect(report.integrity == .failed("record \(index) is not the one that was hashed"))
    }

    @Test func `a record that is altered with its hash is found by the tile above`() async throws {
        let (store, _) = try await ledger()
        let forged = try Record(
            kind: "forged", at: TestLedger.time, by: "eve", grade: "verified", body: [:],
            writer: "a", number: 101
        ).bytes
        let tampered = TamperedStore(
            inner: store, alterRecord: { $0 == 300 ? forged : $1 },
            alterHash: { $0 == 0 && $1 == 300 ? MerkleHash.leaf(forged) : $2 })
        let report = try await TestLedger.audit(tampered)
        #expect(
            report.integrity
                == .failed("hash 1 of tile level 1 is not that of records 256 to 511"))
        #expect(report.authenticity.outcome == .verified)
    }

    @Test func `a forged record at the end is found by the signed root`() async throws {
        let (store, _) = try await ledger()
        let forged = try Record(
            kind: "forged", at: TestLedger.time, by: "eve", grade: "verified", body: [:],
            writer: "b", number: 400
        ).bytes
        let records = try await store.records(in: 0..<599) + [forged]
        let frontier = records.reduce(into: MerkleFrontier()) { $0.append(MerkleHash.leaf($1)) }
        let tampered = TamperedStore(
            inner: store,
            alterHead: { head in
                LedgerHead(
                    frontier: frontier, checkpoint: head.checkpoint, revision: head.revision,
                    writer: head.writer)
            },
            alterRecord: { $0 == 599 ? forged : $1 },
            alterHash: { $0 == 0 && $1 == 599 ? MerkleHash.leaf(forged) : $2 })
        let report = try await TestLedger.audit(tampered)
        #expect(report.integrity.outcome == .failed)
        #expect(report.integrity.sentence.contains("another root"))
        #expect(report.completeness.outcome == .unknown)
    }

    @Test(arguments: [0, 1])
    func `an altered hash of the tiles is found and named`(_ index: Int) async throws {
        let (store, _) = try await ledger()
        let tampered = TamperedStore(
            inner: store,
            alterHash: { $0 == 1 && $1 == index ? MerkleHash.empty : $2 })
        let report = try await TestLedger.audit(tampered)
        #expect(report.integrity.sentence.hasPrefix("hash \(index) of tile level 1 is not"))
    }

    @Test func `a gap in a writer's numbers is found and named`() async throws {
        let (store, _) = try await ledger(skipping: 303)
        let report = try await TestLedger.audit(store)
        #expect(report.integrity.outcome == .verified)
        #expect(
            report.completeness
                == .failed(
                    "record 303 is number 103 of writer `a`, but number 102 comes next"))
    }

    @Test func `a rollback shows against a checkpoint that was kept`() async throws {
        let (longer, checkpoints) = try await ledger(size: 600)
        let kept = try #require(checkpoints[600])
        let (shorter, _) = try await ledger(size: 500)
        let alone = try await TestLedger.audit(shorter)
        #expect(alone.isUnbroken)
        #expect(
            alone.completeness
                == .unknown(
                    "no record of 2 writers is missing in between; whether the end was cut off "
                        + "cannot be told without an earlier checkpoint to compare with"))
        let report = try await TestLedger.audit(shorter, kept: [kept])
        #expect(
            report.completeness
                == .failed(
                    "an older checkpoint covers 600 records and the ledger has 500: "
                        + "it was rolled back"))
        #expect(try await TestLedger.audit(longer, kept: [kept]).isUnbroken)
    }

    @Test func `a rewritten past shows against a checkpoint that was kept`() async throws {
        let (_, checkpoints) = try await ledger(size: 300)
        let (rewritten, _) = try await ledger(size: 600, skipping: 250)
        let kept = try #require(checkpoints[300])
        let report = try await TestLedger.audit(rewritten, kept: [kept])
        #expect(report.completeness.outcome == .failed)
        let rollback = RollbackCheck([try Checkpoint(parsing: kept.text)])
        #expect(rollback.checkpointCount == 1)
    }

    @Test func `a kept checkpoint that no known key signed proves nothing`() async throws {
        let (store, _) = try await ledger(size: 100)
        let stranger = try Checkpoint(
            origin: TestLedger.origin, size: 999, root: MerkleHash.empty
        ).signed(by: [TestLedger.signer(seed: 9)])
        let report = try await TestLedger.audit(store, kept: [stranger])
        #expect(report.completeness.outcome == .unknown)
    }

    @Test func `a checkpoint by another key or of another log fails authenticity`() async throws {
        let (store, _) = try await ledger(size: 10)
        let stranger = try TestLedger.signer(seed: 9).verifier
        let byKey = try await LedgerAudit(
            store: store, origin: TestLedger.origin, verifiers: [stranger]
        ).run()
        #expect(byKey.authenticity.outcome == .failed && byKey.integrity.outcome == .verified)
        let byName = try await LedgerAudit(
            store: store, origin: "other", verifiers: [TestLedger.signer().verifier]
        ).run()
        #expect(byName.authenticity.outcome == .failed)
        let byNobody = try await LedgerAudit(
            store: store, origin: TestLedger.origin, verifiers: []
        ).run()
        #expect(byNobody.authenticity.outcome == .unknown)
    }

    @Test func `witnesses whose cosignatures hold are counted`() async throws {
        let (store, _) = try await ledger(size: 10)
        let witness = try NoteSigner(
            name: "witness.example", privateKey: [UInt8](repeating: 3, count: 32),
            algorithm: .cosignatureV1)
        let absent = try NoteSigner(
            name: "absent.example", privateKey: [UInt8](repeating: 4, count: 32),
            algorithm: .cosignatureV1)
        let head = await store.head()
        var note = try SignedNote(parsing: head.checkpoint ?? "")
        note.append(try witness.sign(note.text, timestamp: 1_795_233_600))
        let cosigned = note.encoded
        let tampered = TamperedStore(
            inner: store,
            alterHead: {
                LedgerHead(
                    frontier: $0.frontier, checkpoint: cosigned, revision: $0.revision,
                    writer: $0.writer)
            })
        let report = try await LedgerAudit(
            store: tampered, origin: TestLedger.origin,
            verifiers: [TestLedger.signer().verifier],
            witnesses: [witness.verifier, absent.verifier]
        ).run()
        #expect(report.witnesses == ["witness.example"])
        #expect(report.authenticity.sentence.hasSuffix("1 of 2 witnesses"))
    }

    @Test(arguments: ["", "nonsense", "a\n1\nb\n\n— x y\n"])
    func `a checkpoint that cannot be read fails authenticity`(_ text: String) async throws {
        let (store, _) = try await ledger(size: 10)
        let tampered = TamperedStore(
            inner: store,
            alterHead: {
                LedgerHead(
                    frontier: $0.frontier, checkpoint: text, revision: $0.revision,
                    writer: $0.writer)
            })
        let report = try await TestLedger.audit(tampered)
        #expect(report.authenticity.outcome == .failed)
        #expect(report.integrity.outcome == .unknown)
    }

    @Test func `damage is a verdict and an unreachable store is none`() async throws {
        let (store, _) = try await ledger(size: 10)
        let damaged = TamperedStore(inner: store, failure: .missingRecord(index: 4))
        let report = try await TestLedger.audit(damaged)
        #expect(report.integrity == .failed("record 4 is missing"))
        #expect(report.completeness == .failed("record 4 is missing"))
        #expect(report.root == nil)
        let unreachable = TamperedStore(inner: store, failure: .inputOutput("x"))
        await #expect(throws: LedgerError.inputOutput("x")) {
            try await TestLedger.audit(unreachable)
        }
    }
}
