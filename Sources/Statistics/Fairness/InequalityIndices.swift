import RealModule

/// How unequally decisions benefit people: one number over individuals, and the part of it that
/// lies between groups.
///
/// A row's benefit is `b = decision − label + 1`: 0 for a false negative, 1 for a right decision, 2
/// for a false positive. With `μ` as its mean, the generalised entropy is `Σ((b/μ)² − 1) / 2n`, and
/// Theil's index `Σ (b/μ)·ln(b/μ) / n`, where a benefit of 0 adds 0. Between groups, each row has
/// its group's mean benefit. All are ≥ 0, and 0 when benefits are equal; as resampling cannot go
/// below 0, the lower bound of an index that is truly 0 lies a little above it.
///
/// Sources: T. Speicher and others, *A unified approach to quantifying algorithmic unfairness*, KDD
/// (2018); J. Foulds and others, *An intersectional definition of fairness* (2018), for the
/// differential fairness.
package struct InequalityIndices: Sendable, Equatable {
    /// `nil` when every row is a false negative.
    package let generalizedEntropy: Estimate?
    package let theil: Estimate?
    /// `√(2 · generalized entropy)`.
    package let coefficientOfVariation: Estimate?
    package let betweenGroupsEntropy: Estimate?
    package let betweenGroupsTheil: Estimate?
    /// The largest ratio of two groups' chances, for or against, as a logarithm ≥ 0; `nil` for
    /// fewer than two groups with rows.
    package let decisionDifferentialFairness: Double?
    /// The same of what is true.
    package let labelDifferentialFairness: Double?

    /// By how much deciding widens what is true already.
    package var biasAmplification: Double? {
        guard let decisionDifferentialFairness, let labelDifferentialFairness else { return nil }
        return decisionDifferentialFairness - labelDifferentialFairness
    }

    /// - Parameters:
    ///   - groups: How each group's rows were decided; shape `[groups]`.
    ///   - unknown: The same of rows of no known group, which count among individuals only.
    ///   - bootstrap: Confidence, replicates and seed of every interval.
    init(_ groups: [ConfusionMatrix], unknown: ConfusionMatrix, bootstrap: CellBootstrap) {
        let counts = (groups + [unknown]).flatMap {
            [$0.falseNegatives, $0.correct, $0.falsePositives]
        }
        let estimates = bootstrap.estimates(
            counts: counts, stream: "inequality", statistics: 5
        ) { cells, values in
            let all = Benefits(cells[...])
            let known = Benefits(cells.dropLast(3))
            values[0] = all.entropy
            values[1] = all.theil
            values[2] = (2 * all.entropy).squareRoot()
            (values[3], values[4]) = known.betweenGroups(cells.dropLast(3))
        }
        generalizedEntropy = estimates[0]
        theil = estimates[1]
        coefficientOfVariation = estimates[2]
        betweenGroupsEntropy = estimates[3]
        betweenGroupsTheil = estimates[4]
        decisionDifferentialFairness = Self.differentialFairness(
            groups.map { ($0.selected, $0.rows) })
        labelDifferentialFairness = Self.differentialFairness(
            groups.map { ($0.positives, $0.rows) })
    }

    /// Smoothed by one row, half of it counted.
    private static func differentialFairness(
        _ shares: [(successes: Int, trials: Int)]
    ) -> Double? {
        let rates = shares.filter { $0.trials > 0 }.map {
            (Double($0.successes) + 0.5) / (Double($0.trials) + 1)
        }
        guard rates.count > 1, let least = rates.min(), let most = rates.max() else { return nil }
        return max(Double.log(most / least), Double.log((1 - least) / (1 - most)))
    }
}

/// Rows by benefit, summed over groups of three cells each.
private struct Benefits {
    private var none = 0.0
    private var one = 0.0
    private var two = 0.0

    init(_ cells: ArraySlice<Double>) {
        for start in stride(from: cells.startIndex, to: cells.endIndex, by: 3) {
            none += cells[start]
            one += cells[start + 1]
            two += cells[start + 2]
        }
    }

    private var rows: Double { none + one + two }
    private var mean: Double { (one + 2 * two) / rows }

    var entropy: Double { ((one + 4 * two) / (mean * mean) / rows - 1) / 2 }

    var theil: Double {
        (one / mean * Double.log(1 / mean) + two * 2 / mean * Double.log(2 / mean)) / rows
    }

    func betweenGroups(_ cells: ArraySlice<Double>) -> (entropy: Double, theil: Double) {
        var (entropy, theil) = (0.0, 0.0)
        for start in stride(from: cells.startIndex, to: cells.endIndex, by: 3) {
            let group = Benefits(cells[start..<(start + 3)])
            guard group.rows > 0 else { continue }
            let ratio = group.mean / mean
            entropy += group.rows * (ratio * ratio - 1)
            theil += ratio == 0 ? 0 : group.rows * ratio * Double.log(ratio)
        }
        return (entropy / rows / 2, theil / rows)
    }
}
