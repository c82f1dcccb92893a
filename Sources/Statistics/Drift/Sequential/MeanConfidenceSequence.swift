import RealModule

/// An interval for the mean of bounded values that holds at every moment at once.
///
/// Looking after each row and stopping when one likes costs nothing: the chance that the mean is ever
/// outside is at most 1 − confidence, whatever the distribution. The predictable plug-in
/// empirical Bernstein sequence, `Σ λX / Σ λ ± (ln(2/α) + Σ v ψ(λ)) / Σ λ` with `v = 4(X − μ̂)²` and
/// `ψ(λ) = (−ln(1 − λ) − λ) / 4`, each `λ` from the values before; all bounds so far hold together.
///
/// Source: I. Waudby-Smith and A. Ramdas, *Estimating means of bounded random variables by betting*,
/// JRSS B 86 (2024), theorem 2.
package struct MeanConfidenceSequence: Sendable, Equatable {
    package let range: ClosedRange<Double>
    package let confidence: Double
    package private(set) var count = 0
    package private(set) var lower: Double
    package private(set) var upper: Double
    private var sum = 0.5
    private var squares = 0.25
    private var weights = 0.0
    private var weighted = 0.0
    private var penalty = 0.0

    /// - Parameters:
    ///   - range: Of the values; finite and not empty.
    ///   - confidence: Strictly between 0 and 1.
    /// - Throws: ``DriftError``.
    package init(range: ClosedRange<Double>, confidence: Double = 0.95) throws(DriftError) {
        guard confidence > 0, confidence < 1 else {
            throw .shareOutOfRange(what: "confidence", value: confidence)
        }
        let width = range.upperBound - range.lowerBound
        guard width > 0, width.isFinite else {
            throw .settingOutOfRange(what: "width of the range", value: width)
        }
        self.range = range
        self.confidence = confidence
        lower = range.lowerBound
        upper = range.upperBound
    }

    /// The weighted mean so far; `nil` of no values.
    package var estimate: Double? {
        count > 0 ? range.lowerBound + weighted / weights * width : nil
    }

    private var width: Double { range.upperBound - range.lowerBound }

    /// Adds a value.
    ///
    /// - Throws: ``DriftError/valueOutOfRange(row:value:)`` for NaN and for values outside the range.
    package mutating func add(_ value: Double) throws(DriftError) {
        guard range.contains(value) else { throw .valueOutOfRange(row: count, value: value) }
        let x = (value - range.lowerBound) / width
        count += 1
        let t = Double(count)
        let surprise = Double.log(2 / (1 - confidence))
        let (mean, variance) = (sum / t, squares / t)
        let bet = min((2 * surprise / (variance * t * Double.log(1 + t))).squareRoot(), 0.5)
        weights += bet
        weighted += bet * x
        penalty += (x - mean) * (x - mean) * (-Double.log(1 - bet) - bet)
        sum += x
        squares += (x - sum / (t + 1)) * (x - sum / (t + 1))
        let radius = (surprise + penalty) / weights
        let centre = weighted / weights
        lower = max(lower, range.lowerBound + (centre - radius) * width)
        upper = min(upper, range.lowerBound + (centre + radius) * width)
    }

    /// Whether two means differ for sure, at any moment one looks, with both confidences joined.
    package func differs(from other: MeanConfidenceSequence) -> Bool {
        lower > other.upper || upper < other.lower
    }
}
