/// The difference of two shares, first minus second, and where its true value may lie.
///
/// Each bound joins the Wilson bounds of the two shares at right angles:
/// `d − √((p₁−l₁)² + (u₂−p₂)²)` and `d + √((u₁−p₁)² + (p₂−l₂)²)`.
///
/// Source: R. Newcombe, *Interval estimation for the difference between independent proportions*,
/// Statistics in Medicine 17 (1998), method 10, hybrid score.
package struct NewcombeInterval: Sendable, Equatable {
    package let first: WilsonInterval
    package let second: WilsonInterval
    package let confidence: Double
    /// The observed difference, −1...1.
    package let difference: Double
    package let lower: Double
    package let upper: Double

    /// - Parameters:
    ///   - first: Successes and trials of the first share; 0...trials, > 0.
    ///   - second: The same of the second.
    ///   - confidence: Strictly between 0 and 1.
    /// - Throws: ``SampleError`` when a side has no trials, or a number is out of its range.
    package init(
        first: (successes: Int, trials: Int), second: (successes: Int, trials: Int),
        confidence: Double = 0.95
    ) throws(SampleError) {
        let first = try WilsonInterval(
            successes: first.successes, trials: first.trials, confidence: confidence)
        let second = try WilsonInterval(
            successes: second.successes, trials: second.trials, confidence: confidence)
        self.init(first, minus: second)
    }

    /// Joins two intervals of one confidence.
    init(_ first: WilsonInterval, minus second: WilsonInterval) {
        let bounds = DifferenceBounds(ShareBounds(first), minus: ShareBounds(second))
        self.first = first
        self.second = second
        confidence = first.confidence
        (difference, lower, upper) = (bounds.difference, bounds.lower, bounds.upper)
    }

    /// How large the gap may be whichever side is ahead, 0...1.
    package var gapUpper: Double { max(upper, -lower) }

    /// How large the gap is at least whichever side is ahead; 0 when the interval holds 0.
    package var gapLower: Double { max(lower, -upper, 0) }
}

/// Newcombe's bounds from two shares with theirs.
struct DifferenceBounds: Sendable, Equatable {
    let difference: Double
    let lower: Double
    let upper: Double

    init(_ first: ShareBounds, minus second: ShareBounds) {
        let below = Self.length(first.share - first.lower, second.upper - second.share)
        let above = Self.length(first.upper - first.share, second.share - second.lower)
        difference = first.share - second.share
        lower = max(difference - below, -1)
        upper = min(difference + above, 1)
    }

    private static func length(_ x: Double, _ y: Double) -> Double {
        (x * x + y * y).squareRoot()
    }

    var gapUpper: Double { max(upper, -lower) }
    var gapLower: Double { max(lower, -upper, 0) }
}
