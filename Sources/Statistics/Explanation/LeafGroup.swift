/// Leaves that hang together and whose contributions are looked up at once.
///
/// A row's **index** has a bit for each feature on the way to the group, on if the row passes all
/// splits on it, and one for each split inside the group, on if the row goes left. All of what the
/// group's leaves contribute depends on the index alone, so with at most ``mostBits`` bits it is a
/// table. A split on a new feature just above two leaves makes one table of two.
///
/// Source: the pattern tables follow A. Nadel and R. Wettenstein, *From Decision Trees to Boolean
/// Logic: A Fast and Unified SHAP Algorithm* (WOODELF, 2026), and J. Yang, *Fast TreeSHAP*
/// (2021), v2, which have one table a leaf.
struct LeafGroup: Sendable {
    static let mostBits = 8

    /// What a split says about an index: rows for which `mask ^ flip` is 0 lose the bit.
    struct Step: Sendable {
        /// The split's place among those of its batch.
        var mask: Int
        var bit: UInt8
        var flip: UInt8
    }

    struct Leaf: Sendable {
        let node: Int
        /// The features on its path, as places in the group's ``LeafGroup/features``.
        var features: [Int] = []
        /// Which bits of an index each of them looks at, and what it wants to see there.
        var looksAt: [UInt8] = []
        var wants: [UInt8] = []
        /// How much of the training data passes all splits on the feature, each by its parent's.
        var shares: [Double] = []

        /// Which of the leaf's features a row with an index passes: bit `k` for `features[k]`.
        func pattern(index: Int) -> Int {
            var pattern = 0
            for place in features.indices where UInt8(index) & looksAt[place] == wants[place] {
                pattern |= 1 << place
            }
            return pattern
        }
    }

    var bits = 0
    var steps: [Step] = []
    /// Slots of the features on the leaves' paths.
    var features: [Int] = []
    var leaves: [Leaf] = []
}

/// A leaf with more features on its path than a table is made for.
struct DeepLeaf: Sendable {
    struct Step: Sendable {
        var mask: Int
        var place: Int
        var flip: UInt8
    }

    let node: Int
    var steps: [Step] = []
    /// Slots of the features on its path.
    var features: [Int] = []
    var shares: [Double] = []
}

/// Some of a tree's leaves, with the splits that lead to them.
struct LeafBatch: Sendable {
    /// So many groups and deep leaves are worked on together; it bounds the memory.
    static let most = 64

    /// The splits on the ways to the leaves, each once.
    var splits: [Int] = []
    var groups: [LeafGroup] = []
    var deepLeaves: [DeepLeaf] = []
}
