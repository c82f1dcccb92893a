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
        /// Rows of which an answer lies outside those that the model gives to the rows as they are.
        package let outside: Int
        /// As ``PerturbationCurve/Point/answerChange``, of the rows with finite answers.
        package let answerChange: Double
    }

    /// The least and the greatest answer to the rows as they are, of each number that the model gives.
    package let answers: [ClosedRange<Double>]
    package let rowCount: Int
    /// By feature, then by boundary.
    package let entries: [Entry]

    /// Whether each answer was a finite number.
    package var isAlwaysAnswered: Bool { entries.allSatisfy { $0.unanswered == 0 } }

    /// - Parameters:
    ///   - rows: Whose features are replaced one at a time.
    ///   - training: What the features' ranges are taken from.
    ///   - categories: The features whose numbers are names.
    ///   - width: Numbers that the model gives for a row, at least 1.
    ///   - model: What is asked.
    /// - Throws: ``ExplanationError``, and whatever the model throws.
    /// - Complexity: O(features · boundaries · rows) answers of the model.
    package init(
        _ rows: FeatureRows, training: FeatureRows, categories: Set<Int> = [], width: Int = 1,
        model: BatchModel
    ) throws {
        try rows.check(featureCount: training.featureCount)
        guard width > 0 else {
            throw ExplanationError.settingOutOfRange(name: "width", value: Double(width))
        }
        guard rows.rowCount > 0 else { throw ExplanationError.noRows }
        let plain = try ModelAnswers.ask(
            model, rows.values, rowCount: rows.rowCount, width: width)
        let known = KnownAnswers(plain, width: width)
        var entries: [Entry] = []
        for feature in 0..<rows.featureCount {
            let values = training.column(feature).filter(\.isFinite)
            let range = (values.min() ?? 0)...(values.max() ?? 0)
            for boundary in categories.contains(feature) ? Boundary.names : Boundary.numbers {
                var matrix = rows.values
                let value = boundary.value(range)
                for row in 0..<rows.rowCount { matrix[row * rows.featureCount + feature] = value }
                let own = try model(matrix, rows.rowCount)
                guard own.count == rows.rowCount * width else {
                    throw ExplanationError.answersUnlike(answers: own.count, rows: rows.rowCount)
                }
                entries.append(known.entry(own, feature: feature, boundary: boundary))
            }
        }
        answers = known.ranges
        rowCount = rows.rowCount
        self.entries = entries
    }
}

/// What a model answers to rows as they are.
private struct KnownAnswers {
    let plain: [Double]
    let width: Int
    let ranges: [ClosedRange<Double>]

    /// `plain`: Finite, at least one row; shape `[rows, width]`.
    init(_ plain: [Double], width: Int) {
        self.plain = plain
        self.width = width
        ranges = (0..<width).map { place in
            let own = stride(from: place, to: plain.count, by: width).map { plain[$0] }
            return (own.min() ?? 0)...(own.max() ?? 0)
        }
    }

    func entry(
        _ own: [Double], feature: Int, boundary: BoundaryStress.Boundary
    ) -> BoundaryStress.Entry {
        let rowCount = plain.count / width
        let unanswered = UnansweredRows.places(own, rowCount: rowCount)
        var (change, outside) = (0.0, 0)
        for row in 0..<rowCount where !unanswered.contains(row) {
            let places = row * width..<(row + 1) * width
            for place in places { change += (own[place] - plain[place]).magnitude }
            outside += places.contains { !ranges[$0 - places.lowerBound].contains(own[$0]) } ? 1 : 0
        }
        let answered = max(rowCount - unanswered.count, 1)
        return BoundaryStress.Entry(
            feature: feature, boundary: boundary, unanswered: unanswered.count, outside: outside,
            answerChange: change / Double(answered) / (width > 1 ? 2 : 1))
    }
}
