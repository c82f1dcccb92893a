import RealModule

/// How much more often two events come together than they would by chance.
///
/// `NPMI = ln(p₁₂ / (p₁ · p₂)) / −ln p₁₂`, from −1, never together, over 0, independent, to 1, always.
/// Each of the four cells of the table gets `smoothing` extra rows; 0.5 is Jeffreys' prior.
///
/// Source: G. Bouma, *Normalized (Pointwise) Mutual Information in Collocation Extraction* (2009).
package struct MutualInformation: Sendable, Equatable {
    /// NaN where an event never takes place, or the counts are of no table.
    package let normalized: Double

    /// - Parameters:
    ///   - counts: Rows in all, with the first event, with the second, with both.
    ///   - smoothing: Rows added to each cell, ≥ 0.
    /// - Complexity: O(1).
    package init(
        _ counts: (total: Int, first: Int, second: Int, both: Int), smoothing: Double
    ) {
        let cells = [
            counts.both, counts.first - counts.both, counts.second - counts.both,
            counts.total - counts.first - counts.second + counts.both,
        ]
        guard counts.first > 0, counts.second > 0, cells.allSatisfy({ $0 >= 0 }) else {
            normalized = .nan
            return
        }
        guard counts.both > 0 || smoothing > 0 else {
            normalized = -1
            return
        }
        guard counts.both < counts.total else {
            normalized = 1
            return
        }
        let total = Double(counts.total) + 4 * smoothing
        let both = Double(counts.both) + smoothing
        let first = Double(counts.first) + 2 * smoothing
        let second = Double(counts.second) + 2 * smoothing
        let information =
            Double.log(both) + Double.log(total) - Double.log(first) - Double.log(second)
        normalized = min(max(information / (Double.log(total) - Double.log(both)), -1), 1)
    }
}
