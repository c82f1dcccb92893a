/// How much each pair of features moves a model's answers beyond what each does alone, over many rows.
///
/// An interaction counts with both its cells, so that its magnitude is on the scale of contributions.
package struct GlobalInteractions: Sendable, Equatable {
    package struct Pair: Sendable, Equatable {
        /// The lower of both.
        package let first: Int
        package let second: Int
        /// Of the absolute interactions, ≥ 0; the intervals of all pairs hold together.
        package let magnitude: Estimate
        /// Of the interactions with their signs.
        package let mean: Double
    }

    /// The pairs that interact, by falling magnitude; of equals the first.
    package let ranked: [Pair]
    /// Of all intervals together (Bonferroni).
    package let confidence: Double

    /// - Parameters:
    ///   - parts: The interactions of some rows, then of others; of the same features, at least one
    ///     row together.
    ///   - output: Whose interactions.
    ///   - confidence: Strictly between 0 and 1.
    /// - Throws: ``SampleError`` when there are no rows, or the confidence is out of its range.
    /// - Complexity: O(rows · features²).
    package init(
        _ parts: [Interactions], output: Int = 0, confidence: Double = 0.95
    ) throws(SampleError) {
        let features = parts.first?.featureCount ?? 0
        guard parts.contains(where: { $0.rowCount > 0 }) else { throw .noRows }
        let own = 1 - (1 - confidence) / Double(max(features * (features - 1) / 2, 1))
        var pairs: [Pair] = []
        for first in 0..<features {
            for second in first + 1..<max(features, first + 1) {
                let values = parts.flatMap { $0.pair(first, second, output: output) }
                guard values.contains(where: { $0 != 0 }) else { continue }
                let magnitude = try Estimate(
                    meanOf: values.map(\.magnitude), confidence: own, within: 0 ... .infinity)
                let mean = values.reduce(0, +) / Double(values.count)
                pairs.append(
                    Pair(first: first, second: second, magnitude: magnitude, mean: mean))
            }
        }
        ranked = pairs.sorted {
            let (one, other) = ($0.magnitude.value, $1.magnitude.value)
            return one == other ? ($0.first, $0.second) < ($1.first, $1.second) : one > other
        }
        self.confidence = confidence
    }
}

extension Interactions {
    /// What two features do together in each row, both cells added up; shape `[rows]`.
    fileprivate func pair(_ first: Int, _ second: Int, output: Int) -> [Double] {
        (0..<rowCount).map { 2 * self[$0, first, second, output: output] }
    }
}
