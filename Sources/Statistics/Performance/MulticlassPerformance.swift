import RealModule

/// How well scores tell several classes apart.
///
/// A row is decided as the class with the highest score; of equals, the one numbered lowest.
package struct MulticlassPerformance: Sendable, Equatable {
    package let decisions: MulticlassDecisions
    /// The mean of `−ln(score of the label)`, each kept 2⁻⁵² away from 0, in nats.
    package let logLoss: Estimate
    /// The mean of `Σ (score − label)²` over classes, 0...2.
    package let brierScore: Estimate
    /// Rows whose label is among the `k` highest scores, by `k` from 1; fewer than all classes.
    package let topShares: [WilsonInterval]
    /// Each class against the rest; `nil` where a class has no rows or all.
    package let areas: [AreaUnderCurve?]
    /// The mean of ``areas``; `nil` unless every class has rows.
    package let macroArea: Estimate?
    /// The mean of ``areas`` by their classes' rows; `nil` unless every class has rows.
    package let weightedArea: Estimate?
    /// The mean over pairs of classes, each from both sides (Hand and Till); `nil` unless every
    /// class has rows.
    package let pairwiseArea: Double?

    package var confusion: MulticlassConfusion { decisions.confusion }
    package var measures: [MulticlassMeasure: Estimate] { decisions.measures }
    package var rows: Int { decisions.rows }

    /// - Parameters:
    ///   - labels: What is true, counted from 0; shape `[rows]`.
    ///   - scores: Each class's probability, 0...1, rows one after the other; shape
    ///     `[rows × classes]`.
    ///   - classes: 2...``MulticlassConfusion/classesMost``.
    ///   - bootstrap: Confidence, replicates and seed of every interval.
    /// - Throws: ``SampleError`` when there are no rows, the columns differ in length, or a value is
    ///   out of its range.
    /// - Complexity: O(rows · classes · log rows + rows · classes² for pairs).
    package init(
        labels: [Int32], scores: [Double], classes: Int, bootstrap: CellBootstrap
    ) throws(SampleError) {
        try MulticlassConfusion.check(classes: classes)
        guard !labels.isEmpty else { throw .noRows }
        guard scores.count == labels.count * classes else {
            throw .lengthsDiffer(
                column: "scores", rows: scores.count / classes, expected: labels.count)
        }
        for cell in scores.indices where !(scores[cell] >= 0 && scores[cell] <= 1) {
            throw .scoreOutOfRange(row: cell / classes, score: scores[cell])
        }
        let confidence = bootstrap.confidence
        let table = ScoreTable(scores: scores, classes: classes)
        decisions = try MulticlassDecisions(
            labels: labels, decisions: table.decisions, classes: classes, bootstrap: bootstrap)
        (logLoss, brierScore) = try table.losses(labels, confidence: confidence)
        topShares = try table.topShares(labels, confidence: confidence)
        let areas = try MulticlassAreas(table, labels, confidence: confidence)
        self.areas = areas.each
        macroArea = areas.macro
        weightedArea = areas.weighted
        pairwiseArea = areas.pairwise
    }
}

/// Scores of several classes, row by row.
struct ScoreTable: Sendable {
    let scores: [Double]
    let classes: Int

    /// Each row's class with the highest score.
    var decisions: [Int32] { (0..<(scores.count / classes)).map { highest($0) } }

    func highest(_ row: Int) -> Int32 {
        var best = 0
        for index in 1..<classes where scores[row * classes + index] > scores[row * classes + best]
        {
            best = index
        }
        return Int32(best)
    }

    func column(_ index: Int) -> [Double] {
        stride(from: index, to: scores.count, by: classes).map { scores[$0] }
    }

    func losses(
        _ labels: [Int32], confidence: Double
    ) throws(SampleError) -> (log: Estimate, brier: Estimate) {
        let (logs, squares) = rowLosses(labels)
        return (
            try Estimate(meanOf: logs, confidence: confidence, within: 0 ... .infinity),
            try Estimate(meanOf: squares, confidence: confidence, within: 0...2)
        )
    }

    /// Each row's log loss and squared distance; shape `[rows]` each.
    func rowLosses(_ labels: [Int32]) -> (logs: [Double], squares: [Double]) {
        var (logs, squares): ([Double], [Double]) = ([], [])
        for row in labels.indices {
            let own = scores[row * classes + Int(labels[row])]
            logs.append(-Double.log(max(own, Double.ulpOfOne)))
            var square = 1 - 2 * own
            for index in 0..<classes {
                square += scores[row * classes + index] * scores[row * classes + index]
            }
            squares.append(square)
        }
        return (logs, squares)
    }

    func topShares(_ labels: [Int32], confidence: Double) throws(SampleError) -> [WilsonInterval] {
        var places = [Int](repeating: 0, count: classes)
        for row in labels.indices {
            let own = scores[row * classes + Int(labels[row])]
            // Of equals, the class numbered lowest stands first, as in the decision.
            var above = 0
            for index in 0..<classes {
                let other = scores[row * classes + index]
                above += other > own || (other == own && index < labels[row]) ? 1 : 0
            }
            places[above] += 1
        }
        var (within, shares): (Int, [WilsonInterval]) = (0, [])
        for most in 0..<(classes - 1) {
            within += places[most]
            shares.append(
                try WilsonInterval(
                    successes: within, trials: labels.count, confidence: confidence))
        }
        return shares
    }
}
