/// Selection rates by category over the highest of them: the bias audit of New York's Local Law
/// 144, with the four-fifths rule of US hiring guidance as a flag.
///
/// The flag compares whole numbers, `5 · selected · assessedᵗᵒᵖ < 4 · selectedᵗᵒᵖ · assessed`, so a
/// ratio of exactly 0.8 is none; it is a sign, not a legal finding. Categories below 2 % of all are
/// marked: the rule allows leaving them out with a reason.
///
/// Sources: 6 RCNY § 5-301; 29 CFR 1607.4(D).
package struct ImpactRatios: Sendable, Equatable {
    package struct Count: Sendable, Equatable {
        package let name: String
        package let assessed: Int
        /// Selected, or scored above the median; 0...assessed.
        package let selected: Int

        package init(name: String, assessed: Int, selected: Int) {
            self.name = name
            self.assessed = assessed
            self.selected = selected
        }
    }

    package struct Category: Sendable, Equatable {
        package let count: Count
        /// `nil` when nobody was assessed.
        package let rate: WilsonInterval?
        /// Its rate over the highest, whose own is 1 and in no doubt; `nil` when nobody was selected.
        package let ratio: Estimate?
        /// Whether the ratio is below four fifths.
        package let isFlagged: Bool
        /// Whether it holds less than 2 % of all that were assessed.
        package let isSmall: Bool
    }

    package let confidence: Double
    /// The category with the highest rate among those that are counted; `nil` without any.
    package let highest: String?
    /// In the order given.
    package let categories: [Category]

    /// - Parameters:
    ///   - groups: Who was assessed and selected, by category.
    ///   - confidence: Of each rate's and each ratio's interval.
    ///   - leavingOutSmall: Whether a category below 2 % may not be the highest.
    /// - Throws: ``SampleError`` when more are selected than assessed.
    package init(
        groups: [Count], confidence: Double = 0.95, leavingOutSmall: Bool = false
    ) throws(SampleError) {
        let all = groups.reduce(0) { $0 + $1.assessed }
        let isSmall = { (count: Count) in Double(count.assessed) * 50 < Double(all) }
        var rates: [WilsonInterval?] = []
        for group in groups {
            rates.append(
                group.assessed == 0 && group.selected == 0
                    ? nil
                    : try WilsonInterval(
                        successes: group.selected, trials: group.assessed, confidence: confidence))
        }
        let counted = groups.indices.filter { index in
            rates[index] != nil && !(leavingOutSmall && isSmall(groups[index]))
        }
        let top = Self.highest(counted, groups)
        self.confidence = confidence
        highest = top.map { groups[$0].name }
        categories = groups.indices.map { index in
            let ratio = top.flatMap {
                Self.ratio(rates[index], over: rates[$0], isTop: index == $0)
            }
            return Category(
                count: groups[index], rate: rates[index], ratio: ratio,
                isFlagged: top.map { Self.isBelow(groups[index], fourFifthsOf: groups[$0]) }
                    ?? false,
                isSmall: isSmall(groups[index]))
        }
    }

    private static func highest(_ counted: [Int], _ groups: [Count]) -> Int? {
        guard var top = counted.first else { return nil }
        for index in counted.dropFirst() where isLess(groups[top], groups[index], times: (1, 1)) {
            top = index
        }
        return top
    }

    private static func ratio(
        _ rate: WilsonInterval?, over top: WilsonInterval?, isTop: Bool
    ) -> Estimate? {
        guard let rate, let top, let ratio = ShareRatioInterval(rate, over: top) else { return nil }
        return Estimate(
            value: ratio.ratio, lower: isTop ? 1 : ratio.lower, upper: isTop ? 1 : ratio.upper,
            confidence: rate.confidence, method: .mover, rows: rate.trials + top.trials)
    }

    private static func isBelow(_ count: Count, fourFifthsOf top: Count) -> Bool {
        isLess(count, top, times: (5, 4))
    }

    /// `a · p₁ < b · p₂` in whole numbers of any size.
    private static func isLess(_ one: Count, _ two: Count, times: (UInt64, UInt64)) -> Bool {
        let left = UInt64(one.selected).multipliedFullWidth(by: UInt64(two.assessed) * times.0)
        let right = UInt64(two.selected).multipliedFullWidth(by: UInt64(one.assessed) * times.1)
        return (left.high, left.low) < (right.high, right.low)
    }
}

extension ImpactRatios {
    /// The audit of scores: who lies strictly above the median of all that were scored.
    ///
    /// - Parameters:
    ///   - scores: Not NaN; shape `[rows]`.
    ///   - groups: Each row's category, same shape; rows of no known one count in the median only.
    ///   - confidence: Of each rate's and each ratio's interval.
    ///   - leavingOutSmall: Whether a category below 2 % may not be the highest.
    /// - Throws: ``SampleError`` when there are no rows, the columns differ in length, or a score is
    ///   NaN.
    /// - Complexity: O(rows · log rows).
    package init(
        scores: [Double], groups: GroupColumn, confidence: Double = 0.95,
        leavingOutSmall: Bool = false
    ) throws(SampleError) {
        guard !scores.isEmpty else { throw .noRows }
        guard scores.count == groups.codes.count else {
            throw .lengthsDiffer(
                column: groups.name, rows: groups.codes.count, expected: scores.count)
        }
        for row in scores.indices where scores[row].isNaN { throw .scoreNotANumber(row: row) }
        let sorted = scores.sorted()
        let half = sorted.count / 2
        let median = sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
        var assessed = [Int](repeating: 0, count: groups.names.count)
        var above = assessed
        for row in scores.indices where groups.codes[row] >= 0 {
            assessed[Int(groups.codes[row])] += 1
            above[Int(groups.codes[row])] += scores[row] > median ? 1 : 0
        }
        try self.init(
            groups: groups.names.indices.map {
                Count(name: groups.names[$0], assessed: assessed[$0], selected: above[$0])
            }, confidence: confidence, leavingOutSmall: leavingOutSmall)
    }
}
