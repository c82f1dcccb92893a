import RealModule

/// Points and weights with which a sum gives the integral over 0...1 of any polynomial of a degree
/// below twice their count, exactly.
///
/// The points are the roots of Legendre's polynomial, found by Newton's method from Tricomi's
/// approximation. Source: M. Abramowitz and I. Stegun, *Handbook of Mathematical Functions*, 25.4.29.
struct GaussLegendre: Sendable, Equatable {
    /// Ascending, strictly between 0 and 1.
    let points: [Double]
    /// Above 0; their sum is 1.
    let weights: [Double]

    /// - Parameter count: At least 1.
    /// - Complexity: O(count²).
    init(count: Int) {
        var points = [Double](repeating: 0.5, count: count)
        var weights = [Double](repeating: 1, count: count)
        for index in 0..<(count + 1) / 2 {
            var root = Double.cos(.pi * (Double(index) + 0.75) / (Double(count) + 0.5))
            var slope = 0.0
            // Newton's method doubles the digits; five rounds from four digits are plenty.
            for _ in 0..<8 {
                let value = Self.polynomial(degree: count, at: root)
                slope = value.slope
                root -= value.value / slope
            }
            if 2 * index + 1 == count { root = 0 }
            slope = Self.polynomial(degree: count, at: root).slope
            let weight = 1 / ((1 - root * root) * slope * slope)
            points[index] = (1 - root) / 2
            points[count - 1 - index] = (1 + root) / 2
            weights[index] = weight
            weights[count - 1 - index] = weight
        }
        self.points = points
        self.weights = weights
    }

    /// Legendre's polynomial and its derivative at a point strictly between −1 and 1.
    private static func polynomial(degree: Int, at x: Double) -> (value: Double, slope: Double) {
        var (before, value) = (1.0, x)
        for step in stride(from: 2, through: degree, by: 1) {
            let next = (Double(2 * step - 1) * x * value - Double(step - 1) * before) / Double(step)
            (before, value) = (value, next)
        }
        return (value, Double(degree) * (x * value - before) / (x * x - 1))
    }
}
