/// Why a Merkle proof cannot be made, or does not hold.
package enum ProofError: Error, Equatable, Sendable {
    /// The leaf is not one of the tree's.
    case indexOutsideTree(index: Int, treeSize: Int)
    /// Not `0 < old ≤ new`.
    case sizesOutOfOrder(old: Int, new: Int)
    /// The tree has another shape than the path is long.
    case pathLength(expected: Int, found: Int)
    /// A subtree that the proof needs was not handed in.
    case missingSubtree(SubtreeCoordinate)
    /// The path leads to another root than the (new) tree's.
    case rootMismatch(computed: Digest)
    /// The path leads to another root than the old tree's.
    case oldRootMismatch(computed: Digest)
}

extension ProofError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .indexOutsideTree(let index, let treeSize):
            "leaf \(index) is not in a tree of \(treeSize) leaves"
        case .sizesOutOfOrder(let old, let new):
            "no proof leads from a tree of \(old) leaves to one of \(new)"
        case .pathLength(let expected, let found):
            "the proof has \(found) hashes where this tree needs \(expected)"
        case .missingSubtree(let coordinate):
            "the hash of subtree \(coordinate.index) at level \(coordinate.level) is missing"
        case .rootMismatch(let computed):
            "the proof leads to root \(computed), not to the tree's"
        case .oldRootMismatch(let computed):
            "the proof leads to old root \(computed), not to the old tree's"
        }
    }
}
