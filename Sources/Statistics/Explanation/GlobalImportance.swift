/// How much each feature moves a model's answers, over many rows: its mean absolute contribution.
///
/// Unlike the gain and cover that trees keep from training, this says what the model does on these
/// rows, and gives a feature that the model leans on more no less.
package struct GlobalImportance: Sendable, Equatable {
    package struct Entry: Sendable, Equatable {
        package let feature: Int
        /// Of the absolute contributions, ≥ 0; the intervals of all features hold together.
        package let magnitude: Estimate
        /// Of the contributions with their signs.
        package let mean: Double
        /// The share of all features' mean absolute contributions, 0...1.
        package let share: Double
    }

    /// The features by falling importance; of equals the first.
    package let ranked: [Entry]
    /// Of all intervals together (Bonferroni).
    package let confidence: Double

    /// - Parameters:
    ///   - contributions: At least one row.
    ///   - output: Whose contributions.
    ///   - confidence: Strictly between 0 and 1.
    /// - Throws: ``SampleError`` when there are no rows, or the confidence is out of its range.
    /// - Complexity: O(rows · features).
    package init(
        _ contributions: Contributions, output: Int = 0, confidence: Double = 0.95
    ) throws(SampleError) {
        guard contributions.rowCount > 0 else { throw .noRows }
        let features = contributions.featureCount
        let own = 1 - (1 - confidence) / Double(max(features, 1))
        var estimates: [(magnitude: Estimate, mean: Double)] = []
        for feature in 0..<features {
            let values = contributions.column(feature, output: output)
            let magnitude = try Estimate(
                meanOf: values.map(\.magnitude), confidence: own, within: 0 ... .infinity)
            estimates.append((magnitude, values.reduce(0, +) / Double(values.count)))
        }
        let total = estimates.reduce(0) { $0 + $1.magnitude.value }
        let entries = estimates.enumerated().map { feature, estimate in
            Entry(
                feature: feature, magnitude: estimate.magnitude, mean: estimate.mean,
                share: total > 0 ? estimate.magnitude.value / total : 0)
        }
        ranked = entries.sorted {
            let (one, other) = ($0.magnitude.value, $1.magnitude.value)
            return one == other ? $0.feature < $1.feature : one > other
        }
        self.confidence = confidence
    }
}

extension Contributions {
    /// One feature's contributions to one output; shape `[rows]`.
    package func column(_ feature: Int, output: Int = 0) -> [Double] {
        (0..<rowCount).map { values[($0 * outputCount + output) * featureCount + feature] }
    }
}
