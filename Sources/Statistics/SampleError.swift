/// Why a measure could not be computed from the rows it was given.
///
/// Row indices count from 0; the sentence counts rows from 1, as people do.
package enum SampleError: Error, Sendable, Equatable {
    case noRows
    /// Two columns that should describe the same rows have different lengths.
    case lengthsDiffer(column: String, rows: Int, expected: Int)
    /// A score that is NaN or outside 0...1.
    case scoreOutOfRange(row: Int, score: Double)
    case thresholdOutOfRange(Double)
    /// A group code without a name.
    case groupUnknown(row: Int, code: Int, groups: Int)
    case tooManyGroups(groups: Int, most: Int)
    case noTrials
    case successesOutOfRange(successes: Int, trials: Int)
    /// A confidence that is not strictly between 0 and 1.
    case confidenceOutOfRange(Double)
    /// A probability that is not strictly between 0 and 1.
    case probabilityOutOfRange(Double)
    /// A limit that is NaN or outside 0...1.
    case limitOutOfRange(Double)
}

extension SampleError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noRows:
            "there are no rows to measure"
        case .lengthsDiffer(let column, let rows, let expected):
            "`\(column)` has \(rows) rows where the labels have \(expected)"
        case .scoreOutOfRange(let row, let score):
            "score `\(score)` in row \(row + 1) is not a probability; scores lie between 0 and 1"
        case .thresholdOutOfRange(let threshold):
            "threshold `\(threshold)` is not between 0 and 1"
        case .groupUnknown(let row, let code, let groups):
            "row \(row + 1) has group code \(code), but there are \(groups) group names"
        case .tooManyGroups(let groups, let most):
            "\(groups) groups are too many to compare pair by pair; merge them to at most \(most)"
        case .noTrials:
            "a share of 0 rows is undefined"
        case .successesOutOfRange(let successes, let trials):
            "\(successes) successes in \(trials) trials are impossible"
        case .confidenceOutOfRange(let confidence):
            "confidence `\(confidence)` is not strictly between 0 and 1"
        case .probabilityOutOfRange(let probability):
            "probability `\(probability)` is not strictly between 0 and 1"
        case .limitOutOfRange(let limit):
            "limit `\(limit)` is not between 0 and 1"
        }
    }
}
