import RealModule

/// The weighted mean of values, with Student's interval.
///
/// `V = n/(n−1) · Σw²(x−m)² / (Σw)²`, the variance of a ratio by linearisation, over the `n` rows that
/// weigh anything; `t` has Kish's effective rows less 1 as its degrees of freedom. Equal weights give
/// the plain mean's.
///
/// Source: C. Särndal, B. Swensson, J. Wretman, *Model Assisted Survey Sampling* (1992), 5.6 to 5.8.
struct WeightedMean: Sendable, Equatable {
    let mean: Double
    /// 0 for a single row.
    let standardError: Double
    let rows: Int
    let effectiveRows: Double

    /// - Parameters:
    ///   - values: Finite; shape `[rows]`.
    ///   - weights: One for each.
    init(_ values: [Double], _ weights: RowWeights) {
        precondition(values.count == weights.values.count, "a weight for each row")
        let mean = values.weightedSum(weights.values) / weights.sum
        var squares = 0.0
        for row in values.indices {
            let pull = weights.values[row] * (values[row] - mean)
            squares += pull * pull
        }
        let rows = values.count - weights.ignoredRows
        self.mean = mean
        self.rows = rows
        effectiveRows = weights.effectiveRows
        standardError =
            rows > 1
            ? (squares * Double(rows) / Double(rows - 1)).squareRoot() / weights.sum : 0
    }
}

extension Estimate {
    /// `mean ± t·error`, by ``WeightedMean``.
    ///
    /// A single row bounds nothing, nor does one that outweighs all others so far
    /// that fewer than ``leastEffective`` count: then the interval is the range itself.
    init(
        meanOf values: [Double], weights: RowWeights, confidence: Double,
        within range: ClosedRange<Double> = -.infinity ... .infinity
    ) throws(SampleError) {
        guard confidence > 0, confidence < 1 else { throw .confidenceOutOfRange(confidence) }
        let mean = WeightedMean(values, weights)
        guard mean.rows > 1, mean.effectiveRows >= Self.leastEffective else {
            self.init(
                value: mean.mean, lower: range.lowerBound, upper: range.upperBound,
                confidence: confidence, method: .normal, rows: mean.rows)
            return
        }
        let law = StudentDistribution(degreesOfFreedom: mean.effectiveRows - 1)
        self.init(
            value: mean.mean, error: mean.standardError,
            deviate: try -law.quantile((1 - confidence) / 2), confidence: confidence,
            rows: mean.rows, within: range)
    }

    /// The fewest effective rows of which a mean has an interval.
    static let leastEffective = 1.5

    /// The weighted median, between the values at the shares of weight that as many equal rows as
    /// count effectively would cut off.
    ///
    /// The median is the value at which half the weight is reached; where exactly half is reached,
    /// the mean of it and the next, as NumPy and scikit-learn have it.
    ///
    /// Source: R. Woodruff, *Confidence intervals for medians and other position measures*, Journal of
    /// the American Statistical Association 47 (1952).
    init(medianOf values: [Double], weights: RowWeights, confidence: Double) throws(SampleError) {
        guard confidence > 0, confidence < 1 else { throw .confidenceOutOfRange(confidence) }
        let ordered = OrderedWeights(values, weights)
        let effective = max(Int(weights.effectiveRows.rounded(.down)), 1)
        let cut = Double(Self.rowsBelow(of: effective, tail: (1 - confidence) / 2))
        let tail = cut / Double(effective)
        self.init(
            value: ordered.median, lower: ordered.lower(above: tail),
            upper: ordered.upper(above: tail), confidence: confidence, method: .orderStatistics,
            rows: ordered.values.count)
    }
}

/// Values in ascending order, those of weight 0 left out.
private struct OrderedWeights {
    let values: [Double]
    private let weights: [Double]
    private let sum: Double

    init(_ values: [Double], _ weights: RowWeights) {
        let order = values.indices.filter { weights.values[$0] > 0 }
            .sorted { values[$0] < values[$1] }
        self.values = order.map { values[$0] }
        self.weights = order.map { weights.values[$0] }
        sum = weights.sum
    }

    var median: Double {
        var below = 0.0
        for place in values.indices {
            below += weights[place]
            // Sums of fractions miss a half by some of their last digits.
            if place + 1 < values.count, (below - sum / 2).magnitude <= sum * 1e-14 {
                return (values[place] + values[place + 1]) / 2
            }
            if below > sum / 2 { return values[place] }
        }
        return values[values.count - 1]
    }

    /// The lowest value above a share of the weight.
    func lower(above tail: Double) -> Double { values[place(in: values.indices, tail)] }
    /// The highest below one.
    func upper(above tail: Double) -> Double { values[place(in: values.indices.reversed(), tail)] }

    private func place(in places: some Collection<Int>, _ tail: Double) -> Int {
        var (below, last) = (0.0, 0)
        for place in places {
            below += weights[place]
            last = place
            if below > tail * sum * (1 + 1e-14) { break }
        }
        return last
    }
}

extension [Double] {
    /// `Σ w·x`.
    func weightedSum(_ weights: [Double]) -> Double {
        var sum = 0.0
        for (value, weight) in zip(self, weights) where weight > 0 { sum += value * weight }
        return sum
    }
}
