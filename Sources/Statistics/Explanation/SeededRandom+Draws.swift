import RealModule

extension SeededRandom {
    /// Evenly from 0 up to but without a bound, which is above 0.
    mutating func index(below bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// From the standard normal distribution, by Marsaglia's polar method.
    mutating func gaussian() -> Double {
        while true {
            let (x, y) = (2 * unit() - 1, 2 * unit() - 1)
            let square = x * x + y * y
            if square > 0, square < 1 {
                return x * (-2 * Double.log(square) / square).squareRoot()
            }
        }
    }

    /// The numbers below a count in random order.
    mutating func permutation(_ count: Int) -> [Int] {
        var order = Array(0..<count)
        for last in stride(from: count - 1, to: 0, by: -1) {
            order.swapAt(last, index(below: last + 1))
        }
        return order
    }

    /// An index with a probability proportional to its weight; the weights' sum is above 0.
    mutating func index(weights: [Double]) -> Int {
        var rest = unit() * weights.reduce(0, +)
        for (index, weight) in weights.enumerated() {
            rest -= weight
            if rest < 0 { return index }
        }
        return weights.lastIndex { $0 > 0 } ?? 0
    }
}
