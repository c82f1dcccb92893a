/// Which way a feature moves answers as its value rises.
package struct FeatureDirection: Sendable, Equatable {
    package enum Course: String, Sendable, Equatable, CaseIterable {
        /// Higher values raise the answer.
        case raises
        /// Higher values lower it.
        case lowers
        /// Some do and some do not, or it depends on other features: no clear direction.
        case mixed
        /// The value or the contribution never changes.
        case none
    }

    /// From this absolute correlation on there is one direction.
    package static let clearCorrelation = 0.5

    /// Spearman's, of the values with the contributions, −1...1; `nil` when one never changes.
    package let correlation: Double?

    package var course: Course {
        guard let correlation else { return .none }
        if correlation >= Self.clearCorrelation { return .raises }
        return correlation <= -Self.clearCorrelation ? .lowers : .mixed
    }

    /// - Parameters:
    ///   - values: A feature's, NaN where missing; these are left out.
    ///   - contributions: The feature's to the same rows; as many.
    /// - Complexity: O(rows · log rows).
    package init(values: [Double], contributions: [Double]) {
        precondition(values.count == contributions.count)
        let known = values.indices.filter { !values[$0].isNaN }
        correlation = Self.correlation(
            Self.ranks(known.map { values[$0] }), Self.ranks(known.map { contributions[$0] }))
    }

    /// Each value's place in ascending order; equal values share the mean of theirs.
    private static func ranks(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = [Double](repeating: 0, count: values.count)
        var first = 0
        while first < order.count {
            var end = first + 1
            while end < order.count, values[order[end]] == values[order[first]] { end += 1 }
            for place in order[first..<end] { ranks[place] = Double(first + end - 1) / 2 }
            first = end
        }
        return ranks
    }

    private static func correlation(_ first: [Double], _ second: [Double]) -> Double? {
        // Ranks from 0 have this mean, ties or not.
        let mean = Double(first.count - 1) / 2
        var (both, one, other) = (0.0, 0.0, 0.0)
        for (first, second) in zip(first, second) {
            both += (first - mean) * (second - mean)
            one += (first - mean) * (first - mean)
            other += (second - mean) * (second - mean)
        }
        guard one > 0, other > 0 else { return nil }
        return min(max(both / (one * other).squareRoot(), -1), 1)
    }
}
