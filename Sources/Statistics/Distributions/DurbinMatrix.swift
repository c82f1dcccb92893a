import RealModule

/// The probability that an empirical distribution function stays within a distance of the true one.
///
/// `n!/nⁿ` times one entry of the `n`-th power of a matrix of `2⌈nx⌉ − 1` rows. Exact up to rounding.
///
/// Sources: J. Durbin, *Distribution theory for tests based on the sample distribution function*
/// (1973); G. Marsaglia, W. Tsang, J. Wang, *Evaluating Kolmogorov's distribution*, Journal of
/// Statistical Software 8 (2003), for keeping the powers of ten apart.
struct DurbinMatrix {
    let probability: Double

    /// - Complexity: O(log n · (nx)³).
    init(rows n: Int, distance x: Double) {
        let steps = Double(n) * x
        let k = Int(steps) + 1
        let m = 2 * k - 1
        let power = ScaledMatrix(Self.matrix(m, gap: Double(k) - steps), size: m).power(n)
        var value = power.entries[(k - 1) * m + k - 1]
        var exponent = power.exponent
        for i in 1...n {
            value *= Double(i) / Double(n)
            if value < 1e-140 {
                value *= 1e140
                exponent -= 140
            }
        }
        probability = value * Double.pow(10, exponent)
    }

    private static func matrix(_ m: Int, gap: Double) -> [Double] {
        var entries = [Double](repeating: 0, count: m * m)
        for i in 0..<m {
            for j in 0..<m where i - j + 1 >= 0 { entries[i * m + j] = 1 }
        }
        for i in 0..<m {
            entries[i * m] -= Double.pow(gap, i + 1)
            entries[(m - 1) * m + i] -= Double.pow(gap, m - i)
        }
        entries[(m - 1) * m] += 2 * gap > 1 ? Double.pow(2 * gap - 1, m) : 0
        for i in 0..<m {
            for j in 0..<m where i - j + 1 > 0 {
                for g in 1...(i - j + 1) { entries[i * m + j] /= Double(g) }
            }
        }
        return entries
    }
}

/// A square matrix times a power of ten.
private struct ScaledMatrix {
    var entries: [Double]
    var exponent = 0
    let size: Int

    init(_ entries: [Double], size: Int) {
        self.entries = entries
        self.size = size
    }

    func power(_ n: Int) -> ScaledMatrix {
        guard n > 1 else { return self }
        let half = power(n / 2)
        let square = half.times(half)
        return n.isMultiple(of: 2) ? square : square.times(self)
    }

    private func times(_ other: ScaledMatrix) -> ScaledMatrix {
        var product = ScaledMatrix([Double](repeating: 0, count: size * size), size: size)
        for i in 0..<size {
            for l in 0..<size {
                let factor = entries[i * size + l]
                guard factor != 0 else { continue }
                for j in 0..<size {
                    product.entries[i * size + j] += factor * other.entries[l * size + j]
                }
            }
        }
        product.exponent = exponent + other.exponent
        if product.entries[size / 2 * size + size / 2] > 1e140 {
            for index in product.entries.indices { product.entries[index] *= 1e-140 }
            product.exponent += 140
        }
        return product
    }
}
