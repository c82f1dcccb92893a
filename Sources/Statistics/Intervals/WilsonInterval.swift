/// A share of rows and where its true value may lie.
///
/// `(p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)`, which stays inside 0...1 and is honest for
/// few rows and for shares of 0 and 1.
///
/// Source: E. Wilson, J. Am. Stat. Assoc. 22 (1927); without continuity correction.
package struct WilsonInterval: Sendable, Equatable {
    package let successes: Int
    package let trials: Int
    package let confidence: Double
    /// The observed share, `successes / trials`.
    package let estimate: Double
    package let lower: Double
    package let upper: Double

    /// - Parameters:
    ///   - successes: Rows that have the property, 0...trials.
    ///   - trials: Rows that might have it, > 0.
    ///   - confidence: Strictly between 0 and 1.
    /// - Throws: ``SampleError`` when there are no trials, or a number is out of its range.
    package init(
        successes: Int, trials: Int, confidence: Double = 0.95
    ) throws(SampleError) {
        let deviate = try NormalQuantile(twoSided: confidence).value
        try self.init(
            successes: successes, trials: trials, confidence: confidence, deviate: deviate)
    }

    /// The same for a caller who has the quantile that belongs to the confidence already.
    init(
        successes: Int, trials: Int, confidence: Double, deviate: Double
    ) throws(SampleError) {
        guard trials != 0 else { throw .noTrials }
        guard trials > 0, successes >= 0, successes <= trials else {
            throw .successesOutOfRange(successes: successes, trials: trials)
        }
        self.successes = successes
        self.trials = trials
        self.confidence = confidence
        let bounds = ShareBounds(
            share: Double(successes) / Double(trials), trials: Double(trials), deviate: deviate)
        (estimate, lower, upper) = (bounds.share, bounds.lower, bounds.upper)
    }
}

/// Wilson's bounds of a share of a number of trials that need not be whole.
///
/// It is also what a larger sample with the same share would give.
struct ShareBounds: Sendable, Equatable {
    let share: Double
    let lower: Double
    let upper: Double

    init(share: Double, trials: Double, deviate: Double) {
        let square = deviate * deviate
        let centre = share + square / (2 * trials)
        let spread =
            deviate * (share * (1 - share) / trials + square / (4 * trials * trials)).squareRoot()
        let scale = 1 + square / trials
        self.share = share
        // The bounds are the roots of a quadratic whose product is share² / scale: so the lower one
        // needs no subtraction, which would cost digits. Rounding must not leave the share outside.
        lower = min(share * share / (centre + spread), share)
        upper = share == 1 ? 1 : max(min((centre + spread) / scale, 1), share)
    }

    init(_ interval: WilsonInterval) {
        (share, lower, upper) = (interval.estimate, interval.lower, interval.upper)
    }
}
