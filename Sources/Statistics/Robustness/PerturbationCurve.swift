/// How a model's losses grow with noise in its features.
///
/// At level `e` a number gets Gaussian noise of standard deviation `e` times its column's, and a
/// category becomes that of a random row with probability `e`. Missing values stay missing. The same
/// draws, scaled, serve all levels. A row's loss less its loss without noise, averaged over the
/// repeats, is one observation of the increase.
package struct PerturbationCurve: Sendable, Equatable {
    package struct Point: Sendable, Equatable {
        package let level: Double
        package let loss: Double
        /// Of the mean increase of the loss; the intervals of all levels hold together.
        package let increase: Estimate
        /// The mean absolute change of the answer; of classes' probabilities half the sum of theirs,
        /// which is their distance in total variation, 0...1.
        package let answerChange: Double
        /// The mean share of rows whose highest answer became another one; `nil` for one answer a row.
        package let decisionChange: Double?
    }

    /// The mean loss without noise.
    package let loss: Double
    /// As the levels were given.
    package let points: [Point]
    package let confidence: Double

    /// - Parameters:
    ///   - rows: At least one.
    ///   - categories: The features whose numbers are names.
    ///   - columns: Which features are disturbed; all unless given.
    ///   - levels: Each at least 0.
    ///   - losses: Of the model's answers; finite.
    ///   - width: Numbers that the model gives for a row, at least 1.
    ///   - repeatCount: How many draws each, at least 1.
    ///   - confidence: Strictly between 0 and 1.
    ///   - seed: Which draws.
    ///   - model: What is asked.
    /// - Throws: ``ExplanationError``, ``SampleError``, and whatever the model throws.
    /// - Complexity: O(levels · repeats · rows) answers of the model.
    package init(
        _ rows: FeatureRows, categories: Set<Int> = [], columns: [Int]? = nil,
        levels: [Double] = [0.01, 0.05, 0.1, 0.2, 0.5, 1], losses: RowLosses,
        width: Int = 1, repeatCount: Int = 3, confidence: Double = 0.95, seed: UInt64,
        model: BatchModel
    ) throws {
        guard rows.rowCount > 0 else { throw ExplanationError.noRows }
        if let level = levels.first(where: { !($0 >= 0 && $0.isFinite) }) {
            throw ExplanationError.settingOutOfRange(name: "levels", value: level)
        }
        guard repeatCount > 0 else {
            throw ExplanationError.settingOutOfRange(
                name: "repeatCount", value: Double(repeatCount))
        }
        let columns = columns ?? Array(0..<rows.featureCount)
        if let column = columns.first(where: { !(0..<rows.featureCount).contains($0) }) {
            throw ExplanationError.columnUnknown(column: column, features: rows.featureCount)
        }
        let noise = FeatureNoise(rows, columns: columns, categories: categories)
        let plain = try StressedAnswers(rows.values, rows.rowCount, losses, width: width, model)
        loss = plain.meanLoss
        let own = 1 - (1 - confidence) / Double(max(levels.count, 1))
        points = try levels.map { level in
            var random = SeededRandom(seed: seed)
            var increases = [Double](repeating: 0, count: rows.rowCount)
            var (change, decisions) = (0.0, 0.0)
            for _ in 0..<repeatCount {
                let noisy = try StressedAnswers(
                    noise.added(to: rows, level: level, &random), rows.rowCount, losses,
                    width: width, model)
                for row in increases.indices {
                    increases[row] += (noisy.losses[row] - plain.losses[row]) / Double(repeatCount)
                }
                change += noisy.change(from: plain) / Double(repeatCount)
                decisions += (noisy.decisionChange(from: plain) ?? 0) / Double(repeatCount)
            }
            let increase = try Estimate(meanOf: increases, confidence: own)
            return Point(
                level: level, loss: plain.meanLoss + increase.value, increase: increase,
                answerChange: change, decisionChange: width > 1 ? decisions : nil)
        }
        self.confidence = confidence
    }
}

/// Noise by the scale of each column.
private struct FeatureNoise {
    let columns: [Int]
    let categories: Set<Int>
    let scales: [Double]

    init(_ rows: FeatureRows, columns: [Int], categories: Set<Int>) {
        self.columns = columns
        self.categories = categories
        scales = columns.map { column in
            let values = rows.column(column).filter(\.isFinite)
            guard values.count > 1 else { return 0 }
            let mean = values.reduce(0, +) / Double(values.count)
            let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            return (squares / Double(values.count)).squareRoot()
        }
    }

    func added(to rows: FeatureRows, level: Double, _ random: inout SeededRandom) -> [Double] {
        var matrix = rows.values
        for row in 0..<rows.rowCount {
            for (place, column) in columns.enumerated() {
                let cell = row * rows.featureCount + column
                if categories.contains(column) {
                    let other = random.index(below: rows.rowCount)
                    if random.unit() < level { matrix[cell] = rows[other, column] }
                } else {
                    matrix[cell] += level * scales[place] * random.gaussian()
                }
            }
        }
        return matrix
    }
}

/// What a model answers to rows, and what that loses.
struct StressedAnswers {
    /// Shape `[rows, width]`.
    let answers: [Double]
    let losses: [Double]
    let width: Int

    init(
        _ matrix: [Double], _ rowCount: Int, _ losses: RowLosses, width: Int, _ model: BatchModel
    ) throws {
        guard width > 0 else {
            throw ExplanationError.settingOutOfRange(name: "width", value: Double(width))
        }
        self.width = width
        answers = try ModelAnswers.ask(model, matrix, rowCount: rowCount, width: width)
        let own = answers
        self.losses = try ModelAnswers.losses(
            losses, { _, _ in own }, matrix, rowCount: rowCount, width: width)
    }

    var meanLoss: Double { losses.reduce(0, +) / Double(losses.count) }

    /// The mean absolute difference of the answers, or their mean distance in total variation.
    func change(from other: StressedAnswers) -> Double {
        let sum = zip(answers, other.answers).reduce(0) { $0 + ($1.0 - $1.1).magnitude }
        return sum / Double(losses.count) / (width > 1 ? 2 : 1)
    }

    /// The share of rows whose highest answer is another one; of equals the first counts.
    func decisionChange(from other: StressedAnswers) -> Double? {
        guard width > 1 else { return nil }
        let changed = losses.indices.count { highest($0) != other.highest($0) }
        return Double(changed) / Double(losses.count)
    }

    private func highest(_ row: Int) -> Int {
        var best = 0
        for place in 1..<width where answers[row * width + place] > answers[row * width + best] {
            best = place
        }
        return best
    }
}
