/// What a leaf with a long path contributes to one row, worked out for that row's pattern.
///
/// Patterns have bit `k % 64` of word `k / 64` on when the row passes the path's feature `k`; the bits
/// beyond the features are off. The formulas are those of ``PatternTable``.
struct DeepGame: Sendable {
    /// What absent features are taken from.
    enum Absent: Sendable {
        /// The shares of training data that pass each feature's splits.
        case shares([Double])
        /// Patterns of background rows one after the other, and how much each counts.
        case patterns([UInt64], weights: [Double])
    }

    let featureCount: Int
    let absent: Absent
    private let wordCount: Int
    /// Points and weights of a quadrature that is exact for the path, eight at a time.
    private let points: [SIMD8<Double>]
    private let pointWeights: [SIMD8<Double>]
    private let weights: ShapleyWeights
    /// Contributions by pattern, where that pays; shape `[2^features, features]`.
    private var table: [Double]?

    init(featureCount: Int, absent: Absent, weights: ShapleyWeights) {
        self.featureCount = featureCount
        self.absent = absent
        self.weights = weights
        wordCount = Self.wordCount(featureCount)
        let rule = GaussLegendre(count: max((featureCount + 1) / 2, 1))
        let lanes = (rule.points.count + 7) / 8 * 8
        let filler = [Double](repeating: 0, count: lanes - rule.points.count)
        points = Self.lanes(rule.points + filler)
        pointWeights = Self.lanes(rule.weights + filler)
    }

    private static func lanes(_ values: [Double]) -> [SIMD8<Double>] {
        stride(from: 0, to: values.count, by: 8).map { SIMD8(values[$0..<$0 + 8]) }
    }

    static func wordCount(_ features: Int) -> Int { max(1, (features + 63) / 64) }

    /// Works out all patterns at once, if so many rows cost more one by one.
    mutating func tabulate(rowCount: Int) {
        guard case .patterns(let patterns, let counts) = absent,
            featureCount <= MixtureTable.mostFeatures
        else { return }
        let all = (1 << featureCount) * featureCount
        guard min(rowCount, 1 << featureCount) * counts.count > 16 * all else { return }
        table =
            MixtureTable(patterns: patterns, weights: counts, featureCount: featureCount).values
    }

    /// How much of the background reaches the leaf; of training data, by its shares.
    var baseShare: Double {
        switch absent {
        case .shares(let shares): return shares.reduce(1, *)
        case .patterns(let patterns, let counts):
            return counts.indices.reduce(0) { sum, row in
                let bits = patterns[row * wordCount..<(row + 1) * wordCount]
                    .reduce(0) { $0 + $1.nonzeroBitCount }
                return bits == featureCount ? sum + counts[row] : sum
            }
        }
    }

    /// Adds what a leaf of value 1 contributes.
    ///
    /// - Parameters:
    ///   - pattern: Shape `[words]`.
    ///   - values: Shape `[features]`.
    /// - Complexity: O(features²), or O(features · background patterns that reach the leaf with it).
    func addContributions(
        _ pattern: UnsafePointer<UInt64>, to values: UnsafeMutablePointer<Double>
    ) {
        if let table {
            let first = Int(pattern[0]) * featureCount
            for place in 0..<featureCount { values[place] += table[first + place] }
            return
        }
        switch absent {
        case .shares(let shares):
            addWithoutEach(pattern, shares, skipping: -1, times: 1, to: values)
        case .patterns(let patterns, let counts):
            patterns.withUnsafeBufferPointer { patterns in
                guard let first = patterns.baseAddress else { return }
                for (row, count) in counts.enumerated() {
                    addMixture(pattern, first + row * wordCount, count, to: values)
                }
            }
        }
    }

    /// Adds half of each pair's interaction, pairs in the order (0, 1), (0, 2) … (1, 2).
    func addInteractions(
        _ pattern: UnsafePointer<UInt64>, to values: UnsafeMutablePointer<Double>
    ) {
        switch absent {
        case .shares(let shares):
            withUnsafeTemporaryAllocation(of: Double.self, capacity: featureCount) { line in
                guard let line = line.baseAddress else { return }
                var pair = 0
                for first in 0..<featureCount {
                    line.update(repeating: 0, count: featureCount)
                    let own = (Self.isOn(pattern, first) ? 1 : 0) - shares[first]
                    addWithoutEach(pattern, shares, skipping: first, times: own / 2, to: line)
                    for second in first + 1..<featureCount {
                        values[pair] += line[second]
                        pair += 1
                    }
                }
            }
        case .patterns(let patterns, let counts):
            patterns.withUnsafeBufferPointer { patterns in
                guard let first = patterns.baseAddress else { return }
                for (row, count) in counts.enumerated() {
                    addMixedPairs(pattern, first + row * wordCount, count, to: values)
                }
            }
        }
    }

    @inline(__always)
    private static func isOn(_ pattern: UnsafePointer<UInt64>, _ place: Int) -> Bool {
        pattern[place >> 6] >> UInt64(place & 63) & 1 == 1
    }

    /// Adds `factor · (pₖ − sₖ) · ∫ Π (pⱼ·t + sⱼ·(1 − t)) dt` over all `j` but `k` and one more.
    private func addWithoutEach(
        _ pattern: UnsafePointer<UInt64>, _ shares: [Double], skipping: Int, times factor: Double,
        to values: UnsafeMutablePointer<Double>
    ) {
        withUnsafeTemporaryAllocation(of: SIMD8<Double>.self, capacity: 2 * featureCount) { lanes in
            guard let before = lanes.baseAddress else { return }
            let passing = before + featureCount
            for (points, weights) in zip(points, pointWeights) {
                var product = weights
                for place in 0..<featureCount {
                    let absent = shares[place] - shares[place] * points
                    passing[place] = Self.isOn(pattern, place) ? absent + points : absent
                    if place == skipping { passing[place] = SIMD8(repeating: 1) }
                    before[place] = product
                    product *= passing[place]
                }
                product = SIMD8(repeating: factor)
                for place in (0..<featureCount).reversed() {
                    let passes = Self.isOn(pattern, place) ? 1.0 : 0
                    if place != skipping {
                        values[place] += (passes - shares[place]) * (before[place] * product).sum()
                    }
                    product *= passing[place]
                }
            }
        }
    }

    /// Counts the features that only one of two patterns passes; `nil` if neither passes some one.
    @inline(__always)
    private func mixture(
        _ pattern: UnsafePointer<UInt64>, _ other: UnsafePointer<UInt64>
    ) -> (members: Int, others: Int)? {
        var (passed, members, others) = (0, 0, 0)
        for word in 0..<wordCount {
            passed += (pattern[word] | other[word]).nonzeroBitCount
            members += (pattern[word] & ~other[word]).nonzeroBitCount
            others += (other[word] & ~pattern[word]).nonzeroBitCount
        }
        return passed == featureCount ? (members, others) : nil
    }

    private func addMixture(
        _ pattern: UnsafePointer<UInt64>, _ other: UnsafePointer<UInt64>, _ count: Double,
        to values: UnsafeMutablePointer<Double>
    ) {
        guard let (members, others) = mixture(pattern, other) else { return }
        let win = count * weights.weight(members: members, others: others)
        let loss = count * weights.weight(members: others, others: members)
        for word in 0..<wordCount {
            var differing = pattern[word] ^ other[word]
            while differing != 0 {
                let bit = differing.trailingZeroBitCount
                values[word * 64 + bit] += pattern[word] >> UInt64(bit) & 1 == 1 ? win : -loss
                differing &= differing - 1
            }
        }
    }

    private func addMixedPairs(
        _ pattern: UnsafePointer<UInt64>, _ other: UnsafePointer<UInt64>, _ count: Double,
        to values: UnsafeMutablePointer<Double>
    ) {
        guard let (members, others) = mixture(pattern, other) else { return }
        let mixed = (0..<featureCount).filter { Self.isOn(pattern, $0) != Self.isOn(other, $0) }
        for (place, first) in mixed.enumerated() {
            for second in mixed[(place + 1)...] {
                let inPair =
                    (Self.isOn(pattern, first) ? 1 : 0) + (Self.isOn(pattern, second) ? 1 : 0)
                let before = first * featureCount - first * (first + 1) / 2
                values[before + second - first - 1] +=
                    count
                    * weights.interaction(members: members, others: others, membersOfPair: inPair)
            }
        }
    }
}
