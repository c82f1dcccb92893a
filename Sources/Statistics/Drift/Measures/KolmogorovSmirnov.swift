/// The two-sample Kolmogorov–Smirnov test: the largest distance of two distribution functions.
///
/// Conventions: the p-value is two-sided; it is exact when no side has more than ``exactRowsMost``
/// rows and no row a weight, and otherwise that of one sample with `⌊nm / (n + m)⌉` rows, as in
/// SciPy. Ties make either larger than the truth, never smaller. Weighted samples count as their
/// effective rows.
///
/// Sources: J. Hodges, *The significance probability of the Smirnov two-sample test*, Arkiv för
/// Matematik 3 (1958); ``KolmogorovDistribution``.
package struct KolmogorovSmirnov: Sendable, Equatable {
    package enum Method: String, Sendable, Equatable {
        case exact
        case asymptotic
    }

    package static let exactRowsMost = 10_000

    /// `max |F − G|`, 0...1.
    package let statistic: Double
    /// The lowest value at which the distance is largest.
    package let place: Double
    /// Whether the reference has the larger share of rows at or below that value.
    package let referenceIsLower: Bool
    package let pValue: Double
    package let method: Method

    /// - Parameters:
    ///   - comparison: Of the two samples.
    ///   - slack: How far the statistic may be off; the p-value is then the largest.
    /// - Complexity: O(1); exact, O(rows · rows · statistic) at worst.
    package init(_ comparison: NumericComparison, slack: Double = 0) {
        let (reference, current) = (comparison.reference, comparison.current)
        let distance = comparison.distance
        statistic = distance.largest
        place = distance.place
        referenceIsLower = distance.referenceIsLower
        if !comparison.isWeighted, max(reference.rows, current.rows) <= Self.exactRowsMost {
            method = .exact
            pValue = LatticePaths(reference.rows, current.rows).touching(distance.largest)
        } else {
            method = .asymptotic
            pValue = Self.asymptotic(
                max(distance.largest - slack, 0), reference.effectiveRows, current.effectiveRows)
        }
    }

    static func asymptotic(_ statistic: Double, _ n: Double, _ m: Double) -> Double {
        let rows = Int((n * m / (n + m)).rounded(.toNearestOrEven))
        return KolmogorovDistribution(rows: max(rows, 1)).upper(statistic)
    }
}
