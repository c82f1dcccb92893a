import Foundation
import Testing

@testable import Transparency

@Suite struct ConsistencyProofTests {
    struct Vectors: Decodable {
        struct Case: Decodable, Sendable {
            let size1: UInt64, size2: UInt64
            let root1: Data?, root2: Data?, proof: [Data]?
            let desc: String, wantErr: Bool
        }
        let cases: [Case]
    }

    /// SUBPROOF of RFC 6962 §2.1.2, written as it stands there.
    static func definedPath(
        _ old: Int, _ leaves: ArraySlice<[UInt8]>, isWhole: Bool = true
    ) -> [Digest] {
        if old == leaves.count { return isWhole ? [] : [MerkleTreeTests.definedRoot(leaves)] }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        let (left, right) = (leaves.prefix(split), leaves.dropFirst(split))
        return old <= split
            ? definedPath(old, left, isWhole: isWhole) + [MerkleTreeTests.definedRoot(right)]
            : definedPath(old - split, right, isWhole: false)
                + [MerkleTreeTests.definedRoot(left)]
    }

    @Test func `each small tree is proven to begin with each smaller one`() throws {
        for newSize in 1...33 {
            let leaves = MerkleTreeTests.leaves(newSize)
            let subtrees = MerkleFrontierTests.subtrees(newSize)
            let newRoot = MerkleTree.root(ofLeaves: leaves)
            for oldSize in 1...newSize {
                let needed = ConsistencyProof.coordinates(oldSize: oldSize, newSize: newSize)
                #expect(Set(needed).count == needed.count)
                let known = subtrees.filter { needed.contains($0.key) }
                let proof = try ConsistencyProof(
                    oldSize: oldSize, newSize: newSize, hashes: known)
                #expect(proof.path == Self.definedPath(oldSize, leaves[...]))
                let oldRoot = MerkleTree.root(ofLeaves: Array(leaves.prefix(oldSize)))
                #expect(proof.verify(oldRoot: oldRoot, newRoot: newRoot))
            }
        }
    }

    @Test func `a tree that changed an old leaf is not consistent`() throws {
        let leaves = MerkleTreeTests.leaves(20)
        let subtrees = MerkleFrontierTests.subtrees(20)
        for changed in 0..<13 {
            var rewritten = Array(leaves.prefix(13))
            rewritten[changed] = [0]
            let proof = try ConsistencyProof(oldSize: 13, newSize: 20, hashes: subtrees)
            let oldRoot = MerkleTree.root(ofLeaves: rewritten)
            #expect(throws: ProofError.self) {
                try proof.check(oldRoot: oldRoot, newRoot: MerkleTree.root(ofLeaves: leaves))
            }
        }
    }

    @Test(arguments: [(0, 0), (0, 5), (6, 5), (-1, 5), (Int.min, Int.max)])
    func `no proof leads from nothing or backwards`(_ old: Int, _ new: Int) {
        #expect(throws: ProofError.sizesOutOfOrder(old: old, new: new)) {
            try ConsistencyProof(oldSize: old, newSize: new, hashes: [:])
        }
        #expect(throws: ProofError.sizesOutOfOrder(old: old, new: new)) {
            try ConsistencyProof(oldSize: old, newSize: new, path: [])
                .check(oldRoot: MerkleHash.empty, newRoot: MerkleHash.empty)
        }
        #expect(ConsistencyProof.coordinates(oldSize: old, newSize: new) == [])
    }

    @Test func `the largest sizes neither trap nor linger`() {
        for old in [1, 2, 1 << 62, Int.max / 2, Int.max - 1, Int.max] {
            let proof = ConsistencyProof(oldSize: old, newSize: .max, path: [MerkleHash.empty])
            #expect(!proof.verify(oldRoot: MerkleHash.empty, newRoot: Digest(of: [1])))
        }
    }

    @Test(
        .enabled(
            if: ReferenceVectors.exist("tlog/tlog-vectors-consistency.json"),
            "the proof vectors stand beside the checkout, in ../shared/reference/tlog"))
    func `proofs are accepted and refused as by other implementations`() throws {
        let path = "tlog/tlog-vectors-consistency.json"
        let cases = try ReferenceVectors.decode(Vectors.self, path).cases
        for vector in cases {
            #expect(Self.accepts(vector) == !vector.wantErr, "\(vector.desc)")
        }
        print("consistency vectors: \(cases.count), to refuse \(cases.count(where: \.wantErr))")
        #expect(cases.count == 98)
    }

    private static func accepts(_ vector: Vectors.Case) -> Bool {
        let path = (vector.proof ?? []).map(Digest.standingFor)
        let proof = ConsistencyProof(
            oldSize: Int(truncatingIfNeeded: vector.size1),
            newSize: Int(truncatingIfNeeded: vector.size2), path: path)
        return proof.verify(
            oldRoot: .standingFor(vector.root1 ?? Data()),
            newRoot: .standingFor(vector.root2 ?? Data()))
    }
}

extension Digest {
    /// A vector's hash, or for one of another length than 32 bytes (one vector says "don't care")
    /// a digest that equals itself only, so that the check has to judge it and not the reader.
    static func standingFor(_ bytes: Data) -> Self { Self(bytes: bytes) ?? Self(of: bytes) }
}
