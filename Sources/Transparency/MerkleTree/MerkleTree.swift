/// Roots of trees whose leaves are all at hand.
///
/// Source: RFC 6962 §2.1.
package enum MerkleTree {
    /// The root over each leaf's ``MerkleHash/leaf(_:)-([UInt8])``, in order.
    ///
    /// - Complexity: O(n) hashes, O(log n) memory.
    package static func root(of leafHashes: [Digest]) -> Digest {
        var frontier = MerkleFrontier()
        for hash in leafHashes { frontier.append(hash) }
        return frontier.root
    }

    /// The root over each leaf's bytes, in order.
    ///
    /// - Complexity: O(n) hashes, O(log n) memory.
    package static func root(ofLeaves leaves: [[UInt8]]) -> Digest {
        var frontier = MerkleFrontier()
        for leaf in leaves { frontier.append(MerkleHash.leaf(leaf)) }
        return frontier.root
    }
}
