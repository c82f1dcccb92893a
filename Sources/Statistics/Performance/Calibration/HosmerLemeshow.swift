/// Whether groups of rows with about the same score have as many true rows as the scores say.
///
/// Rows in order of score are cut into groups of equal size, equal scores staying together; the
/// statistic is `Σ (O − E)² / (E·(1 − E/n))`, against the chi-square law with two degrees fewer than
/// groups (for scores fitted on these rows), or as many as groups (for other rows).
///
/// Source: D. Hosmer and S. Lemeshow, Communications in Statistics 9 (1980) 1043.
package struct HosmerLemeshow: Sendable, Equatable {
    package struct Group: Sendable, Equatable {
        package let rows: Int
        package let observed: Int
        /// The sum of the scores.
        package let expected: Double
    }

    package let groups: [Group]
    package let statistic: Double
    package let degreesOfFreedom: Int
    package let pValue: Double

    /// The test, or `nil` when ties leave too few groups for a degree of freedom.
    ///
    /// - Parameters:
    ///   - labels: What is true; shape `[rows]`.
    ///   - scores: 0...1; same shape.
    ///   - groups: Into how many the rows are cut, ≥ 1.
    ///   - wereFitted: Whether the scores come from a fit to these rows.
    /// - Throws: ``SampleError`` when there are no rows, the columns differ in length, or a number
    ///   is out of its range.
    /// - Complexity: O(rows · log rows).
    package init?(
        labels: [Bool], scores: [Double], groups: Int = 10, wereFitted: Bool = false
    ) throws(SampleError) {
        try Scores.check(scores, rows: labels.count)
        guard groups > 0, groups <= CalibrationCurve.binsMost else {
            throw .parameterOutOfRange(
                name: "number of groups", value: Double(groups),
                range: "1 to \(CalibrationCurve.binsMost)")
        }
        let cut = Self.cut(labels, scores, groups)
        degreesOfFreedom = cut.count - (wereFitted ? 2 : 0)
        guard degreesOfFreedom > 0 else { return nil }
        self.groups = cut
        statistic = cut.reduce(0) { sum, group in
            let distance = Double(group.observed) - group.expected
            let variance = group.expected * (1 - group.expected / Double(group.rows))
            // Certain scores that are right add nothing, and one that is wrong settles it.
            return sum + (distance == 0 ? 0 : distance * distance / variance)
        }
        pValue =
            statistic.isFinite
            ? ChiSquareDistribution(degreesOfFreedom: Double(degreesOfFreedom)).upper(statistic)
            : 0
    }

    private static func cut(_ labels: [Bool], _ scores: [Double], _ groups: Int) -> [Group] {
        let order = scores.indices.sorted { scores[$0] < scores[$1] }
        var result: [Group] = []
        var (start, place) = (0, 0)
        for group in 1...groups {
            place = max(place, order.count * group / groups)
            guard place > start else { continue }
            while place < order.count, scores[order[place]] == scores[order[place - 1]] {
                place += 1
            }
            let rows = order[start..<place]
            result.append(
                Group(
                    rows: rows.count, observed: rows.count { labels[$0] },
                    expected: rows.sorted().reduce(0) { $0 + scores[$1] }))
            start = place
        }
        return result
    }
}
