import Statistics

/// One tree of an XGBoost file: parallel lists, a place in each for every node.
struct XGBoostTree {
    private let format: ModelFormat
    private let index: Int
    private let left: [Double]
    private let right: [Double]
    private let features: [Double]
    private let conditions: [Double]
    private let defaultLeft: [Double]
    private let covers: [Double]
    private let splitTypes: [Double]
    private let vectors: [Double]
    private let vectorsAreByLeaf: Bool
    /// The categories that go right, by node.
    private let categories: [Int: [Int]]
    /// Outputs that a leaf adds to.
    let width: Int

    init(_ tree: ModelDocument, index: Int, format: ModelFormat) throws(PredictorError) {
        func numbers(_ name: String) -> [Double] { tree[name]?.numbers ?? [] }
        self.format = format
        self.index = index
        left = numbers("left_children")
        right = numbers("right_children")
        features = numbers("split_indices")
        conditions = numbers("split_conditions")
        defaultLeft = numbers("default_left")
        covers = numbers("sum_hessian")
        splitTypes = numbers("split_type")
        width = max(tree["tree_param"]?["size_leaf_vector"]?.integer ?? 1, 1)
        let byLeaf = numbers("leaf_weights")
        vectorsAreByLeaf = !byLeaf.isEmpty
        vectors = vectorsAreByLeaf ? byLeaf : numbers("base_weights")
        let count = left.count
        let isWhole =
            right.count == count && features.count == count && defaultLeft.count == count
            && conditions.count == count && (covers.isEmpty || covers.count == count)
            && (splitTypes.isEmpty || splitTypes.count == count)
        guard isWhole, width < 1 << 16 else {
            throw .malformed(format, reason: "tree \(index) has lists of different lengths")
        }
        guard let categories = Self.categories(tree) else {
            throw .malformed(format, reason: "the categories of tree \(index) are out of range")
        }
        self.categories = categories
    }

    /// Each categorical node's list; `nil` where segments leave the list.
    private static func categories(_ tree: ModelDocument) -> [Int: [Int]]? {
        let all = tree["categories"]?.numbers ?? []
        let nodes = tree["categories_nodes"]?.numbers ?? []
        let starts = tree["categories_segments"]?.numbers ?? []
        let sizes = tree["categories_sizes"]?.numbers ?? []
        guard nodes.count == starts.count, nodes.count == sizes.count else { return nil }
        var lists: [Int: [Int]] = [:]
        var total = 0
        for place in nodes.indices {
            guard let node = Int(exactly: nodes[place]), let start = Int(exactly: starts[place]),
                let size = Int(exactly: sizes[place]), start >= 0, size >= 0,
                start <= all.count, size <= all.count - start
            else { return nil }
            // Segments do not overlap, so that a short file cannot name many long lists.
            total += size
            guard total <= all.count else { return nil }
            let list = all[start..<start + size].compactMap { Int(exactly: $0) }
            guard list.count == size, lists.updateValue(list, forKey: node) == nil else {
                return nil
            }
        }
        return lists
    }

    func addNodes(to builder: inout TreeEnsembleBuilder) throws(PredictorError) {
        for node in left.indices {
            let cover = covers.isEmpty ? 0 : covers[node]
            if left[node] == -1 {
                try addLeaf(node, cover: cover, to: &builder)
            } else {
                builder.addSplit(split(node, cover: cover))
            }
        }
    }

    private func addLeaf(
        _ node: Int, cover: Double, to builder: inout TreeEnsembleBuilder
    ) throws(PredictorError) {
        guard width > 1 else { return builder.addLeaf(conditions[node], cover: cover) }
        // A leaf's right child is its place among the leaves.
        let place = vectorsAreByLeaf ? Int(exactly: right[node]) ?? -1 : node
        guard place >= 0, place < vectors.count / width else {
            throw .malformed(format, reason: "a leaf of tree \(index) has no values")
        }
        builder.addLeaf(Array(vectors[place * width..<(place + 1) * width]), cover: cover)
    }

    /// A number that is no index becomes −1, which the builder refuses by name.
    private func split(_ node: Int, cover: Double) -> TreeEnsembleBuilder.Split {
        let isCategorical = !splitTypes.isEmpty && splitTypes[node] == 1
        let split = TreeEnsembleBuilder.Split(
            feature: Int(exactly: features[node]) ?? -1,
            question: isCategorical
                ? .anyOf(categories[node] ?? []) : .belowSingle(Float(conditions[node])),
            left: Int(exactly: left[node]) ?? -1, right: Int(exactly: right[node]) ?? -1,
            missingGoesLeft: defaultLeft[node] != 0, cover: cover)
        // XGBoost sends listed categories to the right.
        return isCategorical ? split.exchanged() : split
    }
}
