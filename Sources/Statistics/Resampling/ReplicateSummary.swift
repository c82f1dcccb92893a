/// What the replicates of one statistic say: its spread, and the bounds that cut off both tails.
///
/// Bounds are the `(R + 1)·α/2`-th of `R` replicates from either end, between neighbours in a straight
/// line (R's type 6): one more replicate would be beyond each with a chance of just `α/2`. NumPy's
/// type 7 takes a place further in, and 1,000 replicates then cover 0.2 % less, 400 0.5 %.
/// Replicates in which the statistic is undefined are NaN and left out.
///
/// Source: A. Davison, D. Hinkley, *Bootstrap Methods and their Application* (1997), 5.2 and 5.3.
struct ReplicateSummary: Sendable, Equatable {
    let mean: Double
    let standardDeviation: Double
    let lower: Double
    let upper: Double
}

/// Summarises many statistics of the same number of replicates with one scratch buffer.
///
/// Only the tails are sorted: values further than `reach` standard deviations from the mean, where
/// `reach` leaves about three times as many as are needed; where that was too few, all.
struct ReplicateSummariser: Sendable {
    private let tail: Double
    private let reach: Double
    private var low: [Double]
    private var high: [Double]

    /// - Parameters:
    ///   - confidence: Strictly between 0 and 1.
    ///   - replicates: The most values that are summarised at once.
    /// - Throws: ``SampleError/confidenceOutOfRange(_:)``.
    init(confidence: Double, replicates: Int) throws(SampleError) {
        guard confidence > 0, confidence < 1 else { throw .confidenceOutOfRange(confidence) }
        tail = (1 - confidence) / 2
        reach = try max(-NormalQuantile(min(3 * tail, 0.5)).value, 0)
        // One more than there are values, as each is written before it is known to belong there.
        low = [Double](repeating: 0, count: max(replicates, 0) + 1)
        high = low
    }

    /// - Returns: `nil` when fewer than two replicates have the statistic.
    mutating func summarise(_ values: [Double]) -> ReplicateSummary? {
        var (sum, squares) = (0.0, 0.0)
        for value in values { sum += value }
        guard sum.isFinite else {
            let defined = values.filter(\.isFinite)
            return defined.count == values.count ? nil : summarise(defined)
        }
        guard values.count > 1, values.count < low.count else { return nil }
        let mean = sum / Double(values.count)
        for value in values { squares += (value - mean) * (value - mean) }
        let deviation = (squares / Double(values.count - 1)).squareRoot()
        let bounds = bounds(of: values, below: mean - reach * deviation, mean + reach * deviation)
        return ReplicateSummary(
            mean: mean, standardDeviation: deviation, lower: bounds.lower, upper: bounds.upper)
    }

    private mutating func bounds(
        of values: [Double], below: Double, _ above: Double
    ) -> (lower: Double, upper: Double) {
        let place = max(tail * Double(values.count + 1) - 1, 0)
        let index = Int(place)
        let share = place - Double(index)
        var (lows, highs) = (0, 0)
        // Writing always and counting what belongs there spares a branch that cannot be foreseen.
        for value in values {
            low[lows] = value
            high[highs] = -value
            lows += value <= below ? 1 : 0
            highs += value >= above ? 1 : 0
        }
        guard lows > index + 1, highs > index + 1 else {
            let all = values.sorted()
            return (
                Self.between(all, index, share), -Self.between(all.reversed().map(-), index, share)
            )
        }
        low[..<lows].sort()
        high[..<highs].sort()
        return (Self.between(low, index, share), -Self.between(high, index, share))
    }

    private static func between(_ sorted: [Double], _ index: Int, _ share: Double) -> Double {
        let next = min(index + 1, sorted.count - 1)
        return sorted[index] + (sorted[next] - sorted[index]) * share
    }
}
