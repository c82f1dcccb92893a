/// What happens to a model's losses when one feature after the other is missing.
package struct MissingValueStress: Sendable, Equatable {
    package enum Outcome: Sendable, Equatable {
        case answered(Entry)
        /// The model gave no finite answer to some rows: to how many.
        case unanswered(rows: Int)
    }

    package struct Entry: Sendable, Equatable {
        package let loss: Double
        /// Of the mean increase of the loss; the intervals of all features hold together.
        package let increase: Estimate
        /// As ``PerturbationCurve/Point/answerChange``.
        package let answerChange: Double
        /// The share of rows whose highest answer became another one; `nil` for one answer a row.
        package let decisionChange: Double?
    }

    /// The mean loss with all that is there.
    package let loss: Double
    /// By feature.
    package let outcomes: [Outcome]
    package let confidence: Double

    /// - Parameters:
    ///   - rows: At least one.
    ///   - share: In which share of the rows the feature is missing, drawn from the seed; above 0, at
    ///     most 1.
    ///   - losses: Of the model's answers; finite.
    ///   - width: Numbers that the model gives for a row, at least 1.
    ///   - confidence: Strictly between 0 and 1.
    ///   - seed: Which rows.
    ///   - model: What is asked.
    /// - Throws: ``ExplanationError``, ``SampleError``, and whatever the model throws.
    /// - Complexity: O(features · rows) answers of the model.
    package init(
        _ rows: FeatureRows, share: Double = 1, losses: RowLosses, width: Int = 1,
        confidence: Double = 0.95, seed: UInt64, model: BatchModel
    ) throws {
        guard rows.rowCount > 0 else { throw ExplanationError.noRows }
        guard share > 0, share <= 1 else {
            throw ExplanationError.settingOutOfRange(name: "share", value: share)
        }
        let plain = try StressedAnswers(rows.values, rows.rowCount, losses, width: width, model)
        loss = plain.meanLoss
        let own = 1 - (1 - confidence) / Double(max(rows.featureCount, 1))
        outcomes = try (0..<rows.featureCount).map { feature in
            var random = SeededRandom(seed: seed, stream: UInt64(feature))
            var matrix = rows.values
            for row in 0..<rows.rowCount where random.unit() < share {
                matrix[row * rows.featureCount + feature] = .nan
            }
            let answers = try model(matrix, rows.rowCount)
            let unanswered = UnansweredRows.places(answers, rowCount: rows.rowCount).count
            guard unanswered == 0 else { return .unanswered(rows: unanswered) }
            let stressed = try StressedAnswers(matrix, rows.rowCount, losses, width: width) {
                _, _ in answers
            }
            let increase = try Estimate(
                meanOf: zip(stressed.losses, plain.losses).map { $0 - $1 }, confidence: own)
            return .answered(
                Entry(
                    loss: stressed.meanLoss, increase: increase,
                    answerChange: stressed.change(from: plain),
                    decisionChange: stressed.decisionChange(from: plain)))
        }
        self.confidence = confidence
    }
}

/// Rows to which a model gave something that is no finite number.
enum UnansweredRows {
    /// The rows' places; `answers` is of shape `[rowCount, width]`.
    static func places(_ answers: [Double], rowCount: Int) -> Set<Int> {
        let width = max(answers.count / max(rowCount, 1), 1)
        return Set(answers.indices.filter { !answers[$0].isFinite }.map { $0 / width })
    }
}
