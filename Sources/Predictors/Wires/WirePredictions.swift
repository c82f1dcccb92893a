/// What a model elsewhere answered.
package struct WirePredictions: Sendable, Equatable {
    /// Finite; row-major, shape `[rows, width]`.
    package let values: [Double]
    /// Numbers a row, > 0.
    package let width: Int

    init(values: [Double], rowCount: Int) throws(WireError) {
        guard values.allSatisfy(\.isFinite) else { throw .notNumbers }
        guard rowCount > 0, !values.isEmpty, values.count % rowCount == 0 else {
            throw .rowsDiffer(expected: rowCount, found: values.count)
        }
        self.values = values
        width = values.count / rowCount
    }

    /// The predictions of rows that were asked for in parts, one after the other.
    ///
    /// - Throws: ``WireError/notNumbers`` when the parts have other numbers a row.
    package init(joining parts: [WirePredictions]) throws(WireError) {
        guard let width = parts.first?.width, parts.allSatisfy({ $0.width == width }) else {
            throw .notNumbers
        }
        self.width = width
        values = parts.flatMap(\.values)
    }
}

/// Why a model elsewhere could not be asked, or its answer not be used.
package enum WireError: Error, Sendable, Equatable {
    // Before the question.
    case missingNumber(column: String, row: Int)
    case infiniteNumber(column: String, row: Int)
    case textInMatrix(column: String)

    // In the answer.
    case answerTooLarge(bytesMost: Int)
    case notJSON(byte: Int, reason: String)
    /// What the other side says, cut short.
    case refused(String)
    case answerLacks(String)
    case outputUnknown(wanted: String?, present: [String])
    case rowsDiffer(expected: Int, found: Int)
    /// A text, `null` or NaN where a number should be, or rows of different widths.
    case notNumbers

    /// Characters of another program's words that are shown.
    package static let messageLengthMost = 200

    static func shortened(_ text: String) -> String {
        let plain = text.map { $0.isNewline ? " " : $0 }
        return String(plain.prefix(messageLengthMost))
    }
}

extension WireError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missingNumber(let column, let row):
            "`\(column)` is missing in row \(row + 1), and this protocol has no form for that"
        case .infiniteNumber(let column, let row):
            "`\(column)` is infinite in row \(row + 1), and JSON has no form for that"
        case .textInMatrix(let column):
            "`\(column)` is text, and the model takes one matrix of numbers"
        case .answerTooLarge(let bytesMost): "the answer is larger than \(bytesMost) bytes"
        case .notJSON(let byte, let reason): "the answer is not JSON: \(reason) at byte \(byte)"
        case .refused(let words): "the model says: \(words)"
        case .answerLacks(let what): "the answer has no `\(what)`"
        case .outputUnknown(let wanted, let present):
            (wanted.map { "the answer has no one output `\($0)`" }
                ?? "the answer has not just one output; say which")
                + ", among `\(present.prefix(20).joined(separator: "`, `"))`"
        case .rowsDiffer(let expected, let found):
            "the answer does not fit: \(expected) rows were asked for, \(found) came"
        case .notNumbers: "the answer holds something else than finite numbers, or uneven rows"
        }
    }
}
