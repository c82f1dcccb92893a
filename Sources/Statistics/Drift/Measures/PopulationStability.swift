import RealModule

/// How far a sample's distribution over bins has moved from the reference's.
///
/// `PSI = Σ (cᵢ − rᵢ) · ln(cᵢ / rᵢ)` over each bin's share of the reference (`rᵢ`) and of the current
/// sample (`cᵢ`). It is Jeffreys' divergence, the sum of both Kullback–Leibler divergences.
///
/// Conventions: each bin gets `smoothing` extra rows on both sides, so that an empty one leaves the
/// index finite; natural logarithm; for numbers the bins are ``QuantileBins``.
///
/// Source: B. Yurdakul, *Statistical Properties of Population Stability Index* (2018).
package struct PopulationStability: Sendable, Equatable {
    /// Each bin's term of the sum, in nats, ≥ 0; shape `[bins]`.
    package let contributions: [Double]
    /// `KL(reference ‖ current)` in nats, ≥ 0.
    package let fromReference: Double
    /// `KL(current ‖ reference)` in nats, ≥ 0.
    package let fromCurrent: Double
    /// The variance of what one row of the reference adds, and one of the current sample.
    let variances: (reference: Double, current: Double)

    package var index: Double { contributions.reduce(0, +) }

    /// - Parameters:
    ///   - reference: Rows or weight per bin, ≥ 0; shape `[bins]`.
    ///   - current: The same bins; same shape.
    ///   - smoothing: Rows added to each bin, ≥ 0; with 0 an empty bin may make the index infinite.
    /// - Throws: ``DriftError`` when a side is empty, shapes differ or a number is out of its range.
    /// - Complexity: O(bins).
    package init(
        reference: [Double], current: [Double], smoothing: Double = 0.5
    ) throws(DriftError) {
        guard smoothing >= 0, smoothing < .infinity else {
            throw .settingOutOfRange(what: "smoothing", value: smoothing)
        }
        let shares = try BinShares(reference, current, smoothing: smoothing)
        var (contributions, forth, back) = ([Double](), 0.0, 0.0)
        var (first, second) = (ShareMoments(), ShareMoments())
        for (r, c) in zip(shares.reference, shares.current) {
            let logarithm = r == c ? 0 : Double.log(c / r)
            contributions.append(r == c ? 0 : (c - r) * logarithm)
            forth -= r > 0 ? r * logarithm : 0
            back += c > 0 ? c * logarithm : 0
            first.add(r, r > 0 ? 1 - logarithm - c / r : 0)
            second.add(c, c > 0 ? 1 + logarithm - r / c : 0)
        }
        self.contributions = contributions
        fromReference = max(forth, 0)
        fromCurrent = max(back, 0)
        variances = (first.variance, second.variance)
    }

    package static func == (one: Self, other: Self) -> Bool {
        one.contributions == other.contributions && one.variances == other.variances
    }
}

/// Each bin's share of either side.
struct BinShares {
    let reference: [Double]
    let current: [Double]

    init(_ reference: [Double], _ current: [Double], smoothing: Double) throws(DriftError) {
        guard reference.count == current.count else {
            throw .lengthsDiffer(
                what: "current counts", count: current.count, expected: reference.count)
        }
        self.reference = try Self.shares(reference, smoothing, .reference)
        self.current = try Self.shares(current, smoothing, .current)
    }

    private static func shares(
        _ counts: [Double], _ smoothing: Double, _ side: DriftSide
    ) throws(DriftError) -> [Double] {
        for bin in counts.indices where !(counts[bin] >= 0 && counts[bin] < .infinity) {
            throw .countOutOfRange(category: bin, count: counts[bin])
        }
        let sum = counts.reduce(0, +)
        guard sum > 0 else { throw .noValues(side) }
        return counts.map { ($0 + smoothing) / (sum + smoothing * Double(counts.count)) }
    }
}

/// The variance of a quantity whose value is known for each bin.
struct ShareMoments {
    private var mean = 0.0
    private var square = 0.0

    mutating func add(_ share: Double, _ value: Double) {
        mean += share * value
        square += share * value * value
    }

    var variance: Double { max(square - mean * mean, 0) }
}
