/// What a leaf of value 1 contributes for each pattern of features that a row passes.
struct PatternTable: Sendable {
    /// How many features there are on the leaf's path, at most ``LeafGroup/mostBits``.
    let featureCount: Int
    /// Feature by feature; or, of a table of pairs, in the order (0, 1), (0, 2) … (1, 2).
    let columnCount: Int
    /// Shape `[2^features, columns]`.
    private(set) var values: [Double]

    private init(featureCount: Int, columnCount: Int) {
        self.featureCount = featureCount
        self.columnCount = columnCount
        values = [Double](repeating: 0, count: columnCount << featureCount)
    }

    private static func pairCount(_ features: Int) -> Int { features * (features - 1) / 2 }
}

// MARK: Absent features follow the training data down the tree

/// Four points of Gauss and Legendre, exact to degree 7: what paths of 8 features need.
private struct FourPoints {
    let points: SIMD4<Double>
    let weights: SIMD4<Double>

    init() {
        let rule = GaussLegendre(count: 4)
        points = SIMD4(rule.points)
        weights = SIMD4(rule.weights)
    }

    static let rule = FourPoints()
}

extension PatternTable {
    private typealias Line = InlineArray<9, SIMD4<Double>>

    /// Shapley values of the game in which a coalition is worth `Π` of the passes of its members and
    /// the shares of the others.
    ///
    /// `φₖ = (pₖ − sₖ) · ∫ Πⱼ≠ₖ (pⱼ·t + sⱼ·(1 − t)) dt` over 0...1, where `p` is 1 for features that the
    /// row passes and `s` are the shares: the derivative of the game's multilinear extension along
    /// the diagonal (G. Owen, Management Science 18 (1972) P64), by quadrature that is exact for it.
    /// - Complexity: O(features · 2^features).
    init(shares: [Double]) {
        self.init(featureCount: shares.count, columnCount: shares.count)
        let count = shares.count
        let rule = FourPoints.rule
        var before = Line(repeating: rule.weights)
        for pattern in 0..<1 << count {
            for place in 0..<count {
                before[place + 1] =
                    before[place] * Self.factor(pattern, place, shares[place], rule.points)
            }
            var after = SIMD4<Double>(repeating: 1)
            for place in (0..<count).reversed() {
                let passes = Double(pattern >> place & 1)
                values[pattern * count + place] =
                    (passes - shares[place]) * (before[place] * after).sum()
                after *= Self.factor(pattern, place, shares[place], rule.points)
            }
        }
    }

    /// Interactions of the same game: half of `(pᵢ − sᵢ)(pⱼ − sⱼ) · ∫ Πₖ≠ᵢⱼ (pₖ·t + sₖ·(1 − t)) dt`.
    /// - Complexity: O(features³ · 2^features).
    init(pairShares shares: [Double]) {
        let count = shares.count
        self.init(featureCount: count, columnCount: Self.pairCount(count))
        let rule = FourPoints.rule
        for pattern in 0..<1 << count {
            var column = pattern * columnCount
            for first in 0..<count {
                for second in first + 1..<count {
                    var product = rule.weights
                    for place in 0..<count where place != first && place != second {
                        product *= Self.factor(pattern, place, shares[place], rule.points)
                    }
                    let passes = (Double(pattern >> first & 1), Double(pattern >> second & 1))
                    values[column] =
                        (passes.0 - shares[first]) * (passes.1 - shares[second]) * product.sum() / 2
                    column += 1
                }
            }
        }
    }

    @inline(__always)
    private static func factor(
        _ pattern: Int, _ place: Int, _ share: Double, _ points: SIMD4<Double>
    ) -> SIMD4<Double> {
        let absent = share - share * points
        return pattern >> place & 1 == 1 ? absent + points : absent
    }
}

// MARK: Absent features are taken from background rows

extension PatternTable {
    /// Shapley values of the game in which absent features are taken from a background row, averaged.
    ///
    /// A leaf is reached by a mixture of both rows only if each feature is passed by one of them; then
    /// those that only the row passes must be in the coalition, and those that only the background
    /// row passes must be out (``ShapleyWeights``).
    ///
    /// - Parameters:
    ///   - counts: The weight of background rows by the pattern they pass; shape `[2^features]`.
    ///   - count: How many features are on the path.
    ///   - weights: Of Shapley values.
    /// - Complexity: O(3^features · features) at most.
    init(counts: [Double], featureCount count: Int, weights: ShapleyWeights) {
        self.init(featureCount: count, columnCount: count)
        let full = (1 << count) - 1
        Self.forEachMixture(counts, full: full) { pattern, weight, members, others in
            let (a, b) = (members.nonzeroBitCount, others.nonzeroBitCount)
            add(weight * weights.weight(members: a, others: b), pattern, members)
            add(-weight * weights.weight(members: b, others: a), pattern, others)
        }
    }

    /// Interactions of the same game.
    init(pairCounts counts: [Double], featureCount count: Int, weights: ShapleyWeights) {
        self.init(featureCount: count, columnCount: Self.pairCount(count))
        let full = (1 << count) - 1
        Self.forEachMixture(counts, full: full) { pattern, weight, members, others in
            let mixed = members | others
            let (a, b) = (members.nonzeroBitCount, others.nonzeroBitCount)
            var column = pattern * columnCount
            for first in 0..<count {
                for second in first + 1..<count {
                    if mixed >> first & mixed >> second & 1 == 1 {
                        values[column] +=
                            weight
                            * weights.interaction(
                                members: a, others: b,
                                membersOfPair: (members >> first & 1) + (members >> second & 1))
                    }
                    column += 1
                }
            }
        }
    }

    /// Calls back for each pattern of a row and of background rows that reach the leaf together.
    @inline(__always)
    private static func forEachMixture(
        _ counts: [Double], full: Int, _ body: (Int, Double, Int, Int) -> Void
    ) {
        for background in 0...full where counts[background] != 0 {
            let members = full & ~background
            var passed = background
            while true {
                body(members | passed, counts[background], members, background & ~passed)
                if passed == 0 { break }
                passed = (passed - 1) & background
            }
        }
    }

    @inline(__always)
    private mutating func add(_ amount: Double, _ pattern: Int, _ places: Int) {
        var places = places
        while places != 0 {
            values[pattern * columnCount + places.trailingZeroBitCount] += amount
            places &= places - 1
        }
    }
}
