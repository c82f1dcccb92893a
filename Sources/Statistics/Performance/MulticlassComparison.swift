/// How much better one version's classes are than another's on the same rows.
///
/// Every difference is first minus second, and paired: rows that both decide alike cancel out.
package struct MulticlassComparison: Sendable, Equatable {
    /// Which rows only one of both has right.
    package let mcNemar: McNemarTest
    /// By resampling how many rows there are of each label and pair of decisions.
    package let differences: [MulticlassMeasure: Estimate]
    /// Of the mean log loss, below 0 where the first is better; `nil` unless both have scores.
    package let logLoss: Estimate?
    /// Of the mean squared distance of scores and label, likewise.
    package let brierScore: Estimate?

    /// What one version says of the rows.
    package struct Answers: Sendable, Equatable {
        /// Counted from 0; shape `[rows]`.
        let decisions: [Int32]
        /// Shape `[rows × classes]`; `nil` when there are only decisions.
        let scores: [Double]?

        package init(decisions: [Int32]) {
            self.decisions = decisions
            scores = nil
        }

        /// Decides each row as the class with the highest score.
        package init(scores: [Double], classes: Int) {
            decisions = ScoreTable(scores: scores, classes: classes).decisions
            self.scores = scores
        }
    }

    /// - Parameters:
    ///   - labels: What is true, counted from 0; shape `[rows]`.
    ///   - first: The first version's answers.
    ///   - second: The second's, of the same classes.
    ///   - classes: 2...``MulticlassConfusion/classesMost``.
    ///   - bootstrap: Confidence, replicates and seed of every interval.
    /// - Throws: ``SampleError`` when there are no rows, the columns differ in length, or a value is
    ///   out of its range.
    /// - Complexity: O(rows · classes + replicates · classes²).
    package init(
        labels: [Int32], first: Answers, second: Answers, classes: Int, bootstrap: CellBootstrap
    ) throws(SampleError) {
        for answers in [first, second] {
            // Checks lengths and classes.
            _ = try MulticlassConfusion(
                labels: labels, decisions: answers.decisions, classes: classes)
        }
        let pairs = DecisionPairs(labels, first.decisions, second.decisions, classes: classes)
        mcNemar = McNemarTest(onlyFirst: pairs.onlyFirst, onlySecond: pairs.onlySecond)
        differences = pairs.differences(bootstrap)
        guard let one = first.scores, let two = second.scores else {
            (logLoss, brierScore) = (nil, nil)
            return
        }
        let losses = (
            ScoreTable(scores: one, classes: classes).rowLosses(labels),
            ScoreTable(scores: two, classes: classes).rowLosses(labels)
        )
        logLoss = try Estimate(
            meanOf: zip(losses.0.logs, losses.1.logs).map { $0 - $1 },
            confidence: bootstrap.confidence)
        brierScore = try Estimate(
            meanOf: zip(losses.0.squares, losses.1.squares).map { $0 - $1 },
            confidence: bootstrap.confidence)
    }
}

/// How many rows have a label and a pair of decisions, for those that occur.
private struct DecisionPairs {
    private let classes: Int
    private var kinds: [(label: Int, first: Int, second: Int)] = []
    private var counts: [Int] = []

    init(_ labels: [Int32], _ first: [Int32], _ second: [Int32], classes: Int) {
        self.classes = classes
        var places: [[Int32]: Int] = [:]
        for row in labels.indices {
            let key = [labels[row], first[row], second[row]]
            if let place = places[key] {
                counts[place] += 1
            } else {
                places[key] = kinds.count
                kinds.append((Int(labels[row]), Int(first[row]), Int(second[row])))
                counts.append(1)
            }
        }
    }

    var onlyFirst: Int { rows { $0.first == $0.label && $0.second != $0.label } }
    var onlySecond: Int { rows { $0.second == $0.label && $0.first != $0.label } }

    private func rows(_ counted: ((label: Int, first: Int, second: Int)) -> Bool) -> Int {
        zip(kinds, counts).reduce(0) { $0 + (counted($1.0) ? $1.1 : 0) }
    }

    func differences(_ bootstrap: CellBootstrap) -> [MulticlassMeasure: Estimate] {
        let measures = MulticlassMeasure.allCases
        let found = bootstrap.estimates(
            counts: counts, stream: "versions", statistics: measures.count
        ) { drawn, values in
            var one = [Double](repeating: 0, count: classes * classes)
            var two = one
            for (kind, count) in zip(kinds, drawn) {
                one[kind.label * classes + kind.first] += count
                two[kind.label * classes + kind.second] += count
            }
            let (first, second) = (
                MulticlassMeasure.values(one, classes: classes),
                MulticlassMeasure.values(two, classes: classes)
            )
            for index in measures.indices { values[index] = first[index] - second[index] }
        }
        return Dictionary(
            uniqueKeysWithValues: zip(measures, found).compactMap { measure, value in
                value.map { (measure, $0) }
            })
    }
}
