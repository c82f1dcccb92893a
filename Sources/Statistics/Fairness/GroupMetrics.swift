/// How differently groups of people are decided about.
///
/// Every rate has an interval, and every comparison is between all pairs of groups at once: see
/// ``GroupGap``. A group without a row to count a rate over has no rate, is not left out in
/// silence, and keeps a gap from being judged as small enough.
package struct GroupMetrics: Sendable, Equatable {
    /// The most groups that are compared pair by pair.
    package static let groupsMost = 256

    package let confidence: Double
    /// In the order of the names.
    package let groups: [GroupPerformance]
    private let gaps: [GroupRate: GroupGap]
    private let ratios: [GroupRate: GroupRatio]

    package var selectionGap: GroupGap? { gaps[.selection] }
    package var truePositiveGap: GroupGap? { gaps[.truePositive] }
    package var falsePositiveGap: GroupGap? { gaps[.falsePositive] }
    package var accuracyGap: GroupGap? { gaps[.accuracy] }
    package var selectionRatio: GroupRatio? { ratios[.selection] }

    /// `nil` when fewer than two groups have the rate.
    package func gap(in rate: GroupRate) -> GroupGap? { gaps[rate] }

    /// `nil` when fewer than two groups have the rate, or nobody is counted in it.
    package func ratio(in rate: GroupRate) -> GroupRatio? { ratios[rate] }

    /// The comparison of groups whose rows were counted.
    ///
    /// - Parameters:
    ///   - confusions: At most ``groupsMost``.
    ///   - groupNames: Theirs, same order.
    ///   - confidence: Of each group's intervals, and of each comparison as a whole.
    /// - Throws: ``SampleError`` when there are too many groups, or the confidence is out of range.
    /// - Complexity: O(groups²).
    package init(
        confusions: [ConfusionMatrix], groupNames: [String], confidence: Double = 0.95
    ) throws(SampleError) {
        guard confusions.count <= Self.groupsMost else {
            throw .tooManyGroups(groups: confusions.count, most: Self.groupsMost)
        }
        var performances: [GroupPerformance] = []
        for (name, confusion) in zip(groupNames, confusions) {
            performances.append(
                try GroupPerformance(name: name, confusion: confusion, confidence: confidence))
        }
        var gaps: [GroupRate: GroupGap] = [:]
        var ratios: [GroupRate: GroupRatio] = [:]
        for rate in GroupRate.allCases {
            gaps[rate] = try GroupGap(rate, of: performances, confidence: confidence)
            ratios[rate] = try GroupRatio(rate, of: performances, confidence: confidence)
        }
        self.confidence = confidence
        self.gaps = gaps
        self.ratios = ratios
        groups = performances
    }

    /// - Parameters:
    ///   - labels: What is true; shape `[rows]`.
    ///   - decisions: What was decided, same shape.
    ///   - groups: Each row's group as an index into the names, same shape.
    ///   - groupNames: At most ``groupsMost``.
    ///   - confidence: Of each group's intervals, and of each comparison as a whole.
    /// - Throws: ``SampleError`` when there are no rows, the columns differ in length, a group has
    ///   no name, there are too many groups, or a number is out of its range.
    /// - Complexity: O(rows + groups²).
    package init(
        labels: [Bool], decisions: [Bool], groups: [Int], groupNames: [String],
        confidence: Double = 0.95
    ) throws(SampleError) {
        let matrices = try Self.count(
            labels: labels, decisions: decisions, groups: groups, names: groupNames)
        try self.init(confusions: matrices, groupNames: groupNames, confidence: confidence)
    }

    /// The same, deciding each row as true when its score reaches the threshold.
    ///
    /// - Parameters:
    ///   - labels: What is true; shape `[rows]`.
    ///   - scores: 0...1; same shape.
    ///   - threshold: 0...1; a row is decided as true when `score >= threshold`.
    ///   - groups: Each row's group as an index into the names, same shape.
    ///   - groupNames: At most ``groupsMost``.
    ///   - confidence: Of each group's intervals, and of each comparison as a whole.
    /// - Throws: ``SampleError``.
    /// - Complexity: O(rows + groups²).
    package init(
        labels: [Bool], scores: [Double], threshold: Double, groups: [Int], groupNames: [String],
        confidence: Double = 0.95
    ) throws(SampleError) {
        let decisions = try Scores.decisions(scores, threshold: threshold, rows: labels.count)
        try self.init(
            labels: labels, decisions: decisions, groups: groups, groupNames: groupNames,
            confidence: confidence)
    }

    private static func count(
        labels: [Bool], decisions: [Bool], groups: [Int], names: [String]
    ) throws(SampleError) -> [ConfusionMatrix] {
        guard !labels.isEmpty else { throw .noRows }
        for (column, rows) in [("decisions", decisions.count), ("groups", groups.count)]
        where rows != labels.count {
            throw .lengthsDiffer(column: column, rows: rows, expected: labels.count)
        }
        guard names.count <= groupsMost else {
            throw .tooManyGroups(groups: names.count, most: groupsMost)
        }
        var matrices = [ConfusionMatrix](repeating: ConfusionMatrix(), count: names.count)
        for row in labels.indices {
            let group = groups[row]
            guard matrices.indices.contains(group) else {
                throw .groupUnknown(row: row, code: group, groups: names.count)
            }
            matrices[group].count(label: labels[row], decision: decisions[row])
        }
        return matrices
    }
}
