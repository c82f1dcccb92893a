import RealModule

/// Numbers that look random and follow from a seed alone, on every machine.
///
/// Source: G. Steele, D. Lea, C. Flood, *Fast splittable pseudorandom number generators* (2014),
/// SplitMix64.
package struct SeededNumbers: Sendable {
    private var state: UInt64
    private var spareGaussian: Double?

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Evenly from 0 up to but without 1, in steps of 2⁻⁵³.
    package mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Evenly from 0 up to but without a bound, which is above 0.
    package mutating func index(below bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// From the standard normal distribution, by Marsaglia's polar method.
    package mutating func gaussian() -> Double {
        if let spare = spareGaussian {
            spareGaussian = nil
            return spare
        }
        while true {
            let (x, y) = (2 * uniform() - 1, 2 * uniform() - 1)
            let square = x * x + y * y
            if square > 0, square < 1 {
                let factor = (-2 * Double.log(square) / square).squareRoot()
                spareGaussian = y * factor
                return x * factor
            }
        }
    }

    /// The numbers below a count in random order.
    package mutating func permutation(_ count: Int) -> [Int] {
        var order = Array(0..<count)
        for last in stride(from: count - 1, to: 0, by: -1) {
            order.swapAt(last, index(below: last + 1))
        }
        return order
    }

    /// An index with a probability proportional to its weight; the weights' sum is above 0.
    package mutating func index(weights: [Double]) -> Int {
        var rest = uniform() * weights.reduce(0, +)
        for (index, weight) in weights.enumerated() {
            rest -= weight
            if rest < 0 { return index }
        }
        return weights.lastIndex { $0 > 0 } ?? 0
    }
}
