/// Rows by group, label and how many thresholds their score passes: all that fairness at every
/// threshold depends on.
struct FairnessCounts: Sendable, Equatable {
    /// Ascending.
    let thresholds: [Double]
    let names: [String]
    /// Groups, and one more for rows of no known group.
    let groups: Int
    /// Rows by `(group · 2 + label) · bins + bin`; bin `b` holds the scores that pass exactly the
    /// first `b` thresholds.
    private var cells: [Int]

    var bins: Int { thresholds.count + 1 }

    /// - Throws: ``SampleError`` when there are no rows, the columns differ in length, a label is
    ///   neither 0 nor 1, or a score is NaN.
    /// - Complexity: O(rows · thresholds) for few thresholds, O(rows · log thresholds) for many.
    init(
        labels: [Int32], scores: [Double], column: GroupColumn, thresholds: [Double],
        rule: ThresholdRule
    ) throws(SampleError) {
        guard !labels.isEmpty else { throw .noRows }
        for (name, rows) in [("scores", scores.count), (column.name, column.codes.count)]
        where rows != labels.count {
            throw .lengthsDiffer(column: name, rows: rows, expected: labels.count)
        }
        let ladder = ThresholdLadder(thresholds, rule: rule)
        let bins = ladder.thresholds.count + 1
        groups = column.names.count + 1
        names = column.names
        self.thresholds = ladder.thresholds
        cells = [Int](repeating: 0, count: groups * 2 * bins)
        let unknown = column.names.count
        for row in labels.indices {
            let (label, score, code) = (labels[row], scores[row], column.codes[row])
            guard label == 0 || label == 1 else {
                throw .labelOutOfRange(row: row, label: Int(label), classes: 2)
            }
            guard !score.isNaN else { throw .scoreNotANumber(row: row) }
            let group = code < 0 ? unknown : Int(code)
            cells[(group * 2 + Int(label)) * bins + ladder.passed(by: score)] += 1
        }
    }

    /// Rows of a group with a label, by bin.
    func bins(group: Int, label: Int) -> ArraySlice<Int> {
        let start = (group * 2 + label) * bins
        return cells[start..<(start + bins)]
    }

    func rows(group: Int) -> Int {
        bins(group: group, label: 0).reduce(0, +) + bins(group: group, label: 1).reduce(0, +)
    }

    /// How a group's rows are decided at each threshold.
    func confusions(group: Int) -> [ConfusionMatrix] {
        let positives = Self.passing(bins(group: group, label: 1))
        let negatives = Self.passing(bins(group: group, label: 0))
        return thresholds.indices.map { index in
            ConfusionMatrix(
                truePositives: positives[index + 1], falsePositives: negatives[index + 1],
                trueNegatives: negatives[0] - negatives[index + 1],
                falseNegatives: positives[0] - positives[index + 1])
        }
    }

    /// Rows in each bin or a higher one.
    private static func passing(_ bins: ArraySlice<Int>) -> [Int] {
        var sums = Array(bins)
        for bin in sums.indices.dropLast().reversed() { sums[bin] += sums[bin + 1] }
        return sums
    }
}

/// How many of some thresholds a score passes.
private struct ThresholdLadder {
    /// Up to here, comparing with each is faster than halving.
    private static let fewMost = 24

    let thresholds: [Double]
    private let rule: ThresholdRule

    init(_ thresholds: [Double], rule: ThresholdRule) {
        self.thresholds = thresholds.sorted()
        self.rule = rule
    }

    func passed(by score: Double) -> Int {
        guard thresholds.count <= Self.fewMost else { return halved(score) }
        var passed = 0
        switch rule {
        case .above: for threshold in thresholds { passed += score > threshold ? 1 : 0 }
        case .atLeast: for threshold in thresholds { passed += score >= threshold ? 1 : 0 }
        }
        return passed
    }

    private func halved(_ score: Double) -> Int {
        var (low, high) = (0, thresholds.count)
        while low < high {
            let middle = (low + high) / 2
            if rule.decides(score, thresholds[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
