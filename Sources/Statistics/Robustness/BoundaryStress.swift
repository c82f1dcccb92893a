/// What a model answers when a feature takes values at and beyond the ends of what it was trained on.
package struct BoundaryStress: Sendable, Equatable {
    package enum Boundary: String, Sendable, Equatable, CaseIterable {
        case least
        case greatest
        /// One range of the training values below the least.
        case belowRange
        /// One range above the greatest.
        case aboveRange
        case zero
        case negativeZero
        case hugePositive
        case hugeNegative
        case positiveInfinity
        case negativeInfinity
        case missing
        /// The greatest category and one.
        case unknownCategory
        /// A category number beyond what fits 32 bits.
        case hugeCategory
        /// A category number below 0.
        case negativeCategory

        static let numbers: [Self] = [
            .least, .greatest, .belowRange, .aboveRange, .zero, .negativeZero, .hugePositive,
            .hugeNegative, .positiveInfinity, .negativeInfinity, .missing,
        ]
        static let names: [Self] = [
            .unknownCategory, .hugeCategory, .negativeCategory, .missing,
        ]

        /// The value that stands for it, by the range of the training values.
        func value(_ range: ClosedRange<Double>) -> Double {
            let width = max(range.upperBound - range.lowerBound, 1)
            return switch self {
            case .least: range.lowerBound
            case .greatest: range.upperBound
            case .belowRange: range.lowerBound - width
            case .aboveRange: range.upperBound + width
            case .zero: 0
            case .negativeZero: -0.0
            case .hugePositive: .greatestFiniteMagnitude
            case .hugeNegative: -.greatestFiniteMagnitude
            case .positiveInfinity: .infinity
            case .negativeInfinity: -.infinity
            case .missing: .nan
            case .unknownCategory: range.upperBound + 1
            case .hugeCategory: 0x1p40
            case .negativeCategory: -1
            }
        }
    }

    package struct Entry: Sendable, Equatable {
        package let feature: Int
        package let boundary: Boundary
        /// Rows to which the model gave no finite answer.
        package let unanswered: Int
        /// Rows whose answer lies outside those that the model gives to the rows as they are.
        package let outside: Int
        /// The mean absolute change of the finite answers.
        package let answerChange: Double
    }

    /// The least and the greatest answer to the rows as they are.
    package let answers: ClosedRange<Double>
    package let rowCount: Int
    /// By feature, then by boundary.
    package let entries: [Entry]

    /// Whether each answer was a finite number.
    package var isAlwaysAnswered: Bool { entries.allSatisfy { $0.unanswered == 0 } }

    /// - Parameters:
    ///   - rows: Whose features are replaced one at a time.
    ///   - training: What the features' ranges are taken from.
    ///   - categories: The features whose numbers are names.
    ///   - model: What is asked.
    /// - Throws: ``ExplanationError``, and whatever the model throws.
    /// - Complexity: O(features · boundaries · rows) answers of the model.
    package init(
        _ rows: FeatureRows, training: FeatureRows, categories: Set<Int> = [], model: BatchModel
    ) throws {
        try rows.check(featureCount: training.featureCount)
        let plain = try ModelAnswers.ask(model, rows.values, rowCount: rows.rowCount)
        guard let least = plain.min(), let greatest = plain.max() else {
            throw ExplanationError.noRows
        }
        var entries: [Entry] = []
        for feature in 0..<rows.featureCount {
            let values = training.column(feature).filter(\.isFinite)
            let range = (values.min() ?? 0)...(values.max() ?? 0)
            for boundary in categories.contains(feature) ? Boundary.names : Boundary.numbers {
                var matrix = rows.values
                let value = boundary.value(range)
                for row in 0..<rows.rowCount { matrix[row * rows.featureCount + feature] = value }
                let own = try model(matrix, rows.rowCount)
                guard own.count == rows.rowCount else {
                    throw ExplanationError.answersUnlike(answers: own.count, rows: rows.rowCount)
                }
                let finite = zip(own, plain).filter { $0.0.isFinite }
                let change = finite.reduce(0) { $0 + ($1.0 - $1.1).magnitude }
                entries.append(
                    Entry(
                        feature: feature, boundary: boundary,
                        unanswered: own.count - finite.count,
                        outside: finite.filter { $0.0 < least || $0.0 > greatest }.count,
                        answerChange: change / Double(max(finite.count, 1))))
            }
        }
        answers = least...greatest
        rowCount = rows.rowCount
        self.entries = entries
    }
}
