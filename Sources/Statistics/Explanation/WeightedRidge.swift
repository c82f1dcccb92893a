/// Weighted least squares with a penalty on the squared coefficients, for any choice of columns.
///
/// Minimises `Σ wᵢ(yᵢ − c − xᵢ·β)² + α·|β|²`. What is kept of the rows are their weighted second
/// moments about the weighted means, so that each fit costs nothing by the rows.
struct WeightedRidge: Sendable {
    struct Fit: Sendable, Equatable {
        /// Shape `[columns]`.
        let coefficients: [Double]
        let intercept: Double
        /// The weighted share of the variance that the fit explains, at most 1.
        let score: Double
    }

    private let columnCount: Int
    private let means: [Double]
    private let answerMean: Double
    /// Shape `[columns, columns]`.
    private let moments: [Double]
    /// Of each column with the answers; shape `[columns]`.
    private let answerMoments: [Double]
    private let answerVariance: Double

    /// - Parameters:
    ///   - matrix: Mostly zeros, which cost nothing; shape `[rows, columns]`.
    ///   - columnCount: How many columns there are.
    ///   - weights: At least 0, with a sum above 0; shape `[rows]`.
    ///   - answers: Shape `[rows]`.
    /// - Complexity: O(rows · (columns + squared nonzero columns)).
    init(matrix: [Double], columnCount: Int, weights: [Double], answers: [Double]) {
        let total = weights.reduce(0, +)
        var sums = [Double](repeating: 0, count: columnCount)
        var squares = [Double](repeating: 0, count: columnCount * columnCount)
        var products = [Double](repeating: 0, count: columnCount)
        let answerMean = zip(weights, answers).reduce(0) { $0 + $1.0 * $1.1 } / total
        var answerVariance = 0.0
        var present: [Int] = []
        matrix.withUnsafeBufferPointer { matrix in
            for (row, weight) in weights.enumerated() {
                let first = row * columnCount
                let answer = answers[row] - answerMean
                answerVariance += weight * answer * answer
                present.removeAll(keepingCapacity: true)
                for column in 0..<columnCount where matrix[first + column] != 0 {
                    present.append(column)
                }
                for (place, column) in present.enumerated() {
                    let scaled = weight * matrix[first + column]
                    sums[column] += scaled
                    products[column] += scaled * answer
                    for other in present[...place] {
                        squares[column * columnCount + other] += scaled * matrix[first + other]
                    }
                }
            }
        }
        for column in 0..<columnCount {
            for other in 0...column {
                let moment =
                    squares[column * columnCount + other] - sums[column] * sums[other] / total
                squares[column * columnCount + other] = moment
                squares[other * columnCount + column] = moment
            }
        }
        self.columnCount = columnCount
        means = sums.map { $0 / total }
        self.answerMean = answerMean
        moments = squares
        answerMoments = products
        self.answerVariance = answerVariance
    }

    /// The fit on some columns, or `nil` when without a penalty they do not determine it.
    /// - Complexity: O(columns³).
    func fit(columns: [Int], penalty: Double) -> Fit? {
        let count = columns.count
        var matrix = columns.flatMap { line in
            columns.map { moments[line * columnCount + $0] }
        }
        for place in 0..<count { matrix[place * count + place] += penalty }
        let right = columns.map { answerMoments[$0] }
        guard let factor = CholeskyFactor(matrix, count: count) else { return nil }
        let coefficients = factor.solve(right)
        let offset = zip(columns, coefficients).reduce(0) { $0 + means[$1.0] * $1.1 }
        return Fit(
            coefficients: coefficients, intercept: answerMean - offset,
            score: score(columns, coefficients))
    }

    private func score(_ columns: [Int], _ coefficients: [Double]) -> Double {
        var rest = answerVariance
        for (place, column) in columns.enumerated() {
            rest -= 2 * coefficients[place] * answerMoments[column]
            for (other, second) in columns.enumerated() {
                rest +=
                    coefficients[place] * coefficients[other]
                    * moments[column * columnCount + second]
            }
        }
        // Constant answers are explained by the intercept alone.
        return answerVariance > 0 ? 1 - rest / answerVariance : 1
    }
}
