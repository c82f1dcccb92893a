/// What a leaf with a long path contributes to one row, worked out for that row's pattern.
///
/// Patterns have bit `k % 64` of word `k / 64` on when the row passes the path's feature `k`.
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
    private let rule: GaussLegendre
    private let weights: ShapleyWeights

    init(featureCount: Int, absent: Absent, rule: GaussLegendre, weights: ShapleyWeights) {
        self.featureCount = featureCount
        self.absent = absent
        self.rule = rule
        self.weights = weights
    }

    static func wordCount(_ features: Int) -> Int { max(1, (features + 63) / 64) }

    private static func isOn(_ place: Int, _ words: ArraySlice<UInt64>) -> Bool {
        words[words.startIndex + place / 64] >> UInt64(place % 64) & 1 == 1
    }

    /// How much of the background reaches the leaf; of training data, by its shares.
    var baseShare: Double {
        switch absent {
        case .shares(let shares): return shares.reduce(1, *)
        case .patterns(let patterns, let counts):
            let words = Self.wordCount(featureCount)
            return counts.indices.reduce(0) { sum, row in
                let pattern = patterns[row * words..<(row + 1) * words]
                let reaches = (0..<featureCount).allSatisfy { Self.isOn($0, pattern) }
                return reaches ? sum + counts[row] : sum
            }
        }
    }

    /// - Returns: Shape `[features]`, of a leaf of value 1.
    /// - Complexity: O(features²), or O(features · distinct background patterns).
    func contributions(_ pattern: ArraySlice<UInt64>) -> [Double] {
        switch absent {
        case .shares(let shares):
            let passes = (0..<featureCount).map { Self.isOn($0, pattern) }
            return withoutEach(passes, shares, skipping: nil)
        case .patterns(let patterns, let counts):
            var sums = [Double](repeating: 0, count: featureCount)
            forEachMixture(pattern, patterns, counts) { count, members, others in
                let win = count * weights.weight(members: members.count, others: others.count)
                let loss = count * weights.weight(members: others.count, others: members.count)
                for place in members { sums[place] += win }
                for place in others { sums[place] -= loss }
            }
            return sums
        }
    }

    /// - Returns: Pairs (0, 1), (0, 2) … (1, 2) …; half of Shapley's interaction index each.
    func interactions(_ pattern: ArraySlice<UInt64>) -> [Double] {
        var matrix = [Double](repeating: 0, count: featureCount * featureCount)
        switch absent {
        case .shares(let shares):
            let passes = (0..<featureCount).map { Self.isOn($0, pattern) }
            for first in 0..<featureCount {
                let line = withoutEach(passes, shares, skipping: first)
                let own = (passes[first] ? 1 : 0) - shares[first]
                for second in 0..<featureCount {
                    matrix[first * featureCount + second] = own * line[second] / 2
                }
            }
        case .patterns(let patterns, let counts):
            forEachMixture(pattern, patterns, counts) { count, members, others in
                addPairs(count, members: members, others: others, to: &matrix)
            }
        }
        return (0..<featureCount).flatMap { first in
            (first + 1..<featureCount).map { matrix[first * featureCount + $0] }
        }
    }

    /// `(pₖ − sₖ) · ∫ Π (pⱼ·t + sⱼ·(1 − t)) dt` over all `j` but `k` and one that is skipped.
    private func withoutEach(_ passes: [Bool], _ shares: [Double], skipping: Int?) -> [Double] {
        var values = [Double](repeating: 0, count: featureCount)
        var before = [Double](repeating: 0, count: featureCount)
        for (point, weight) in zip(rule.points, rule.weights) {
            func factor(_ place: Int) -> Double {
                place == skipping
                    ? 1 : shares[place] * (1 - point) + (passes[place] ? point : 0)
            }
            var product = weight
            for place in 0..<featureCount {
                before[place] = product
                product *= factor(place)
            }
            product = 1
            for place in (0..<featureCount).reversed() {
                values[place] += before[place] * product
                product *= factor(place)
            }
        }
        for place in 0..<featureCount {
            values[place] *= place == skipping ? 0 : (passes[place] ? 1 : 0) - shares[place]
        }
        return values
    }

    private func forEachMixture(
        _ pattern: ArraySlice<UInt64>, _ patterns: [UInt64], _ counts: [Double],
        _ body: (Double, [Int], [Int]) -> Void
    ) {
        let words = Self.wordCount(featureCount)
        for (row, count) in counts.enumerated() {
            let other = patterns[row * words..<(row + 1) * words]
            var (members, others): ([Int], [Int]) = ([], [])
            var reaches = true
            for place in 0..<featureCount where reaches {
                switch (Self.isOn(place, pattern), Self.isOn(place, other)) {
                case (true, false): members.append(place)
                case (false, true): others.append(place)
                case (false, false): reaches = false
                case (true, true): break
                }
            }
            if reaches { body(count, members, others) }
        }
    }

    private func addPairs(
        _ count: Double, members: [Int], others: [Int], to matrix: inout [Double]
    ) {
        let mixed = members + others
        for (place, first) in mixed.enumerated() {
            for (offset, second) in mixed[(place + 1)...].enumerated() {
                let inPair =
                    (place < members.count ? 1 : 0)
                    + (place + 1 + offset < members.count ? 1 : 0)
                let share = count * weights.interaction(
                    members: members.count, others: others.count, membersOfPair: inPair)
                let cell = min(first, second) * featureCount + max(first, second)
                matrix[cell] += share
            }
        }
    }
}
