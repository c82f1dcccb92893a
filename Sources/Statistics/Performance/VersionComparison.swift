/// How much better one version's scores are than another's on the same rows.
///
/// Every difference is first minus second, and paired: rows both get right or both get wrong cancel
/// out, so far fewer rows are needed than for two separate samples.
package struct VersionComparison: Sendable, Equatable {
    package let first: ConfusionMatrix
    package let second: ConfusionMatrix
    package let mcNemar: McNemarTest
    /// By resampling how many rows there are of each label and pair of decisions.
    package let differences: [BinaryMeasure: Estimate]
    /// `nil` when a label has fewer than two rows.
    package let area: AreaDifference?
    /// Of the mean squared distance of score and label; below 0 the first is better.
    package let brierScore: Estimate

    /// - Parameters:
    ///   - labels: What is true, 0 or 1; shape `[rows]`.
    ///   - first: The first version's probabilities of a true label, 0...1; same shape.
    ///   - second: The second's, same shape.
    ///   - threshold: At which both decide.
    ///   - rule: Whether a score on the threshold is a decision for.
    ///   - bootstrap: Confidence, replicates and seed of every interval.
    /// - Throws: ``SampleError`` when there are no rows, the columns differ in length, or a value is
    ///   out of its range.
    /// - Complexity: O(rows · log rows + replicates).
    package init(
        labels: [Int32], first: [Double], second: [Double], threshold: Double,
        rule: ThresholdRule, bootstrap: CellBootstrap
    ) throws(SampleError) {
        let truths = try Scores.labels(labels)
        try Scores.check(first, rows: labels.count)
        try Scores.check(second, rows: labels.count)
        var cells = [Int](repeating: 0, count: 8)
        for row in truths.indices {
            let one = rule.decides(first[row], threshold) ? 2 : 0
            let two = rule.decides(second[row], threshold) ? 1 : 0
            cells[(truths[row] ? 4 : 0) + one + two] += 1
        }
        self.first = Self.confusion(cells, bit: 2)
        self.second = Self.confusion(cells, bit: 1)
        mcNemar = McNemarTest(onlyFirst: cells[6] + cells[1], onlySecond: cells[5] + cells[2])
        differences = Self.differences(cells, bootstrap)
        area = try AreaDifference(
            labels: truths, first: first, second: second, confidence: bootstrap.confidence)
        let gaps = truths.indices.map { row in
            let label = truths[row] ? 1.0 : 0
            return (first[row] - label) * (first[row] - label)
                - (second[row] - label) * (second[row] - label)
        }
        brierScore = try Estimate(meanOf: gaps, confidence: bootstrap.confidence)
    }

    private static func confusion(_ cells: [Int], bit: Int) -> ConfusionMatrix {
        var counts = [0, 0, 0, 0]
        for cell in cells.indices {
            counts[(cell & 4) / 2 + (cell & bit == 0 ? 0 : 1)] += cells[cell]
        }
        return ConfusionMatrix(
            truePositives: counts[3], falsePositives: counts[1], trueNegatives: counts[0],
            falseNegatives: counts[2])
    }

    private static func differences(
        _ counts: [Int], _ bootstrap: CellBootstrap
    ) -> [BinaryMeasure: Estimate] {
        let found = bootstrap.estimates(
            counts: counts, stream: "versions", statistics: BinaryMeasure.allCases.count
        ) { cells, values in
            for (index, measure) in BinaryMeasure.allCases.enumerated() {
                let one = measure.value(
                    truePositives: cells[6] + cells[7], falsePositives: cells[2] + cells[3],
                    trueNegatives: cells[0] + cells[1], falseNegatives: cells[4] + cells[5])
                let two = measure.value(
                    truePositives: cells[5] + cells[7], falsePositives: cells[1] + cells[3],
                    trueNegatives: cells[0] + cells[2], falseNegatives: cells[4] + cells[6])
                values[index] = one - two
            }
        }
        return Dictionary(
            uniqueKeysWithValues: zip(BinaryMeasure.allCases, found).compactMap { measure, value in
                value.map { (measure, $0) }
            })
    }
}
