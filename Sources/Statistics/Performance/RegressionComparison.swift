/// How much closer one version's numbers are than another's on the same rows.
///
/// Every difference is first minus second, and paired: an error that both make cancels out. Intervals
/// are Student's for means of rows, and normal, from each row's influence, for the others.
package struct RegressionComparison: Sendable, Equatable {
    /// Below 0 the first is closer.
    package let meanAbsoluteError: Estimate
    package let meanSquaredError: Estimate
    package let rootMeanSquaredError: Estimate
    /// Above 0 the first explains more; `nil` when the actual values are all alike.
    package let rSquared: Estimate?

    /// - Parameters:
    ///   - actual: Finite; shape `[rows]`.
    ///   - first: The first version's numbers, finite; same shape.
    ///   - second: The second's.
    ///   - confidence: Strictly between 0 and 1.
    /// - Throws: ``SampleError`` when there are no rows, the columns differ in length, or a value is
    ///   out of its range.
    /// - Complexity: O(rows).
    package init(
        actual: [Double], first: [Double], second: [Double], confidence: Double = 0.95
    ) throws(SampleError) {
        guard !actual.isEmpty else { throw .noRows }
        for (name, column) in [("actual", actual), ("first", first), ("second", second)] {
            guard column.count == actual.count else {
                throw .lengthsDiffer(column: name, rows: column.count, expected: actual.count)
            }
            try Scores.finite(column, name)
        }
        let one = zip(actual, first).map { $0 - $1 }
        let two = zip(actual, second).map { $0 - $1 }
        meanAbsoluteError = try Estimate(
            meanOf: zip(one, two).map { $0.magnitude - $1.magnitude }, confidence: confidence)
        meanSquaredError = try Estimate(
            meanOf: zip(one, two).map { $0 * $0 - $1 * $1 }, confidence: confidence)
        let squares = SquaredErrors(
            one.map { $0 * $0 }, two.map { $0 * $0 },
            deviate: try NormalQuantile(twoSided: confidence).value, confidence: confidence)
        rootMeanSquaredError = squares.root
        rSquared = squares.explained(of: actual)
    }
}

/// Both versions' squared errors, row by row.
private struct SquaredErrors {
    private let first: [Double]
    private let second: [Double]
    private let deviate: Double
    private let confidence: Double

    init(_ first: [Double], _ second: [Double], deviate: Double, confidence: Double) {
        self.first = first
        self.second = second
        self.deviate = deviate
        self.confidence = confidence
    }

    private var rows: Double { Double(first.count) }

    /// d√m = dm / 2√m; a root of 0 does not vary.
    var root: Estimate {
        let roots = [first, second].map { ($0.reduce(0, +) / rows).squareRoot() }
        let influence = { (square: Double, root: Double) in
            root > 0 ? (square - root * root) / (2 * root) : 0
        }
        return estimate(
            roots[0] - roots[1],
            zip(first, second).map { influence($0, roots[0]) - influence($1, roots[1]) })
    }

    func explained(of actual: [Double]) -> Estimate? {
        let centre = actual.reduce(0, +) / rows
        let spread = actual.map { ($0 - centre) * ($0 - centre) }
        let all = spread.reduce(0, +) / rows
        guard all > 0 else { return nil }
        let gaps = zip(second, first).map { $0 - $1 }
        let share = gaps.reduce(0, +) / rows / all
        return estimate(share, zip(gaps, spread).map { ($0 - share * $1) / all })
    }

    private func estimate(_ value: Double, _ influences: [Double]) -> Estimate {
        let squares = influences.reduce(0) { $0 + $1 * $1 }
        return Estimate(
            value: value, error: squares.squareRoot() / rows, deviate: deviate,
            confidence: confidence, rows: first.count)
    }
}
