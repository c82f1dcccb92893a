import Testing

@testable import Transparency

@Suite struct TileHashReaderTests {
    @Test func `proofs can be made from tiles alone, each tile read once`() throws {
        let size = 66_000
        let leaves = MerkleTreeTests.leaves(size)
        let (files, checkpoint) = try TileTreeVerifierTests.export(leaves)
        for index in [0, 255, 256, 40_000, 65_535, 65_536, size - 1] {
            var read: [String] = []
            let reader = TileHashReader(treeSize: size) { path in
                read.append(path)
                return files[path]
            }
            let needed = InclusionProof.coordinates(index: index, treeSize: size)
            let proof = try InclusionProof(
                index: index, treeSize: size, hashes: reader.hashes(of: needed))
            #expect(
                proof.verify(leafHash: MerkleHash.leaf(leaves[index]), root: checkpoint.root))
            #expect(Set(read).count == read.count)
        }
        let reader = TileHashReader(treeSize: size) { files[$0] }
        let earlier = MerkleTree.root(ofLeaves: Array(leaves.prefix(300)))
        let needed = ConsistencyProof.coordinates(oldSize: 300, newSize: size)
        let proof = try ConsistencyProof(
            oldSize: 300, newSize: size, hashes: reader.hashes(of: needed))
        #expect(proof.verify(oldRoot: earlier, newRoot: checkpoint.root))
    }

    @Test func `a tile that is missing or broken is named`() throws {
        let leaf = SubtreeCoordinate(level: 0, index: 2)
        #expect(throws: TileHashReader.Failure.missing(path: "tile/0/000.p/5")) {
            try TileHashReader(treeSize: 5) { _ in nil }.hashes(of: [leaf])
        }
        let error = TileError.tileLength(expected: 160, found: 1)
        #expect(throws: TileHashReader.Failure.malformed(path: "tile/0/000.p/5", error)) {
            try TileHashReader(treeSize: 5) { _ in [0] }.hashes(of: [leaf])
        }
        #expect(throws: TileHashReader.Failure.outsideTree(leaf)) {
            try TileHashReader(treeSize: 2) { _ in nil }.hashes(of: [leaf])
        }
    }
}
