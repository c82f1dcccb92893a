/// Pearson's test that two samples have their categories in the same proportions.
///
/// `χ² = Σ (observed − expected)² / expected` over a table of `categories × 2`, with one degree of
/// freedom fewer than categories. Categories that neither side has are left out.
///
/// Convention: with two categories SciPy moves each observed count half a row towards its expected
/// one (Yates); here only when asked to, since p-values are then no longer uniform. Cramér's V is
/// always of the statistic without it.
///
/// Source of the corrected V: W. Bergsma, *A bias-correction for Cramér's V and Tschuprow's T*,
/// Journal of the Korean Statistical Society 42 (2013).
package struct ChiSquareTest: Sendable, Equatable {
    package let statistic: Double
    package let degreesOfFreedom: Int
    /// 1 when there is one category only.
    package let pValue: Double
    package let isCorrected: Bool
    /// The smallest expected count; below 5 the p-value is rough.
    package let smallestExpected: Double
    /// `√(χ² / rows)`, 0...1.
    package let cramersV: Double
    /// V less what chance alone gives; 0...1.
    package let correctedV: Double
    /// The variance of what one row of the reference adds to `χ² / rows`, and one of the other.
    let variances: (reference: Double, current: Double)

    /// - Parameters:
    ///   - table: Rows per category and side; with weights, scaled to effective rows.
    ///   - correctsContinuity: Whether to correct, which only two categories admit.
    /// - Throws: ``DriftError/noValues(_:)``.
    /// - Complexity: O(categories).
    package init(_ table: CategoryTable, correctsContinuity: Bool = false) throws(DriftError) {
        try self.init(
            reference: table.reference, current: table.current,
            correctsContinuity: correctsContinuity)
    }

    /// The same for columns of counts ≥ 0, both of shape `[categories]`.
    package init(
        reference: [Double], current: [Double], correctsContinuity: Bool = false
    ) throws(DriftError) {
        let sums = (reference.reduce(0, +), current.reduce(0, +))
        guard sums.0 > 0 else { throw .noValues(.reference) }
        guard sums.1 > 0 else { throw .noValues(.current) }
        let all = sums.0 + sums.1
        let categories = zip(reference, current).reduce(0) { $0 + ($1.0 + $1.1 > 0 ? 1 : 0) }
        isCorrected = correctsContinuity && categories == 2
        degreesOfFreedom = max(categories - 1, 0)
        let plain = Self.sum(reference, current, sums, towards: 0)
        statistic = isCorrected ? Self.sum(reference, current, sums, towards: 0.5) : plain
        pValue =
            degreesOfFreedom > 0
            ? ChiSquareDistribution(degreesOfFreedom: Double(degreesOfFreedom)).upper(statistic)
            : 1
        smallestExpected = zip(reference, current).reduce(Double.infinity) {
            $1.0 + $1.1 > 0 ? min($0, ($1.0 + $1.1) * min(sums.0, sums.1) / all) : $0
        }
        cramersV = min((plain / all).squareRoot(), 1)
        correctedV = Self.corrected(plain / all, categories: Double(categories), rows: all)
        variances = Self.variances(reference, current, sums)
    }

    private static func sum(
        _ reference: [Double], _ current: [Double], _ sums: (Double, Double), towards: Double
    ) -> Double {
        let all = sums.0 + sums.1
        var statistic = 0.0
        for (r, c) in zip(reference, current) where r + c > 0 {
            let expected = ((r + c) * sums.0 / all, (r + c) * sums.1 / all)
            let first = max((r - expected.0).magnitude - towards, 0)
            let second = max((c - expected.1).magnitude - towards, 0)
            statistic += first * first / expected.0 + second * second / expected.1
        }
        return statistic
    }

    private static func corrected(_ square: Double, categories: Double, rows: Double) -> Double {
        guard rows > 1, categories > 1 else { return 0 }
        let excess = max(square - (categories - 1) / (rows - 1), 0)
        let columns = categories - (categories - 1) * (categories - 1) / (rows - 1)
        let sides = 2 - 1 / (rows - 1)
        let least = min(columns, sides) - 1
        return least > 0 ? min((excess / least).squareRoot(), 1) : 0
    }

    private static func variances(
        _ reference: [Double], _ current: [Double], _ sums: (Double, Double)
    ) -> (Double, Double) {
        let (one, other) = (sums.0 / (sums.0 + sums.1), sums.1 / (sums.0 + sums.1))
        var (first, second) = (ShareMoments(), ShareMoments())
        for (r, c) in zip(reference, current) where r + c > 0 {
            let (p, q) = (r / sums.0, c / sums.1)
            let tilt = (p - q) / (one * p + other * q)
            first.add(p, one * other * (2 * tilt - one * tilt * tilt))
            second.add(q, one * other * (-2 * tilt - other * tilt * tilt))
        }
        return (first.variance, second.variance)
    }

    package static func == (one: Self, other: Self) -> Bool {
        one.statistic == other.statistic && one.degreesOfFreedom == other.degreesOfFreedom
            && one.isCorrected == other.isCorrected && one.cramersV == other.cramersV
            && one.variances == other.variances
    }
}
