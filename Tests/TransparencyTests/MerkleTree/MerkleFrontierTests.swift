import Testing

@testable import Transparency

@Suite struct MerkleFrontierTests {
    /// A tree of `size` leaves and all its complete subtrees.
    static func subtrees(_ size: Int) -> [SubtreeCoordinate: Digest] {
        var hashes: [SubtreeCoordinate: Digest] = [:]
        var frontier = MerkleFrontier()
        for leaf in MerkleTreeTests.leaves(size) {
            frontier.append(MerkleHash.leaf(leaf)) { hashes[$0] = $1 }
        }
        return hashes
    }

    @Test func `the root follows each append`() {
        var frontier = MerkleFrontier()
        #expect(frontier.root == MerkleHash.empty)
        for (count, leaf) in MerkleTreeTests.leaves(300).enumerated() {
            frontier.append(MerkleHash.leaf(leaf))
            #expect(frontier.size == count + 1)
            #expect(frontier.hashes.count == frontier.size.nonzeroBitCount)
            #expect(
                frontier.root
                    == MerkleTreeTests.definedRoot(MerkleTreeTests.leaves(count + 1)[...]))
        }
    }

    @Test func `a frontier goes on from its size and hashes alone`() throws {
        for size in [0, 1, 2, 3, 7, 8, 100, 255, 256, 257] {
            var whole = MerkleFrontier()
            for leaf in MerkleTreeTests.leaves(size) { whole.append(MerkleHash.leaf(leaf)) }
            var resumed = try #require(MerkleFrontier(size: size, hashes: whole.hashes))
            #expect(resumed == whole)
            resumed.append(MerkleHash.leaf([1]))
            whole.append(MerkleHash.leaf([1]))
            #expect(resumed.root == whole.root)
        }
    }

    @Test func `a frontier is the complete subtrees of its size`() {
        for size in 0...70 {
            let subtrees = Self.subtrees(size)
            let hashes = SubtreeCoordinate.frontier(ofSize: size).compactMap { subtrees[$0] }
            let root = MerkleFrontier(size: size, hashes: hashes)?.root
            #expect(root == MerkleTree.root(ofLeaves: MerkleTreeTests.leaves(size)))
        }
    }

    @Test(arguments: [(1, 0), (0, 1), (3, 1), (-1, 64), (-1, 0), (4, 2), (Int.max, 62)])
    func `a size with another number of hashes is refused`(_ size: Int, _ count: Int) {
        let hashes = Array(repeating: MerkleHash.empty, count: count)
        #expect(MerkleFrontier(size: size, hashes: hashes) == nil)
    }

    @Test func `each subtree that an append completes is named once`() {
        let size = 64
        let subtrees = Self.subtrees(size)
        #expect(subtrees.count == 127)
        for (coordinate, hash) in subtrees {
            let start = coordinate.index << coordinate.level
            let leaves = MerkleTreeTests.leaves(size)[start..<start + 1 << coordinate.level]
            #expect(hash == MerkleTreeTests.definedRoot(leaves))
        }
    }
}
