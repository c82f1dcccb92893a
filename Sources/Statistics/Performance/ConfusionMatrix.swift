/// How many rows were decided rightly and wrongly, by what is true and what was decided.
package struct ConfusionMatrix: Sendable, Equatable {
    package private(set) var truePositives = 0
    package private(set) var falsePositives = 0
    package private(set) var trueNegatives = 0
    package private(set) var falseNegatives = 0

    package init() {}

    /// - Parameters: Rows by what is true and what was decided, each ≥ 0.
    package init(
        truePositives: Int, falsePositives: Int, trueNegatives: Int, falseNegatives: Int
    ) {
        self.truePositives = truePositives
        self.falsePositives = falsePositives
        self.trueNegatives = trueNegatives
        self.falseNegatives = falseNegatives
    }

    /// - Parameters:
    ///   - labels: What is true; shape `[rows]`.
    ///   - decisions: What was decided, same shape.
    /// - Throws: ``SampleError`` when there are no rows, or the columns differ in length.
    /// - Complexity: O(rows).
    package init(labels: [Bool], decisions: [Bool]) throws(SampleError) {
        guard !labels.isEmpty else { throw .noRows }
        guard labels.count == decisions.count else {
            throw .lengthsDiffer(
                column: "decisions", rows: decisions.count, expected: labels.count)
        }
        for row in labels.indices {
            count(label: labels[row], decision: decisions[row])
        }
    }

    mutating func count(label: Bool, decision: Bool) {
        switch (label, decision) {
        case (true, true): truePositives += 1
        case (true, false): falseNegatives += 1
        case (false, true): falsePositives += 1
        case (false, false): trueNegatives += 1
        }
    }

    package var rows: Int { positives + negatives }
    /// Rows whose label is true.
    package var positives: Int { truePositives + falseNegatives }
    /// Rows whose label is false.
    package var negatives: Int { trueNegatives + falsePositives }
    /// Rows decided as true.
    package var selected: Int { truePositives + falsePositives }
    /// Rows decided as false.
    package var rejected: Int { trueNegatives + falseNegatives }
    /// Rows decided as they are labelled.
    package var correct: Int { truePositives + trueNegatives }

    static func + (first: Self, second: Self) -> Self {
        ConfusionMatrix(
            truePositives: first.truePositives + second.truePositives,
            falsePositives: first.falsePositives + second.falsePositives,
            trueNegatives: first.trueNegatives + second.trueNegatives,
            falseNegatives: first.falseNegatives + second.falseNegatives)
    }
}
