import RealModule

/// Whether scores are too extreme or too timid, too high or too low: labels regressed on the
/// scores' log odds.
///
/// A slope below 1 means scores are more extreme than the truth, above 1 less. The intercept is
/// that of a second fit with the slope held at 1: above 0, rows are true more often than scored.
/// Scores are kept 2⁻⁵² away from 0 and 1.
///
/// Source: D. Cox, *Two further applications of a model for binary regression*, Biometrika 45
/// (1958) 562.
package struct CalibrationLine: Sendable, Equatable {
    private static let stepsMost = 100

    package let slope: Estimate
    /// The calibration in the large.
    package let intercept: Estimate

    /// The line, or `nil` where it is undefined because all labels or all scores are alike, or the
    /// scores separate the labels.
    ///
    /// - Parameters:
    ///   - labels: What is true; shape `[rows]`.
    ///   - scores: 0...1; same shape.
    ///   - confidence: Strictly between 0 and 1.
    /// - Throws: ``SampleError`` when there are no rows, the columns differ in length, or a number
    ///   is out of its range.
    /// - Complexity: O(rows) for each of about ten steps of Newton's method.
    package init?(
        labels: [Bool], scores: [Double], confidence: Double = 0.95
    ) throws(SampleError) {
        try Scores.check(scores, rows: labels.count)
        let deviate = try NormalQuantile(twoSided: confidence).value
        let least = Double.ulpOfOne
        let odds = scores.map { score in
            let kept = min(max(score, least), 1 - least)
            return Double.log(kept) - Double.log(onePlus: -kept)
        }
        guard let line = Self.fit(labels, odds, fixesSlope: false),
            let level = Self.fit(labels, odds, fixesSlope: true)
        else { return nil }
        slope = Estimate(
            value: line.slope, error: line.slopeError, deviate: deviate, confidence: confidence,
            rows: labels.count)
        intercept = Estimate(
            value: level.intercept, error: level.interceptError, deviate: deviate,
            confidence: confidence, rows: labels.count)
    }

    private struct Fit {
        let intercept: Double
        let slope: Double
        let interceptError: Double
        let slopeError: Double
    }

    /// Newton's method on the log likelihood, each step halved until it climbs.
    private static func fit(
        _ labels: [Bool], _ odds: [Double], fixesSlope: Bool
    ) -> Fit? {
        var (intercept, slope) = (0.0, fixesSlope ? 1.0 : 0)
        var sums = LogisticSums(labels, odds, intercept: intercept, slope: slope)
        for _ in 0..<stepsMost {
            guard let step = sums.step(fixesSlope: fixesSlope) else { return nil }
            var share = 1.0
            var next = sums
            repeat {
                next = LogisticSums(
                    labels, odds, intercept: intercept + share * step.intercept,
                    slope: slope + share * step.slope)
                share /= 2
                // At the top, rounding alone may take a step down.
            } while next.likelihood < sums.likelihood * (1 + 1e-12) && share > 1e-9
            intercept += 2 * share * step.intercept
            slope += 2 * share * step.slope
            guard max(intercept.magnitude, slope.magnitude) < 1e4 else { return nil }
            let hasArrived = max(step.intercept.magnitude, step.slope.magnitude) < 1e-9
            sums = next
            guard hasArrived, let last = sums.step(fixesSlope: fixesSlope) else { continue }
            return Fit(
                intercept: intercept, slope: slope, interceptError: last.interceptError,
                slopeError: last.slopeError)
        }
        return nil
    }
}

/// Likelihood, gradient and information of a logistic regression in intercept and slope.
private struct LogisticSums {
    struct Step {
        var intercept: Double
        var slope: Double
        var interceptError: Double
        var slopeError: Double
    }

    private(set) var likelihood = 0.0
    private var g0 = 0.0
    private var g1 = 0.0
    private var h00 = 0.0
    private var h01 = 0.0
    private var h11 = 0.0
    private let rows: Int

    init(_ labels: [Bool], _ odds: [Double], intercept: Double, slope: Double) {
        rows = labels.count
        for row in odds.indices {
            let x = odds[row]
            let z = intercept + slope * x
            let share = 1 / (1 + Double.exp(-z))
            let error = (labels[row] ? 1 : 0) - share
            let weight = share * (1 - share)
            likelihood -=
                max(labels[row] ? -z : z, 0) + Double.log(onePlus: Double.exp(-z.magnitude))
            g0 += error
            g1 += error * x
            h00 += weight
            h01 += weight * x
            h11 += weight * x * x
        }
    }

    /// `nil` where the information is that of no row: nothing holds the line in place.
    func step(fixesSlope: Bool) -> Step? {
        guard h00 > 1e-9 else { return nil }
        guard !fixesSlope else {
            return Step(
                intercept: g0 / h00, slope: 0, interceptError: 1 / h00.squareRoot(), slopeError: 0)
        }
        let determinant = h00 * h11 - h01 * h01
        guard determinant > 1e-9 * h00 * h11, determinant > 0 else { return nil }
        return Step(
            intercept: (h11 * g0 - h01 * g1) / determinant,
            slope: (h00 * g1 - h01 * g0) / determinant,
            interceptError: (h11 / determinant).squareRoot(),
            slopeError: (h00 / determinant).squareRoot())
    }
}
