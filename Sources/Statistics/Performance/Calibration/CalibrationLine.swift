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
        guard let line = Self.fit(labels, odds, from: (0, 1), fixesSlope: false),
            let level = Self.fit(labels, odds, from: (0, 1), fixesSlope: true)
        else { return nil }
        slope = Estimate(
            value: line.slope, error: line.slopeError, deviate: deviate, confidence: confidence,
            rows: labels.count)
        intercept = Estimate(
            value: level.intercept, error: level.interceptError, deviate: deviate,
            confidence: confidence, rows: labels.count)
    }

    private struct Fit {
        var intercept: Double
        var slope: Double
        var interceptError = 0.0
        var slopeError = 0.0
    }

    /// Newton's method on the log likelihood.
    private static func fit(
        _ labels: [Bool], _ odds: [Double], from start: (Double, Double), fixesSlope: Bool
    ) -> Fit? {
        var fit = Fit(intercept: start.0, slope: start.1)
        for _ in 0..<stepsMost {
            let sums = LogisticSums(labels, odds, intercept: fit.intercept, slope: fit.slope)
            let determinant = fixesSlope ? sums.h00 : sums.h00 * sums.h11 - sums.h01 * sums.h01
            guard determinant > 1e-12 * Double(labels.count) else { return nil }
            let step =
                fixesSlope
                ? (sums.g0 / sums.h00, 0)
                : (
                    (sums.h11 * sums.g0 - sums.h01 * sums.g1) / determinant,
                    (sums.h00 * sums.g1 - sums.h01 * sums.g0) / determinant
                )
            fit.intercept += step.0
            fit.slope += step.1
            fit.interceptError = ((fixesSlope ? 1 : sums.h11) / determinant).squareRoot()
            fit.slopeError = (sums.h00 / determinant).squareRoot()
            guard fit.intercept.magnitude < 1e3, fit.slope.magnitude < 1e6 else { return nil }
            if max(step.0.magnitude, step.1.magnitude) < 1e-12 { return fit }
        }
        return nil
    }
}

/// Gradient and information of a logistic likelihood in intercept and slope.
private struct LogisticSums {
    private(set) var g0 = 0.0
    private(set) var g1 = 0.0
    private(set) var h00 = 0.0
    private(set) var h01 = 0.0
    private(set) var h11 = 0.0

    init(_ labels: [Bool], _ odds: [Double], intercept: Double, slope: Double) {
        for row in odds.indices {
            let x = odds[row]
            let share = 1 / (1 + Double.exp(-(intercept + slope * x)))
            let error = (labels[row] ? 1 : 0) - share
            let weight = share * (1 - share)
            g0 += error
            g1 += error * x
            h00 += weight
            h01 += weight * x
            h11 += weight * x * x
        }
    }
}
