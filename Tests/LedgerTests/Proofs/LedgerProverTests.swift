import Testing
import Transparency

@testable import Ledger

@Suite struct LedgerProverTests {
    private func ledger(size: Int) async throws -> (MemoryStore, [[UInt8]]) {
        let store = MemoryStore()
        let records = try TestLedger.records(size)
        _ = try await store.append(
            TestLedger.batch(after: .empty, records: records), expecting: .empty)
        return (store, records)
    }

    @Test(arguments: [1, 2, 255, 256, 257, 700])
    func `a receipt verifies offline for every record`(_ size: Int) async throws {
        let (store, records) = try await ledger(size: size)
        let prover = LedgerProver(store: store)
        for index in [0, 1, size / 2, 254, 255, 256, size - 1] where index < size {
            let text = try await prover.receipt(of: index).encoded
            let receipt = try LogProof(parsing: Array(text.utf8))
            #expect(receipt.extra == records[index])
            let verified = try receipt.verify(
                entry: records[index], verifiers: [TestLedger.signer().verifier])
            #expect(verified.checkpoint.size == size)
        }
    }

    @Test func `a proof leads to the root of any earlier size`() async throws {
        let (store, records) = try await ledger(size: 700)
        let prover = LedgerProver(store: store)
        for size in [1, 7, 256, 300, 513, 700] {
            let root = MerkleTree.root(ofLeaves: Array(records[..<size]))
            for index in [0, size / 3, size - 1] {
                let proof = try await prover.inclusionProof(of: index, treeSize: size)
                #expect(proof.verify(leafHash: MerkleHash.leaf(records[index]), root: root))
            }
        }
    }

    @Test func `a consistency proof joins any two sizes`() async throws {
        let (store, records) = try await ledger(size: 700)
        let prover = LedgerProver(store: store)
        let sizes = [1, 2, 255, 256, 257, 511, 512, 600, 700]
        for old in sizes {
            for new in sizes where new >= old {
                let proof = try await prover.consistencyProof(from: old, to: new)
                #expect(
                    proof.verify(
                        oldRoot: MerkleTree.root(ofLeaves: Array(records[..<old])),
                        newRoot: MerkleTree.root(ofLeaves: Array(records[..<new]))),
                    "\(old) to \(new)")
            }
        }
    }

    @Test func `what is not there is refused`() async throws {
        let (store, _) = try await ledger(size: 3)
        let prover = LedgerProver(store: store)
        await #expect(throws: ProverError.noSuchRecord(index: 3, size: 3)) {
            try await prover.receipt(of: 3)
        }
        await #expect(throws: ProverError.noSuchRecord(index: -1, size: 3)) {
            try await prover.receipt(of: -1)
        }
        await #expect(throws: ProverError.self) {
            try await prover.inclusionProof(of: 0, treeSize: 4)
        }
        await #expect(throws: ProverError.self) {
            try await prover.consistencyProof(from: 0, to: 3)
        }
        await #expect(throws: ProverError.self) {
            try await prover.consistencyProof(from: 3, to: 2)
        }
        await #expect(throws: ProverError.noSuchRecord(index: 0, size: 0)) {
            try await LedgerProver(store: MemoryStore()).receipt(of: 0)
        }
    }
}
