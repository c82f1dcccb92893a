/// An ensemble's thresholds, feature by feature in ascending order, and each split's place there.
///
/// A row's value of a feature then is one small number, its code: how many thresholds lie below it.
/// `x <= thresholds[rank]` holds exactly when `code <= rank`.
struct ThresholdRanks: Sendable {
    /// The features that some split asks for, ascending; shape `[slots]`.
    let features: [Int]
    /// Each feature's place in ``features``, −1 if no split asks for it; shape `[features]`.
    let slotOfFeature: [Int32]
    /// Distinct, ascending; shape `[slots][thresholds]`.
    let thresholds: [[Double]]
    /// The rank of a split's threshold, −1 for leaves and splits that look values up; `[nodes]`.
    let rankOfNode: [Int32]
    /// Whether a split of the feature asks for more than a comparison; shape `[slots]`.
    let hasLookups: [Bool]

    /// - Complexity: O(nodes · log nodes).
    init(_ ensemble: TreeEnsemble) {
        var isUsed = [Bool](repeating: false, count: ensemble.featureCount)
        for node in 0..<ensemble.nodeCount where ensemble.tests[node] != .leaf {
            isUsed[Int(ensemble.features[node])] = true
        }
        let features = isUsed.indices.filter { isUsed[$0] }
        var slots = [Int32](repeating: -1, count: ensemble.featureCount)
        for (slot, feature) in features.enumerated() { slots[feature] = Int32(slot) }
        var thresholds = [[Double]](repeating: [], count: features.count)
        var hasLookups = [Bool](repeating: false, count: features.count)
        for node in 0..<ensemble.nodeCount where ensemble.tests[node] != .leaf {
            let slot = Int(slots[Int(ensemble.features[node])])
            if Self.compares(node, of: ensemble) {
                thresholds[slot].append(ensemble.thresholds[node])
            } else {
                hasLookups[slot] = true
            }
        }
        let ranked = thresholds.map(Self.distinct)
        rankOfNode = (0..<ensemble.nodeCount).map { node in
            guard Self.compares(node, of: ensemble) else { return -1 }
            let slot = Int(slots[Int(ensemble.features[node])])
            return Self.countBelow(ensemble.thresholds[node], in: ranked[slot])
        }
        self.features = features
        slotOfFeature = slots
        self.thresholds = ranked
        self.hasLookups = hasLookups
    }

    private static func compares(_ node: Int, of ensemble: TreeEnsemble) -> Bool {
        ensemble.tests[node] == .atMost && !ensemble.zeroIsMissing[node]
    }

    private static func distinct(_ values: [Double]) -> [Double] {
        var distinct: [Double] = []
        for value in values.sorted() where distinct.last != value { distinct.append(value) }
        return distinct
    }

    /// How many of the ascending thresholds are below a value that is not NaN.
    static func countBelow(_ value: Double, in thresholds: [Double]) -> Int32 {
        thresholds.withUnsafeBufferPointer { thresholds in
            var (low, high) = (0, thresholds.count)
            while low < high {
                let middle = (low + high) / 2
                if thresholds[middle] < value { low = middle + 1 } else { high = middle }
            }
            return Int32(low)
        }
    }
}
