/// A complete subtree: the `2^level` leaves from leaf `index · 2^level` on.
///
/// Its hash never changes once its last leaf is there, so a store can keep it for ever and be
/// asked for all that a proof needs in one read.
package struct SubtreeCoordinate: Hashable, Sendable {
    /// 0 for a leaf, at most 62.
    package let level: Int
    /// Counted from 0 among the subtrees of this level.
    package let index: Int

    package init(level: Int, index: Int) {
        self.level = level
        self.index = index
    }

    /// The complete subtrees that tile the leaves `range`, left to right, as an RFC 6962 tree
    /// over these leaves splits them.
    ///
    /// - Precondition: the range starts at a multiple of the largest power of two that is not more
    ///   than its length, as every range in an RFC 6962 tree does.
    /// - Complexity: O(log n); at most 62 coordinates.
    static func tiling(_ range: Range<Int>) -> [Self] {
        var coordinates: [Self] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let level = (range.upperBound - start).floorLog2
            coordinates.append(Self(level: level, index: start >> level))
            start += 1 << level
        }
        return coordinates
    }

    /// The complete subtrees of a tree of `size` leaves, largest first: what ``MerkleFrontier``
    /// holds.
    package static func frontier(ofSize size: Int) -> [Self] {
        size > 0 ? tiling(0..<size) : []
    }
}

extension Int {
    /// The exponent of the largest power of two that is not more than `self`.
    ///
    /// - Precondition: `self > 0`.
    var floorLog2: Int { Int.bitWidth - 1 - leadingZeroBitCount }
}
