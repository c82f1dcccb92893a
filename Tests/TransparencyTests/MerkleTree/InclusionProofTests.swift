import Foundation
import Testing

@testable import Transparency

@Suite struct InclusionProofTests {
    struct Vectors: Decodable {
        struct Case: Decodable, Sendable {
            let leafIdx: UInt64, treeSize: UInt64
            let root: Data?, leafHash: Data?, proof: [Data]?
            let desc: String, wantErr: Bool
        }
        let cases: [Case]
    }

    /// A path RFC 6962 §2.1.1 would give, written as it stands there.
    static func definedPath(_ index: Int, _ leaves: ArraySlice<[UInt8]>) -> [Digest] {
        guard leaves.count > 1 else { return [] }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        let (left, right) = (leaves.prefix(split), leaves.dropFirst(split))
        return index < split
            ? definedPath(index, left) + [MerkleTreeTests.definedRoot(right)]
            : definedPath(index - split, right) + [MerkleTreeTests.definedRoot(left)]
    }

    @Test func `each leaf of each small tree is proven by the path that RFC 6962 defines`() throws {
        for size in 1...33 {
            let leaves = MerkleTreeTests.leaves(size)
            let subtrees = MerkleFrontierTests.subtrees(size)
            let root = MerkleTree.root(ofLeaves: leaves)
            for index in 0..<size {
                let needed = InclusionProof.coordinates(index: index, treeSize: size)
                #expect(Set(needed).count == needed.count)
                let known = subtrees.filter { needed.contains($0.key) }
                let proof = try InclusionProof(index: index, treeSize: size, hashes: known)
                #expect(proof.path == Self.definedPath(index, leaves[...]))
                #expect(proof.verify(leafHash: MerkleHash.leaf(leaves[index]), root: root))
            }
        }
    }

    @Test func `a proof holds for no other leaf, place, size or root`() throws {
        let size = 21
        let leaves = MerkleTreeTests.leaves(size)
        let subtrees = MerkleFrontierTests.subtrees(size)
        let root = MerkleTree.root(ofLeaves: leaves)
        for index in 0..<size {
            let proof = try InclusionProof(index: index, treeSize: size, hashes: subtrees)
            let leafHash = MerkleHash.leaf(leaves[index])
            #expect(!proof.verify(leafHash: MerkleHash.leaf([9]), root: root))
            #expect(!proof.verify(leafHash: leafHash, root: leafHash))
            for other in -1...size + 1 where other != index {
                let moved = InclusionProof(index: other, treeSize: size, path: proof.path)
                #expect(!moved.verify(leafHash: leafHash, root: root))
            }
            for cut in proof.path.indices {
                var path = proof.path
                path.remove(at: cut)
                let short = InclusionProof(index: index, treeSize: size, path: path)
                #expect(!short.verify(leafHash: leafHash, root: root))
                path = proof.path
                path[cut] = MerkleHash.empty
                let bent = InclusionProof(index: index, treeSize: size, path: path)
                #expect(!bent.verify(leafHash: leafHash, root: root))
            }
        }
    }

    @Test func `a proof that cannot be made says what is missing`() {
        #expect(throws: ProofError.indexOutsideTree(index: 3, treeSize: 3)) {
            try InclusionProof(index: 3, treeSize: 3, hashes: [:])
        }
        #expect(throws: ProofError.missingSubtree(SubtreeCoordinate(level: 0, index: 1))) {
            try InclusionProof(index: 0, treeSize: 3, hashes: [:])
        }
        #expect(InclusionProof.coordinates(index: -1, treeSize: 3) == [])
        #expect(InclusionProof.coordinates(index: 0, treeSize: Int.min) == [])
    }

    @Test func `the largest sizes neither trap nor linger`() {
        for index in [0, 1, Int.max - 1, Int.max / 2] {
            let proof = InclusionProof(index: index, treeSize: .max, path: [])
            #expect(!proof.verify(leafHash: MerkleHash.empty, root: MerkleHash.empty))
            #expect(!InclusionProof.coordinates(index: index, treeSize: .max).isEmpty)
        }
        let outside = InclusionProof(index: .max, treeSize: .max, path: [])
        #expect(!outside.verify(leafHash: MerkleHash.empty, root: MerkleHash.empty))
    }

    @Test(
        .enabled(
            if: ReferenceVectors.exist("tlog/tlog-vectors-inclusion.json"),
            "the proof vectors stand beside the checkout, in ../shared/reference/tlog"))
    func `proofs are accepted and refused as by other implementations`() throws {
        let path = "tlog/tlog-vectors-inclusion.json"
        let cases = try ReferenceVectors.decode(Vectors.self, path).cases
        for vector in cases {
            #expect(Self.accepts(vector) == !vector.wantErr, "\(vector.desc)")
        }
        print("inclusion vectors: \(cases.count), to refuse \(cases.count(where: \.wantErr))")
        #expect(cases.count == 98)
    }

    /// Sizes beyond `Int` arrive negative, so that the check itself has to refuse them.
    private static func accepts(_ vector: Vectors.Case) -> Bool {
        // A hash of another length is refused where it is read.
        let path = (vector.proof ?? []).compactMap { Digest(bytes: $0) }
        guard path.count == vector.proof?.count ?? 0,
            let leafHash = Digest(bytes: vector.leafHash ?? Data()),
            let root = Digest(bytes: vector.root ?? Data())
        else { return false }
        let proof = InclusionProof(
            index: Int(truncatingIfNeeded: vector.leafIdx),
            treeSize: Int(truncatingIfNeeded: vector.treeSize), path: path)
        return proof.verify(leafHash: leafHash, root: root)
    }
}
