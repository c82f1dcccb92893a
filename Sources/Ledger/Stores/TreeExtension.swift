package import Transparency

/// A tree with new leaves: its edge, what the leaves complete, and a proof for each of them, all
/// from the old edge alone.
///
/// A new leaf's proof needs the complete subtrees beside its way to the root. One that ends before
/// the first new leaf is on the old edge, since its parent was not complete; every other has been
/// completed by a new leaf. So nothing has to be read.
package struct TreeExtension: Sendable {
    /// The extended tree's edge.
    package private(set) var frontier: MerkleFrontier
    /// The new leaves' hashes.
    package private(set) var leaves: [Digest] = []
    /// The hashes of tile levels 1 and above that the new leaves complete, in order.
    package private(set) var tileHashes: [LedgerBatch.TileHash] = []

    private let firstIndex: Int
    private var nodes: [SubtreeCoordinate: Digest]

    /// A tree without new leaves.
    package init(of frontier: MerkleFrontier) {
        self.frontier = frontier
        firstIndex = frontier.size
        let edge = SubtreeCoordinate.frontier(ofSize: frontier.size)
        nodes = Dictionary(uniqueKeysWithValues: zip(edge, frontier.hashes))
    }

    /// - Complexity: O(new leaves) hashes.
    package init(of frontier: MerkleFrontier, leaves: [Digest]) {
        self.init(of: frontier)
        for leaf in leaves { append(leaf) }
    }

    /// Adds a leaf by its hash.
    ///
    /// - Complexity: O(1) hashes on average, O(log n) at most.
    package mutating func append(_ leaf: Digest) {
        leaves.append(leaf)
        frontier.append(leaf) { coordinate, hash in
            nodes[coordinate] = hash
            guard coordinate.level > 0, coordinate.level % 8 == 0 else { return }
            tileHashes.append(
                .init(level: coordinate.level / 8, index: coordinate.index, hash: hash))
        }
    }

    /// The proof of each new leaf, in order, that it stands in the extended tree.
    ///
    /// - Complexity: O(new leaves + log n) hashes.
    package var inclusionProofs: [InclusionProof] {
        InclusionProof.all(from: firstIndex, treeSize: frontier.size, hashes: nodes)
    }
}
