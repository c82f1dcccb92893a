/// The triangle `L` with `L · Lᵀ = A`, for equations with a symmetric positive definite matrix.
struct CholeskyFactor: Sendable, Equatable {
    private let count: Int
    /// Shape `[count, count]`, of which the upper triangle is 0.
    private let lower: [Double]

    /// The factor, or `nil` when the matrix is not positive definite to working precision.
    ///
    /// - Parameters:
    ///   - matrix: Its lower triangle is read; shape `[count, count]`.
    ///   - count: Its lines.
    /// - Complexity: O(count³).
    init?(_ matrix: [Double], count: Int) {
        var lower = [Double](repeating: 0, count: count * count)
        for line in 0..<count {
            for column in 0...line {
                var rest = matrix[line * count + column]
                for place in 0..<column {
                    rest -= lower[line * count + place] * lower[column * count + place]
                }
                if line == column {
                    // What rounding alone may leave of a diagonal is not a pivot.
                    guard rest > matrix[line * count + line].magnitude * 1e-13 else { return nil }
                    lower[line * count + line] = rest.squareRoot()
                } else {
                    lower[line * count + column] = rest / lower[column * count + column]
                }
            }
        }
        self.count = count
        self.lower = lower
    }

    /// The `x` with `A · x = right`.
    /// - Complexity: O(count²).
    func solve(_ right: [Double]) -> [Double] {
        var x = right
        for line in 0..<count {
            for place in 0..<line { x[line] -= lower[line * count + place] * x[place] }
            x[line] /= lower[line * count + line]
        }
        for line in (0..<count).reversed() {
            for place in stride(from: line + 1, to: count, by: 1) {
                x[line] -= lower[place * count + line] * x[place]
            }
            x[line] /= lower[line * count + line]
        }
        return x
    }
}
