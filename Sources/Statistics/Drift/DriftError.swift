/// Why drift could not be measured on what was given.
package enum DriftError: Error, Sendable, Equatable {
    /// A side has no value that counts: no rows, or only missing ones.
    case noValues(DriftSide)
    case lengthsDiffer(what: String, count: Int, expected: Int)
    /// A weight that is NaN, infinite or below 0; the row counts from 0.
    case weightOutOfRange(row: Int, weight: Double)
    /// A code that is neither −1 nor the index of a name; the row counts from 0.
    case codeUnknown(row: Int, code: Int, names: Int)
    /// A count that is NaN, infinite or below 0.
    case countOutOfRange(category: Int, count: Double)
    case nameTwice(String)
    /// A setting that must lie strictly between 0 and 1.
    case shareOutOfRange(what: String, value: Double)
    /// A setting that must be above 0, or a number of steps above its least.
    case settingOutOfRange(what: String, value: Double)
    /// A number in a stream or matrix that is NaN or infinite, or outside the stated range.
    case valueOutOfRange(row: Int, value: Double)
    /// Columns of numbers and of categories under one name.
    case kindsDiffer(column: String)
    case columnMissing(String, DriftSide)
    case tooFewRows(rows: Int, least: Int)
}

/// Which of the two samples.
package enum DriftSide: String, Sendable, Equatable {
    case reference
    case current
}

extension DriftError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noValues(let side):
            "the \(side.rawValue) rows have no value to compare"
        case .lengthsDiffer(let what, let count, let expected):
            "there are \(count) \(what) for \(expected) rows"
        case .weightOutOfRange(let row, let weight):
            "weight `\(weight)` in row \(row + 1) is not a number of 0 or more"
        case .codeUnknown(let row, let code, let names):
            "row \(row + 1) has category code \(code), but there are \(names) names"
        case .countOutOfRange(let category, let count):
            "category \(category + 1) has the count `\(count)`, which is not 0 or more"
        case .nameTwice(let name):
            "the category `\(name)` is named twice"
        case .shareOutOfRange(let what, let value):
            "\(what) `\(value)` is not strictly between 0 and 1"
        case .settingOutOfRange(let what, let value):
            "\(what) `\(value)` is out of its range"
        case .valueOutOfRange(let row, let value):
            "value `\(value)` in row \(row + 1) is not a number in the stated range"
        case .kindsDiffer(let column):
            "`\(column)` holds numbers on one side and categories on the other"
        case .columnMissing(let column, let side):
            "the \(side.rawValue) rows have no column `\(column)`"
        case .tooFewRows(let rows, let least):
            "\(rows) rows are too few for all columns at once; each side needs \(least)"
        }
    }
}
