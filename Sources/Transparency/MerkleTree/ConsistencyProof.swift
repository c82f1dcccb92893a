/// That a tree is an older tree with leaves appended, and nothing else changed.
///
/// Source: RFC 6962 §2.1.2; verification as in RFC 9162 §2.1.4.2. A proof from the empty tree says
/// nothing, so an old size of 0 is refused.
package struct ConsistencyProof: Sendable, Equatable {
    /// Leaves of the old tree, > 0.
    package let oldSize: Int
    /// Leaves of the new tree, ≥ `oldSize`.
    package let newSize: Int
    package let path: [Digest]

    /// A proof as it came; ``check(oldRoot:newRoot:)`` judges it.
    package init(oldSize: Int, newSize: Int, path: [Digest]) {
        self.oldSize = oldSize
        self.newSize = newSize
        self.path = path
    }

    /// Makes the proof from complete subtrees, at least those that
    /// ``coordinates(oldSize:newSize:)`` names.
    ///
    /// - Throws: ``ProofError/sizesOutOfOrder(old:new:)`` or ``ProofError/missingSubtree(_:)``.
    /// - Complexity: O(log n) hashes.
    package init(
        oldSize: Int, newSize: Int, hashes: [SubtreeCoordinate: Digest]
    ) throws(ProofError) {
        guard 0 < oldSize, oldSize <= newSize else {
            throw .sizesOutOfOrder(old: oldSize, new: newSize)
        }
        self.oldSize = oldSize
        self.newSize = newSize
        path = try Self.ranges(oldSize: oldSize, newSize: newSize)
            .map { range throws(ProofError) in try range.rangeHash(from: hashes) }
    }

    /// The complete subtrees whose hashes make the proof; none when there is no such proof.
    ///
    /// - Complexity: O(log² n), without duplicates.
    package static func coordinates(oldSize: Int, newSize: Int) -> [SubtreeCoordinate] {
        guard 0 < oldSize, oldSize <= newSize else { return [] }
        return ranges(oldSize: oldSize, newSize: newSize).flatMap(SubtreeCoordinate.tiling)
    }

    /// - Returns: Whether the new tree begins with the old one.
    package func verify(oldRoot: Digest, newRoot: Digest) -> Bool {
        (try? check(oldRoot: oldRoot, newRoot: newRoot)) != nil
    }

    /// - Throws: ``ProofError`` that says why the proof does not hold.
    /// - Complexity: O(log n) hashes.
    package func check(oldRoot: Digest, newRoot: Digest) throws(ProofError) {
        guard 0 < oldSize, oldSize <= newSize else {
            throw .sizesOutOfOrder(old: oldSize, new: newSize)
        }
        guard oldSize < newSize else {
            guard path.isEmpty else { throw .pathLength(expected: 0, found: path.count) }
            guard oldRoot == newRoot else { throw .rootMismatch(computed: oldRoot) }
            return
        }
        let roots = try rootsReached(from: oldRoot)
        guard roots.old == oldRoot else { throw .oldRootMismatch(computed: roots.old) }
        guard roots.new == newRoot else { throw .rootMismatch(computed: roots.new) }
    }

    /// Both roots, as the path leads to them from the last complete subtree of the old tree.
    ///
    /// - Precondition: `0 < oldSize < newSize`.
    private func rootsReached(from oldRoot: Digest) throws(ProofError) -> (old: Digest, new: Digest)
    {
        let shape = PathShape(index: oldSize - 1, treeSize: newSize)
        let shift = oldSize.trailingZeroBitCount
        // A whole old tree is its own start, and is then not in the path.
        let startsAtOldRoot = oldSize == 1 << shift
        let expected = shape.length - shift + (startsAtOldRoot ? 0 : 1)
        guard path.count == expected else {
            throw .pathLength(expected: expected, found: path.count)
        }
        var siblings = path[...]
        let start = startsAtOldRoot ? oldRoot : siblings.removeFirst()
        var (old, new) = (start, start)
        let mask = (oldSize - 1) >> shift
        for (level, sibling) in siblings.enumerated() {
            if level >= shape.inner - shift || (mask >> level) & 1 == 1 {
                old = MerkleHash.node(sibling, old)
                new = MerkleHash.node(sibling, new)
            } else {
                new = MerkleHash.node(new, sibling)
            }
        }
        return (old, new)
    }

    /// The leaves below each hash of the proof, in order.
    private static func ranges(oldSize: Int, newSize: Int) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var range = 0..<newSize
        // The old tree's end falls inside `range` until the two ends meet.
        while oldSize < range.upperBound {
            let middle = range.merkleSplit
            if oldSize <= middle {
                ranges.append(middle..<range.upperBound)
                range = range.lowerBound..<middle
            } else {
                ranges.append(range.lowerBound..<middle)
                range = middle..<range.upperBound
            }
        }
        // The verifier knows the old root itself, but no other subtree.
        if range.lowerBound > 0 { ranges.append(range) }
        return ranges.reversed()
    }
}
