/// What a leaf of value 1 contributes for every pattern, against background rows of many patterns.
///
/// Along the diagonal of the multilinear extension a row and a background row mix feature by feature:
/// at a point `t` the row's feature is there with weight `t`, the background's with `1 − t`, and
/// either will do where both pass. So what all background rows give every pattern is one pass over the
/// features of a table of all patterns, as in a fast Walsh-Hadamard transform; the derivative by one
/// feature needs all passes but its own, which halving the features shares. The integral over
/// `t` is a quadrature that is exact for it.
struct MixtureTable: Sendable {
    /// What eight points are exact for, and a table may hold.
    static let mostFeatures = 12

    /// Shape `[2^features, features]`.
    private(set) var values: [Double]
    private let featureCount: Int
    private let points: SIMD8<Double>

    /// - Parameters:
    ///   - patterns: Of background rows; one word each.
    ///   - weights: How much each counts.
    ///   - featureCount: At most ``mostFeatures``.
    /// - Complexity: O(features · log features · 2^features).
    init(patterns: [UInt64], weights: [Double], featureCount: Int) {
        let rule = GaussLegendre(count: 8)
        self.featureCount = featureCount
        points = SIMD8(rule.points)
        let size = 1 << featureCount
        self.values = []
        var values = [Double](repeating: 0, count: size * featureCount)
        // Halving the features five times leaves less than one of 12.
        var levels = [SIMD8<Double>](repeating: .zero, count: 6 * size)
        for (pattern, weight) in zip(patterns, weights) {
            levels[Int(pattern)] += weight * SIMD8(rule.weights)
        }
        values.withUnsafeMutableBufferPointer { values in
            levels.withUnsafeMutableBufferPointer { levels in
                guard let values = values.baseAddress, let levels = levels.baseAddress else {
                    return
                }
                derive(by: 0..<featureCount, of: levels, to: values)
            }
        }
        self.values = values
    }

    /// Takes derivatives by some features of what was mixed in all others; the next level's table
    /// comes after this one's.
    private func derive(
        by features: Range<Int>, of table: UnsafeMutablePointer<SIMD8<Double>>,
        to values: UnsafeMutablePointer<Double>
    ) {
        let size = 1 << featureCount
        if features.count == 1 {
            let (feature, bit) = (features.lowerBound, 1 << features.lowerBound)
            for pattern in 0..<size {
                let sum = table[pattern ^ bit].sum()
                values[pattern * featureCount + feature] = pattern & bit != 0 ? sum : -sum
            }
            return
        }
        let middle = (features.lowerBound + features.upperBound) / 2
        let parts = [features.lowerBound..<middle, middle..<features.upperBound]
        for (own, other) in [(parts[0], parts[1]), (parts[1], parts[0])] {
            let next = table + size
            next.update(from: table, count: size)
            for feature in other { mix(feature, in: next) }
            derive(by: own, of: next, to: values)
        }
    }

    /// Mixes the row's and the background's passes of one feature.
    private func mix(_ feature: Int, in table: UnsafeMutablePointer<SIMD8<Double>>) {
        let bit = 1 << feature
        let rest = 1 - points
        for first in stride(from: 0, to: 1 << featureCount, by: 2 * bit) {
            for pattern in first..<first + bit {
                let (absent, present) = (table[pattern], table[pattern + bit])
                table[pattern] = rest * present
                table[pattern + bit] = points * absent + present
            }
        }
    }
}
