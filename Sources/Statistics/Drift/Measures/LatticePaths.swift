/// The orders in which the rows of two samples may come, as paths from one corner to the other.
///
/// If both samples are alike, every path is as likely as every other.
struct LatticePaths {
    private let n: Int
    private let m: Int

    init(_ n: Int, _ m: Int) {
        precondition(n > 0 && m > 0, "a path has steps both ways")
        self.n = max(n, m)
        self.m = min(n, m)
    }

    /// The share of paths that somewhere lie at least `distance` off the diagonal: the exact p-value.
    func touching(_ distance: Double) -> Double {
        let divisor = Self.commonDivisor(n, m)
        let multiple = Double(n / divisor) * Double(m)
        let steps = (distance * multiple).rounded(.toNearestOrEven)
        guard steps >= 1 else { return 1 }
        // Beyond this the share is below the smallest number.
        let effective = Double(n) * Double(m) / Double(n + m)
        guard distance * distance * effective < 380 else { return 0 }
        return n == m ? reflected(Int(steps)) : counted(Int(steps), divisor)
    }

    /// `2 Σ (−1)ᵏ⁻¹ C(2n, n − kh) / C(2n, n)`, innermost term first.
    private func reflected(_ h: Int) -> Double {
        var share = 0.0
        for k in stride(from: n / h, through: 1, by: -1) {
            var ratio = 1.0
            let before = (k - 1) * h
            for j in 0..<h { ratio *= Double(n - before - j) / Double(n + before + j + 1) }
            share = ratio * (1 - share)
        }
        return min(2 * share, 1)
    }

    /// Walks the band between both boundaries: beyond it the share is 1, and within it the mean of
    /// the two places that a path comes from, by how many come from each.
    private func counted(_ h: Int, _ divisor: Int) -> Double {
        let (stepN, stepM) = (n / divisor, m / divisor)
        let inverse = (0...(n + m)).map { 1 / Double(max($0, 1)) }
        var shares = [Double](repeating: 1, count: m + 1)
        shares[0] = 0
        for i in 0...n {
            // Inside: |i · stepM − j · stepN| < h.
            let low = max((i * stepM - h) / stepN + (i * stepM < h ? 0 : 1), 0)
            let high = min((i * stepM + h - 1) / stepN, m)
            guard low <= high else { return 1 }
            var left = i == 0 ? 0.0 : 1.0
            for j in low...high {
                left = (shares[j] * Double(i) + left * Double(j)) * inverse[i + j]
                shares[j] = left
            }
        }
        return min(shares[m], 1)
    }

    private static func commonDivisor(_ a: Int, _ b: Int) -> Int {
        b == 0 ? a : commonDivisor(b, a % b)
    }
}
