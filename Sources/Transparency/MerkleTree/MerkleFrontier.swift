/// The right edge of a tree: all that is needed to append to it and to name its root.
///
/// It holds the hash of each complete subtree, largest first; these are the binary digits of
/// `size`. At most 63 hashes.
package struct MerkleFrontier: Sendable, Equatable {
    /// The number of leaves.
    package private(set) var size: Int
    /// The complete subtrees' hashes, largest first; as many as `size` has binary ones.
    package private(set) var hashes: [Digest]

    /// The empty tree.
    package init() {
        size = 0
        hashes = []
    }

    /// A tree of which only its edge is known; `nil` when the hashes are not as many as `size`
    /// has binary ones.
    package init?(size: Int, hashes: [Digest]) {
        guard size >= 0, hashes.count == size.nonzeroBitCount else { return nil }
        self.size = size
        self.hashes = hashes
    }

    /// Appends a leaf by its ``MerkleHash/leaf(_:)-([UInt8])``.
    ///
    /// - Complexity: O(1) hashes on average, O(log n) at most.
    package mutating func append(_ leafHash: Digest) {
        append(leafHash) { _, _ in }
    }

    /// Appends a leaf and names each subtree that it completes, the leaf itself first.
    ///
    /// - Complexity: O(1) hashes on average, O(log n) at most.
    package mutating func append(
        _ leafHash: Digest, completing: (SubtreeCoordinate, Digest) -> Void
    ) {
        var hash = leafHash
        completing(SubtreeCoordinate(level: 0, index: size), hash)
        for level in 0..<size.trailingOneBitCount {
            hash = MerkleHash.node(hashes.removeLast(), hash)
            let index = size >> (level + 1)
            completing(SubtreeCoordinate(level: level + 1, index: index), hash)
        }
        hashes.append(hash)
        size += 1
    }

    /// The tree's root; ``MerkleHash/empty`` for no leaves.
    ///
    /// - Complexity: O(log n) hashes.
    package var root: Digest { Self.fold(hashes) ?? MerkleHash.empty }

    /// Joins the hashes of a range's complete subtrees, largest first, into the range's hash.
    static func fold(_ hashes: [Digest]) -> Digest? {
        guard var hash = hashes.last else { return nil }
        for left in hashes.dropLast().reversed() { hash = MerkleHash.node(left, hash) }
        return hash
    }
}

extension Int {
    fileprivate var trailingOneBitCount: Int { (~self).trailingZeroBitCount }
}
