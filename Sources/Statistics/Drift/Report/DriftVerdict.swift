/// What the rows say about a column.
package enum DriftVerdict: Sendable, Equatable {
    /// The effect and the share of missing values are within their limits for sure.
    case steady
    /// One of them is beyond its limit for sure.
    case drifted
    /// The rows do not tell; so many would.
    case undecided(DriftRowsNeeded)
    /// Nothing could be measured.
    case unmeasured(DriftError)

    init(
        _ effect: DriftEffect?, limit: Double, missing: NewcombeInterval?, missingLimit: Double
    ) {
        guard let effect, let missing else {
            self = .undecided(.moreThan(Int(DriftRowsNeeded.rowsMost)))
            return
        }
        let isBeyond = effect.isBeyond(limit)
        if isBeyond == true || missing.gapLower > missingLimit {
            self = .drifted
        } else if isBeyond == nil {
            self = .undecided(DriftRowsNeeded(effect, limit: limit))
        } else if missing.gapUpper <= missingLimit {
            self = .steady
        } else {
            let (current, reference) = (missing.first.trials, missing.second.trials)
            self = .undecided(
                reference < current ? .reference(reference * 2) : .current(current * 2))
        }
    }
}
