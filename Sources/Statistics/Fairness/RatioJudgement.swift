/// Whether groups' rates are closer together than a ratio, such as four fifths, as far as the rows
/// can tell.
package struct RatioJudgement: Sendable, Equatable {
    package let limit: Double
    package let outcome: GapJudgement.Outcome
    /// The pair on which the outcome rests: the one that is surely beyond, or else the one whose
    /// ratio may be smallest.
    package let pair: GroupRatioPair
    /// The groups that have no row to count the rate over.
    package let unjudged: [String]
    /// What would decide; `nil` when it is decided, and when only groups without any row to count
    /// are in the way.
    package let rowsNeeded: RowsNeeded?

    /// - Parameters:
    ///   - ratio: Groups and their intervals.
    ///   - limit: The smallest ratio that is accepted, 0...1.
    ///   - rowsMost: Larger samples than this in one group are not looked for, > 0.
    /// - Throws: ``SampleError/limitOutOfRange(_:)``.
    /// - Complexity: O(groups³) when undecided, otherwise O(1).
    package init(
        _ ratio: GroupRatio, limit: Double, rowsMost: Int = 10_000_000
    ) throws(SampleError) {
        guard limit >= 0, limit <= 1 else { throw .limitOutOfRange(limit) }
        self.limit = limit
        unjudged = ratio.unjudged
        if ratio.surest.upper < limit {
            (outcome, pair, rowsNeeded) = (.beyond, ratio.surest, nil)
        } else if ratio.lowest.lower < limit {
            (outcome, pair) = (.undecided, ratio.lowest)
            rowsNeeded = RowsNeeded(ratio, limit: limit, rowsMost: rowsMost)
        } else {
            (outcome, pair) = (ratio.unjudged.isEmpty ? .within : .undecided, ratio.lowest)
            rowsNeeded = nil
        }
    }
}
