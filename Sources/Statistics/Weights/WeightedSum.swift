/// Rows of one kind: how many, how much they weigh, and how unevenly.
struct WeightedSum: Sendable, Equatable {
    private(set) var rows = 0
    /// Σw.
    private(set) var weight = 0.0
    /// Σw².
    private(set) var squares = 0.0

    mutating func add(_ weight: Double) {
        guard weight > 0 else { return }
        rows += 1
        self.weight += weight
        squares += weight * weight
    }

    static func + (one: Self, other: Self) -> Self {
        var sum = one
        sum.rows += other.rows
        sum.weight += other.weight
        sum.squares += other.squares
        return sum
    }

    /// Kish's effective rows; 0 of none.
    var effectiveRows: Double { squares > 0 ? weight * weight / squares : 0 }
    /// How much one of them weighs.
    var unit: Double { weight > 0 ? squares / weight : 0 }
}

/// A share of weight, and the number of equal rows that would leave it as uncertain.
///
/// That number is `p(1−p) / V` with the variance by linearisation,
/// `V = ((1−p)²·Σ₁w² + p²·Σ₀w²) / (Σw)²`, so that weights which go with what is counted make the
/// bounds as wide as they must be; never more than there are rows, and Kish's where the share is 0 or
/// 1. Equal weights give the rows themselves. The bounds are Wilson's for so many rows.
///
/// Source: C. Franco, R. Little, T. Louis, E. Slud, *Comparative study of confidence intervals for
/// proportions in complex sample surveys*, Journal of Survey Statistics and Methodology 7 (2019).
struct WeightedShare: Sendable, Equatable {
    let share: Double
    let effectiveRows: Double

    /// `nil` when nothing weighs anything.
    init?(_ successes: WeightedSum, _ failures: WeightedSum) {
        let all = successes + failures
        guard all.weight > 0 else { return nil }
        let share = successes.weight / all.weight
        self.share = share
        let spread = share * (1 - share)
        let squares =
            (1 - share) * (1 - share) * successes.squares
            + share * share * failures.squares
        effectiveRows =
            spread > 0 && squares > 0
            ? min(spread / squares * all.weight * all.weight, Double(all.rows))
            : all.effectiveRows
    }
}

extension WilsonInterval {
    /// The interval of a weighted share; successes and trials are its rows.
    ///
    /// `nil` when nothing weighs anything.
    init?(
        _ successes: WeightedSum, _ failures: WeightedSum, confidence: Double
    ) throws(SampleError) {
        let deviate = try NormalQuantile(twoSided: confidence).value
        guard let share = WeightedShare(successes, failures) else { return nil }
        let bounds = ShareBounds(
            share: share.share, trials: share.effectiveRows, deviate: deviate)
        self.successes = successes.rows
        trials = successes.rows + failures.rows
        self.confidence = confidence
        (estimate, lower, upper) = (bounds.share, bounds.lower, bounds.upper)
    }
}
