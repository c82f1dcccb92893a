import RealModule

/// How many slots have each height, and what that says of the number of distinct values.
struct SlotHeights {
    private let slots: Double
    /// How many have the height 0...63.
    private var counts = [Double](repeating: 0, count: 64)

    init(_ heights: [UInt8]) {
        slots = Double(heights.count)
        for height in heights { counts[Int(min(height, 63))] += 1 }
    }

    /// `α∞ · m² / (m·σ(C₀/m) + Σ Cₖ 2⁻ᵏ + m·τ(1 − C₆₃/m) 2⁻⁶²)`.
    var estimate: Double {
        var sum = slots * tau(1 - counts[63] / slots)
        for height in (1...62).reversed() { sum = 0.5 * (sum + counts[height]) }
        sum += slots * sigma(counts[0] / slots)
        return slots * slots / (2 * Double.log(2) * sum)
    }

    private func sigma(_ share: Double) -> Double {
        guard share < 1 else { return .infinity }
        var (power, factor, sum) = (share, 1.0, share)
        while true {
            power *= power
            let next = sum + power * factor
            if next == sum { return sum }
            sum = next
            factor += factor
        }
    }

    private func tau(_ share: Double) -> Double {
        guard share > 0, share < 1 else { return 0 }
        var (root, factor, sum) = (share, 1.0, 1 - share)
        while true {
            root = root.squareRoot()
            factor /= 2
            let next = sum - (1 - root) * (1 - root) * factor
            if next == sum { return sum / 3 }
            sum = next
        }
    }
}
