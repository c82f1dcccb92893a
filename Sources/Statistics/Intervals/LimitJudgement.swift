/// Whether a measure keeps a limit, as far as its interval can tell.
package struct LimitJudgement: Sendable, Equatable {
    package enum Limit: Sendable, Equatable {
        case atLeast(Double)
        case atMost(Double)

        package var value: Double {
            switch self {
            case .atLeast(let value), .atMost(let value): value
            }
        }
    }

    package enum Outcome: String, Sendable, Equatable {
        /// The whole interval keeps the limit.
        case pass
        /// The whole interval breaks it.
        case fail
        /// The interval holds values on either side.
        case undecided
    }

    package let estimate: Estimate
    package let limit: Limit
    package let outcome: Outcome
    /// About how many more rows would decide, if they showed the same value.
    ///
    /// A width shrinks with the root of the rows. `nil` when it is decided, or the value is the
    /// limit itself.
    package let rowsNeeded: Int?

    /// - Throws: ``SampleError/limitOutOfRange(_:)`` when the limit is NaN.
    package init(_ estimate: Estimate, limit: Limit) throws(SampleError) {
        guard !limit.value.isNaN else { throw .limitOutOfRange(limit.value) }
        self.estimate = estimate
        self.limit = limit
        outcome =
            switch limit {
            case .atLeast(let least):
                estimate.lower >= least ? .pass : estimate.upper < least ? .fail : .undecided
            case .atMost(let most):
                estimate.upper <= most ? .pass : estimate.lower > most ? .fail : .undecided
            }
        rowsNeeded = outcome == .undecided ? Self.rows(estimate, limit.value) : nil
    }

    private static func rows(_ estimate: Estimate, _ limit: Double) -> Int? {
        let distance = (estimate.value - limit).magnitude
        let width =
            estimate.value > limit
            ? estimate.value - estimate.lower : estimate.upper - estimate.value
        let ratio = width / distance
        let rows = (Double(estimate.rows) * (ratio * ratio - 1)).rounded(.up)
        return Int(exactly: max(rows, 1))
    }
}
