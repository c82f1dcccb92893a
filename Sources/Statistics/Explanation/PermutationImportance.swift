/// Each row's loss, from the model's answers to all rows (shape `[rows, width]`); shape `[rows]`,
/// lower is better.
package typealias RowLosses = (_ answers: [Double]) -> [Double]

/// How much worse a model answers when a feature's values are dealt out anew among the rows.
///
/// Each repeat shuffles one feature (or a group of features, row by row together). The interval tells
/// how sure the mean increase is over rows, not only over shuffles: a row counts by the increase of
/// its own loss and by that of the row which got its values, less the mean (Hájek's projection).
///
/// Source: A. Fisher, C. Rudin, F. Dominici, *All models are wrong, but many are useful*, JMLR 20
/// (2019); L. Breiman, *Random forests*, Machine Learning 45 (2001).
package struct PermutationImportance: Sendable, Equatable {
    package struct Entry: Sendable, Equatable {
        /// The features that were shuffled together.
        package let features: [Int]
        /// The mean increase of the loss; the intervals of all entries hold together.
        package let increase: Estimate
    }

    /// By falling increase; of equals the first.
    package let ranked: [Entry]
    /// The mean loss with nothing shuffled.
    package let loss: Double
    package let confidence: Double

    /// - Parameters:
    ///   - rows: At least one.
    ///   - groups: Features to be shuffled together; each by itself unless given.
    ///   - losses: Of the model's answers; finite.
    ///   - width: Numbers that the model gives for a row, at least 1.
    ///   - repeatCount: How many shuffles each, at least 1.
    ///   - confidence: Strictly between 0 and 1.
    ///   - seed: Which shuffles.
    ///   - model: What is asked.
    /// - Throws: ``ExplanationError``, ``SampleError``, and whatever the model throws.
    /// - Complexity: O(groups · repeats · rows) answers of the model.
    package init(
        _ rows: FeatureRows, groups: [[Int]]? = nil, losses: RowLosses, width: Int = 1,
        repeatCount: Int = 5,
        confidence: Double = 0.95, seed: UInt64, model: BatchModel
    ) throws {
        guard rows.rowCount > 0 else { throw ExplanationError.noRows }
        guard width > 0 else {
            throw ExplanationError.settingOutOfRange(name: "width", value: Double(width))
        }
        guard repeatCount > 0 else {
            throw ExplanationError.settingOutOfRange(
                name: "repeatCount", value: Double(repeatCount))
        }
        let groups = groups ?? (0..<rows.featureCount).map { [$0] }
        if let column = groups.joined().first(where: { !(0..<rows.featureCount).contains($0) }) {
            throw ExplanationError.columnUnknown(column: column, features: rows.featureCount)
        }
        let before = try ModelAnswers.losses(
            losses, model, rows.values, rowCount: rows.rowCount, width: width)
        let own = 1 - (1 - confidence) / Double(max(groups.count, 1))
        var entries: [Entry] = []
        for (place, group) in groups.enumerated() {
            var random = SeededRandom(seed: seed, stream: UInt64(place))
            var increases = before.map { _ in 0.0 }
            for _ in 0..<repeatCount {
                let order = random.permutation(rows.rowCount)
                let after = try ModelAnswers.losses(
                    losses, model, Self.shuffled(rows, group, order), rowCount: rows.rowCount,
                    width: width)
                let mean = zip(after, before).reduce(0) { $0 + $1.0 - $1.1 } / Double(order.count)
                for (row, giver) in order.enumerated() {
                    let own = (after[row] - before[row]) / Double(repeatCount)
                    increases[row] += own - mean / Double(repeatCount)
                    increases[giver] += own
                }
            }
            entries.append(
                Entry(
                    features: group, increase: try Estimate(meanOf: increases, confidence: own)))
        }
        ranked = entries.enumerated().sorted {
            let (one, other) = ($0.element.increase.value, $1.element.increase.value)
            return one == other ? $0.offset < $1.offset : one > other
        }.map(\.element)
        loss = before.reduce(0, +) / Double(rows.rowCount)
        self.confidence = confidence
    }

    private static func shuffled(
        _ rows: FeatureRows, _ group: [Int], _ order: [Int]
    ) -> [Double] {
        var matrix = rows.values
        for (row, source) in order.enumerated() {
            for feature in group {
                matrix[row * rows.featureCount + feature] = rows[source, feature]
            }
        }
        return matrix
    }
}

extension ModelAnswers {
    /// Each row's loss.
    static func losses(
        _ losses: RowLosses, _ model: BatchModel, _ matrix: [Double], rowCount: Int,
        width: Int = 1
    ) throws -> [Double] {
        let own = losses(try ask(model, matrix, rowCount: rowCount, width: width))
        guard own.count == rowCount else {
            throw ExplanationError.answersUnlike(answers: own.count, rows: rowCount)
        }
        if let row = own.firstIndex(where: { !$0.isFinite }) {
            throw ExplanationError.answerNotFinite(row: row)
        }
        return own
    }
}
