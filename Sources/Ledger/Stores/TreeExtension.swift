package import Transparency

/// A tree with new leaves: its edge, what the leaves complete, and a proof for each of them, all
/// from the old edge alone.
///
/// A new leaf's proof needs the complete subtrees beside its way to the root. One that ends before
/// the first new leaf is on the old edge, since its parent was not complete; every other has been
/// completed by a new leaf. So nothing has to be read.
package struct TreeExtension: Sendable {
    /// The extended tree's edge.
    package let frontier: MerkleFrontier
    /// The new leaves' hashes.
    package let leaves: [Digest]
    /// The hashes of tile levels 1 and above that the new leaves complete, in order.
    package let tileHashes: [LedgerBatch.TileHash]

    private let firstIndex: Int
    private let nodes: [SubtreeCoordinate: Digest]

    /// - Complexity: O(new leaves) hashes.
    package init(of frontier: MerkleFrontier, leaves: [Digest]) {
        let edge = SubtreeCoordinate.frontier(ofSize: frontier.size)
        var nodes = Dictionary(uniqueKeysWithValues: zip(edge, frontier.hashes))
        var tileHashes: [LedgerBatch.TileHash] = []
        var extended = frontier
        for leaf in leaves {
            extended.append(leaf) { coordinate, hash in
                nodes[coordinate] = hash
                guard coordinate.level > 0, coordinate.level % 8 == 0 else { return }
                tileHashes.append(
                    .init(level: coordinate.level / 8, index: coordinate.index, hash: hash))
            }
        }
        self.frontier = extended
        self.leaves = leaves
        self.tileHashes = tileHashes
        self.nodes = nodes
        firstIndex = frontier.size
    }

    /// The proof that a new leaf stands in the extended tree.
    ///
    /// `index`: Its index in the whole tree; one of the new leaves'.
    /// Throws ``ProofError`` for the index of an old leaf, or of none.
    /// - Complexity: O(log n) hashes.
    package func inclusionProof(of index: Int) throws(ProofError) -> InclusionProof {
        guard (firstIndex..<frontier.size).contains(index) else {
            throw .indexOutsideTree(index: index, treeSize: frontier.size)
        }
        return try InclusionProof(index: index, treeSize: frontier.size, hashes: nodes)
    }
}
