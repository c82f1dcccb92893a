/// That a leaf stands at an index of a tree.
///
/// Source: RFC 6962 §2.1.1; verification as in RFC 9162 §2.1.3.2.
package struct InclusionProof: Sendable, Equatable {
    /// The leaf's place, from 0.
    package let index: Int
    /// The number of leaves.
    package let treeSize: Int
    /// The sibling of each node on the way from the leaf to the root.
    package let path: [Digest]

    /// A proof as it came; ``check(leafHash:root:)`` judges it.
    package init(index: Int, treeSize: Int, path: [Digest]) {
        self.index = index
        self.treeSize = treeSize
        self.path = path
    }

    /// Makes the proof from complete subtrees, at least those that
    /// ``coordinates(index:treeSize:)`` names.
    ///
    /// - Throws: ``ProofError/indexOutsideTree(index:treeSize:)`` or
    ///   ``ProofError/missingSubtree(_:)``.
    /// - Complexity: O(log n) hashes.
    package init(
        index: Int, treeSize: Int, hashes: [SubtreeCoordinate: Digest]
    ) throws(ProofError) {
        guard 0 <= index, index < treeSize else {
            throw .indexOutsideTree(index: index, treeSize: treeSize)
        }
        self.index = index
        self.treeSize = treeSize
        path = try Self.siblings(index: index, treeSize: treeSize)
            .map { siblings throws(ProofError) in try siblings.rangeHash(from: hashes) }
    }

    /// The proofs of all leaves from one on, in order, which share most of their hashes.
    ///
    /// - Precondition: `hashes` has the complete subtrees that the proofs need.
    /// - Complexity: O(proofs + log n) hashes, O(log n) for each path.
    package static func all(
        from first: Int, treeSize: Int, hashes: [SubtreeCoordinate: Digest]
    ) -> [InclusionProof] {
        var proofs: [InclusionProof] = []
        func go(down range: Range<Int>, beside path: [Digest]) {
            guard range.upperBound > first else { return }
            guard range.count > 1 else {
                let proof = InclusionProof(
                    index: range.lowerBound, treeSize: treeSize, path: path.reversed())
                return proofs.append(proof)
            }
            let middle = range.merkleSplit
            let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
            if middle > first { go(down: left, beside: path + [hash(of: right)]) }
            go(down: right, beside: path + [hash(of: left)])
        }
        func hash(of range: Range<Int>) -> Digest {
            guard let hash = try? range.rangeHash(from: hashes) else {
                preconditionFailure("the subtrees of \(range) are there")
            }
            return hash
        }
        if 0 <= first, first < treeSize { go(down: 0..<treeSize, beside: []) }
        return proofs
    }

    /// The complete subtrees whose hashes make the proof; none when the index is outside the tree.
    ///
    /// - Complexity: O(log² n); at most 2 · 62 coordinates, without duplicates.
    package static func coordinates(index: Int, treeSize: Int) -> [SubtreeCoordinate] {
        guard 0 <= index, index < treeSize else { return [] }
        return siblings(index: index, treeSize: treeSize).flatMap(SubtreeCoordinate.tiling)
    }

    /// - Returns: Whether the leaf is in the tree with this root.
    package func verify(leafHash: Digest, root: Digest) -> Bool {
        (try? check(leafHash: leafHash, root: root)) != nil
    }

    /// - Throws: ``ProofError`` that says why the proof does not hold.
    /// - Complexity: O(log n) hashes.
    package func check(leafHash: Digest, root: Digest) throws(ProofError) {
        let computed = try rootReached(from: leafHash)
        guard computed == root else { throw .rootMismatch(computed: computed) }
    }

    /// The root to which the path leads from a leaf.
    package func rootReached(from leafHash: Digest) throws(ProofError) -> Digest {
        guard 0 <= index, index < treeSize else {
            throw .indexOutsideTree(index: index, treeSize: treeSize)
        }
        let shape = PathShape(index: index, treeSize: treeSize)
        guard path.count == shape.length else {
            throw .pathLength(expected: shape.length, found: path.count)
        }
        var hash = leafHash
        for (level, sibling) in path.enumerated() {
            let isRightChild = level >= shape.inner || (index >> level) & 1 == 1
            hash = isRightChild ? MerkleHash.node(sibling, hash) : MerkleHash.node(hash, sibling)
        }
        return hash
    }

    /// The leaves below each sibling on the way from the leaf to the root.
    private static func siblings(index: Int, treeSize: Int) -> [Range<Int>] {
        var siblings: [Range<Int>] = []
        var range = 0..<treeSize
        while range.count > 1 {
            let middle = range.merkleSplit
            if index < middle {
                siblings.append(middle..<range.upperBound)
                range = range.lowerBound..<middle
            } else {
                siblings.append(range.lowerBound..<middle)
                range = middle..<range.upperBound
            }
        }
        return siblings.reversed()
    }
}

/// How long the path of a leaf is, and from where on it runs along the tree's right edge.
struct PathShape {
    /// Levels at which the leaf's own bits tell left from right.
    let inner: Int
    /// Levels above, at which every sibling stands to the left.
    let border: Int

    var length: Int { inner + border }

    /// - Precondition: `0 ≤ index < treeSize`.
    init(index: Int, treeSize: Int) {
        inner = Int.bitWidth - (index ^ (treeSize - 1)).leadingZeroBitCount
        border = (index >> inner).nonzeroBitCount
    }
}

extension Range<Int> {
    /// Where RFC 6962 splits these leaves: after the largest power of two less than their number.
    ///
    /// - Precondition: more than one leaf.
    var merkleSplit: Int { lowerBound + 1 << (count - 1).floorLog2 }

    /// The hash over these leaves, from the complete subtrees that tile them.
    func rangeHash(from hashes: [SubtreeCoordinate: Digest]) throws(ProofError) -> Digest {
        var found: [Digest] = []
        for coordinate in SubtreeCoordinate.tiling(self) {
            guard let hash = hashes[coordinate] else { throw .missingSubtree(coordinate) }
            found.append(hash)
        }
        return MerkleFrontier.fold(found) ?? MerkleHash.empty
    }
}
