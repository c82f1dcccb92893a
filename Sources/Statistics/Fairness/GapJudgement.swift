/// Whether groups' rates are closer together than a limit, as far as the rows can tell.
package struct GapJudgement: Sendable, Equatable {
    package enum Outcome: String, Sendable, Equatable {
        /// Every pair's interval lies within the limit, and every group has the rate.
        case within
        /// Some pair's interval lies beyond the limit.
        case beyond
        /// The rows cannot tell.
        case undecided
    }

    package let limit: Double
    package let outcome: Outcome
    /// The pair on which the outcome rests: the one that is surely beyond, or else the one that
    /// may be furthest apart.
    package let pair: GroupPair
    /// The groups that have no row to count the rate over.
    package let unjudged: [String]
    /// What would decide; `nil` when it is decided, and when only groups without any row to count
    /// are in the way.
    package let rowsNeeded: RowsNeeded?

    /// - Parameters:
    ///   - gap: Groups and their intervals.
    ///   - limit: The largest gap that is accepted, 0...1.
    ///   - rowsMost: Larger samples than this in one group are not looked for, > 0.
    /// - Throws: ``SampleError/limitOutOfRange(_:)``.
    /// - Complexity: O(groups³) when undecided, otherwise O(1).
    package init(
        _ gap: GroupGap, limit: Double, rowsMost: Int = 10_000_000
    ) throws(SampleError) {
        guard limit >= 0, limit <= 1 else { throw .limitOutOfRange(limit) }
        self.limit = limit
        unjudged = gap.unjudged
        if gap.surest.interval.gapLower > limit {
            (outcome, pair, rowsNeeded) = (.beyond, gap.surest, nil)
        } else if gap.widest.interval.gapUpper > limit {
            (outcome, pair) = (.undecided, gap.widest)
            rowsNeeded = RowsNeeded(gap, limit: limit, rowsMost: rowsMost)
        } else {
            (outcome, pair) = (gap.unjudged.isEmpty ? .within : .undecided, gap.widest)
            rowsNeeded = nil
        }
    }
}
