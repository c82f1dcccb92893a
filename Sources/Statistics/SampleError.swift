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
    /// The column is `nil` where several were compared under no name.
    case tooManyGroups(column: String? = nil, groups: Int, most: Int)
    case noTrials
    case successesOutOfRange(successes: Int, trials: Int)
    /// A confidence that is not strictly between 0 and 1.
    case confidenceOutOfRange(Double)
    /// A probability that is not strictly between 0 and 1.
    case probabilityOutOfRange(Double)
    /// A limit that is NaN or outside the measure's range.
    case limitOutOfRange(Double)
    case scoreNotANumber(row: Int)
    /// A label that is none of the classes, which count from 0.
    case labelOutOfRange(row: Int, label: Int, classes: Int)
    case valueNotFinite(column: String, row: Int, value: Double)
    /// Thresholds that are NaN, repeated, or none at all.
    case thresholdsUnusable
    case baselineUnknown(String)
    case oneLabelOnly(group: String)
    case replicatesTooFew(replicates: Int, least: Int)
    case replicatesTooMany(replicates: Int, most: Int)
    /// A parameter outside its range; the sentence names it and the range.
    case parameterOutOfRange(name: String, value: Double, range: String)
    /// A column that was to be cut into ranges, and holds texts.
    case notNumbers(column: String)
    /// Edges of ranges that are not ascending and finite.
    case rangesUnusable(column: String)
    /// Measures that are not weighted here.
    case weightsNotTaken
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
        case .tooManyGroups(let column, let groups, let most):
            "\(column.map { "the \(groups) groups of `\($0)`" } ?? "\(groups) groups") are too many to "
                + "compare pair by pair; merge them to at most \(most)"
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
        case .scoreNotANumber(let row):
            "the score in row \(row + 1) is not a number"
        case .labelOutOfRange(let row, let label, let classes):
            "label `\(label)` in row \(row + 1) is none of the classes 0 to \(classes - 1)"
        case .valueNotFinite(let column, let row, let value):
            "`\(column)` is `\(value)` in row \(row + 1); it must be a finite number"
        case .thresholdsUnusable:
            "thresholds must be numbers, each given once, and at least one"
        case .baselineUnknown(let name):
            "there is no group `\(name)` to compare with, or it has no rows"
        case .oneLabelOnly(let group):
            "all rows of group `\(group)` have the same label, so no threshold can be found for it"
        case .replicatesTooFew(let replicates, let least):
            "\(replicates) replicates are too few for this confidence; take at least \(least)"
        case .replicatesTooMany(let replicates, let most):
            "\(replicates) replicates are too many; take at most \(most)"
        case .parameterOutOfRange(let name, let value, let range):
            "\(name) `\(value)` is out of range; it must be \(range)"
        case .notNumbers(let column):
            "`\(column)` holds texts, which cannot be cut into ranges of numbers"
        case .rangesUnusable(let column):
            "the ranges of `\(column)` must be cut at different numbers in ascending order"
        case .weightsNotTaken:
            "weights are of two classes and of numbers, not of several classes or rankings"
        }
    }
}
