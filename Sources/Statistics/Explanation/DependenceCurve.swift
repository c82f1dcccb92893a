/// How a feature's contribution depends on its value: what a chart of it shows.
///
/// Rows are put in order of the value and cut into bins of about as many rows each; equal values
/// stay together. Missing values are a bin of their own.
package struct DependenceCurve: Sendable, Equatable {
    package struct Bin: Sendable, Equatable {
        /// The smallest and the largest value; NaN where values are missing.
        package let lower: Double
        package let upper: Double
        package let rows: Int
        package let mean: Double
        package let lowerQuartile: Double
        package let median: Double
        package let upperQuartile: Double
    }

    package let feature: Int
    /// By rising value; then the missing ones, if there are any.
    package let bins: [Bin]

    /// - Parameters:
    ///   - feature: Which feature.
    ///   - rows: What was explained; at least one.
    ///   - contributions: Of these rows.
    ///   - output: Whose contributions.
    ///   - binCount: At most so many bins with values, at least 1.
    /// - Throws: ``ExplanationError``.
    /// - Complexity: O(rows · log rows).
    package init(
        feature: Int, rows: FeatureRows, contributions: Contributions, output: Int = 0,
        binCount: Int = 20
    ) throws(ExplanationError) {
        guard rows.rowCount > 0, rows.rowCount == contributions.rowCount else { throw .noRows }
        guard (0..<rows.featureCount).contains(feature) else {
            throw .columnUnknown(column: feature, features: rows.featureCount)
        }
        guard binCount > 0 else {
            throw .settingOutOfRange(name: "binCount", value: Double(binCount))
        }
        let values = rows.column(feature)
        let own = contributions.column(feature, output: output)
        let order = values.indices.filter { !values[$0].isNaN }.sorted { values[$0] < values[$1] }
        var bins: [Bin] = []
        var first = 0
        while first < order.count {
            let left = max(binCount - bins.count, 1)
            var end = min(first + max((order.count - first) / left, 1), order.count)
            while end < order.count, values[order[end]] == values[order[end - 1]] { end += 1 }
            let part = order[first..<end]
            bins.append(
                Bin(
                    part.map { own[$0] }, lower: values[order[first]],
                    upper: values[order[end - 1]]))
            first = end
        }
        let missing = values.indices.filter { values[$0].isNaN }.map { own[$0] }
        if !missing.isEmpty { bins.append(Bin(missing, lower: .nan, upper: .nan)) }
        self.feature = feature
        self.bins = bins
    }
}

extension DependenceCurve.Bin {
    /// Takes the contributions of at least one row.
    fileprivate init(_ contributions: [Double], lower: Double, upper: Double) {
        let sorted = contributions.sorted()
        self.init(
            lower: lower, upper: upper, rows: sorted.count,
            mean: sorted.reduce(0, +) / Double(sorted.count),
            lowerQuartile: FeatureBins.quantile(0.25, of: sorted),
            median: FeatureBins.quantile(0.5, of: sorted),
            upperQuartile: FeatureBins.quantile(0.75, of: sorted))
    }
}
