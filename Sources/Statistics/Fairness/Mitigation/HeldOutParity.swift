/// What thresholds of each group's own give on rows that did not choose them.
///
/// Rows of each group and label are dealt at random into two halves. The thresholds found on one half
/// decide the other, and the other way round; rates are over all rows, on average over the chance in
/// ``GroupThresholds``. So every row is decided by thresholds that never saw it, and what is left of
/// the gap is what to expect of rows to come.
///
/// Source: M. Stone, *Cross-validatory choice and assessment of statistical predictions*, Journal of
/// the Royal Statistical Society B 36 (1974).
package struct HeldOutParity: Sendable, Equatable {
    package struct Group: Sendable, Equatable {
        package let name: String
        package let rates: GroupThresholds.Rates
    }

    package static let folds = 2

    /// Of all rows of known groups.
    package let accuracy: Double
    /// The largest gap between groups in what the constraint asks for.
    package let gap: Double
    package let groups: [Group]

    /// - Parameters:
    ///   - constraint: What groups shall have in common.
    ///   - labels: 0 or 1; shape `[rows]`.
    ///   - scores: Not NaN; same shape.
    ///   - column: Each row's group, same shape; rows of no known group take no part.
    ///   - threshold: The one threshold that decides for all now.
    ///   - rule: Whether a score on a threshold is a decision for.
    ///   - seed: Which rows are in which half.
    /// - Throws: ``SampleError``, as ``GroupThresholds`` does of either half: each group needs two rows
    ///   of either label.
    /// - Complexity: O(rows · log rows).
    package init(
        _ constraint: ParityConstraint, labels: [Int32], scores: [Double],
        groups column: GroupColumn, threshold: Double, rule: ThresholdRule, seed: UInt64
    ) throws(SampleError) {
        let folds = try Self.dealt(labels, column, seed: seed)
        var sums = column.names.map { _ in DecidedRows() }
        for fold in 0..<Self.folds {
            let chosen = folds.indices.filter { folds[$0] >= 0 && folds[$0] != fold }
            let found = try GroupThresholds(
                constraint, labels: chosen.map { labels[$0] }, scores: chosen.map { scores[$0] },
                groups: GroupColumn(
                    name: column.name, names: column.names,
                    codes: chosen.map { column.codes[$0] }), threshold: threshold, rule: rule)
            let ways = Dictionary(found.groups.map { ($0.name, $0) }) { first, _ in first }
            for row in folds.indices where folds[row] == fold {
                let code = Int(column.codes[row])
                guard let way = ways[column.names[code]] else {
                    throw .oneLabelOnly(group: column.names[code])
                }
                sums[code].add(label: labels[row], chance: way.chance(scores[row], rule))
            }
        }
        let groups = zip(column.names, sums).filter { $0.1.rows > 0 }
        self.groups = groups.map { Group(name: $0, rates: $1.rates) }
        gap = GroupThresholds.gap(constraint, self.groups.map(\.rates))
        let all = groups.reduce(0) { $0 + $1.1.rows }
        accuracy = groups.reduce(0) { $0 + $1.1.rates.accuracy * $1.1.rows } / all
    }

    /// Each row's half, or −1 for a row of no known group.
    private static func dealt(
        _ labels: [Int32], _ column: GroupColumn, seed: UInt64
    ) throws(SampleError) -> [Int] {
        guard labels.count == column.codes.count else {
            throw .lengthsDiffer(
                column: column.name, rows: column.codes.count, expected: labels.count)
        }
        _ = try Scores.labels(labels)
        var cells = [[Int]](repeating: [], count: column.names.count * 2)
        for row in labels.indices where column.codes[row] >= 0 {
            cells[Int(column.codes[row]) * 2 + Int(labels[row])].append(row)
        }
        var folds = [Int](repeating: -1, count: labels.count)
        var random = SeededRandom(seed: seed, stream: column.name)
        for cell in cells {
            for (place, index) in random.permutation(cell.count).enumerated() {
                folds[cell[index]] = place % Self.folds
            }
        }
        return folds
    }
}

extension GroupThresholds.Group {
    /// How likely a row with this score is decided as true.
    fileprivate func chance(_ score: Double, _ rule: ThresholdRule) -> Double {
        let one = rule.decides(score, first) ? 1.0 : 0
        let other = rule.decides(score, second) ? 1.0 : 0
        let byScore = one + (other - one) * chanceOfSecond
        return byScore + (chanceOfTrue - byScore) * chanceOfIgnoring
    }
}

/// Rows of one group, and how many are decided as true on average.
private struct DecidedRows {
    private(set) var positives = 0.0
    private(set) var negatives = 0.0
    private var truePositives = 0.0
    private var falsePositives = 0.0

    var rows: Double { positives + negatives }

    mutating func add(label: Int32, chance: Double) {
        if label == 1 {
            positives += 1
            truePositives += chance
        } else {
            negatives += 1
            falsePositives += chance
        }
    }

    var rates: GroupThresholds.Rates {
        GroupThresholds.Rates(
            truePositive: positives > 0 ? truePositives / positives : 0,
            falsePositive: negatives > 0 ? falsePositives / negatives : 0,
            positiveShare: positives / rows)
    }
}
