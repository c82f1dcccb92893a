/// What groups' decisions shall have in common.
package enum ParityConstraint: String, Sendable, Equatable, CaseIterable {
    /// The same selection rate.
    case demographicParity
    /// The same true positive rate.
    case equalOpportunity
    /// The same true and the same false positive rate.
    case equalizedOdds
}

/// Thresholds of each group's own that meet a parity with the highest accuracy, and what that costs.
///
/// Where no single threshold meets it exactly, rows are decided by one of two, by chance. Equalised
/// odds ask for the same point under all groups' curves, so some rows of the better ones are decided
/// by chance alone. Rates and accuracy are those of the rows the thresholds were found on, on
/// average over chance: what other rows show is ``HeldOutParity``'s.
///
/// Source: M. Hardt, E. Price, N. Srebro, *Equality of opportunity in supervised learning*, NeurIPS
/// (2016).
package struct GroupThresholds: Sendable, Equatable {
    /// One group's way of deciding, and what it gives.
    package struct Group: Sendable, Equatable {
        package let name: String
        package let rows: Int
        /// Rows are decided by the first threshold, or by the second with this chance.
        package let first: Double
        package let second: Double
        package let chanceOfSecond: Double
        /// Whatever its score, a row is decided by chance with this chance: as true with
        /// ``chanceOfTrue``.
        package let chanceOfIgnoring: Double
        package let chanceOfTrue: Double
        package let before: Rates
        package let after: Rates
    }

    package struct Rates: Sendable, Equatable {
        package let selection: Double
        package let truePositive: Double
        package let falsePositive: Double
        package let accuracy: Double

        init(truePositive: Double, falsePositive: Double, positiveShare: Double) {
            self.truePositive = truePositive
            self.falsePositive = falsePositive
            selection = positiveShare * truePositive + (1 - positiveShare) * falsePositive
            accuracy = positiveShare * truePositive + (1 - positiveShare) * (1 - falsePositive)
        }
    }

    package let constraint: ParityConstraint
    package let rule: ThresholdRule
    package let groups: [Group]
    /// Of all rows of known groups, with one threshold for all.
    package let accuracyBefore: Double
    package let accuracyAfter: Double
    /// The largest gap between groups in what the constraint asks for; afterwards it is 0 but for
    /// rounding.
    package let gapBefore: Double
    package let gapAfter: Double

    /// - Parameters:
    ///   - constraint: What groups shall have in common.
    ///   - labels: 0 or 1; shape `[rows]`.
    ///   - scores: Not NaN; same shape.
    ///   - column: Each row's group, same shape; rows of no known group take no part.
    ///   - threshold: The one threshold that decides for all now.
    ///   - rule: Whether a score on a threshold is a decision for.
    /// - Throws: ``SampleError`` when there are no rows, the columns differ in length, a value is out
    ///   of its range, or a group lacks rows of either label.
    /// - Complexity: O(rows · log rows).
    package init(
        _ constraint: ParityConstraint, labels: [Int32], scores: [Double],
        groups column: GroupColumn,
        threshold: Double, rule: ThresholdRule
    ) throws(SampleError) {
        let samples = try Self.samples(labels, scores, column)
        let all = Double(samples.reduce(0) { $0 + $1.labels.count })
        var curves: [OperatingCurve] = []
        for sample in samples { curves.append(try sample.curve(constraint)) }
        let search = ParitySearch(constraint, curves, samples)
        let x = search.best
        let floor = constraint == .equalizedOdds ? curves.map { $0.y(at: x) }.min() : nil
        groups = zip(samples, curves).map { sample, curve in
            sample.group(curve.mixture(at: x), x: x, floor: floor, threshold, rule)
        }
        self.constraint = constraint
        self.rule = rule
        let mean = { (rates: [Rates]) in
            zip(rates, samples).reduce(0) { $0 + $1.0.accuracy * Double($1.1.labels.count) } / all
        }
        accuracyBefore = mean(groups.map(\.before))
        accuracyAfter = mean(groups.map(\.after))
        gapBefore = Self.gap(constraint, groups.map(\.before))
        gapAfter = Self.gap(constraint, groups.map(\.after))
    }

    static func gap(_ constraint: ParityConstraint, _ rates: [Rates]) -> Double {
        let spread = { (values: [Double]) in (values.max() ?? 0) - (values.min() ?? 0) }
        return switch constraint {
        case .demographicParity: spread(rates.map(\.selection))
        case .equalOpportunity: spread(rates.map(\.truePositive))
        case .equalizedOdds:
            max(spread(rates.map(\.truePositive)), spread(rates.map(\.falsePositive)))
        }
    }

    private static func samples(
        _ labels: [Int32], _ scores: [Double], _ column: GroupColumn
    ) throws(SampleError) -> [GroupSample] {
        let truths = try Scores.labels(labels)
        for (name, rows) in [("scores", scores.count), (column.name, column.codes.count)]
        where rows != truths.count {
            throw .lengthsDiffer(column: name, rows: rows, expected: truths.count)
        }
        var samples = column.names.map { GroupSample(name: $0) }
        for row in truths.indices where column.codes[row] >= 0 {
            samples[Int(column.codes[row])].labels.append(truths[row])
            samples[Int(column.codes[row])].scores.append(scores[row])
        }
        let filled = samples.filter { !$0.labels.isEmpty }
        guard !filled.isEmpty else { throw .noRows }
        for sample in filled where Set(sample.labels).count < 2 {
            throw .oneLabelOnly(group: sample.name)
        }
        return filled
    }
}

/// One group's rows.
struct GroupSample: Sendable {
    let name: String
    var labels: [Bool] = []
    var scores: [Double] = []

    var positiveShare: Double { Double(labels.count { $0 }) / Double(labels.count) }

    func curve(_ constraint: ParityConstraint) throws(SampleError) -> OperatingCurve {
        let ties = try ScoreTies(labels: labels, scores: scores)
        let share = positiveShare
        return OperatingCurve(ties) { truePositive, falsePositive in
            let accuracy = share * truePositive + (1 - share) * (1 - falsePositive)
            return switch constraint {
            case .demographicParity:
                (share * truePositive + (1 - share) * falsePositive, accuracy)
            case .equalOpportunity: (truePositive, accuracy)
            case .equalizedOdds: (falsePositive, truePositive)
            }
        }
    }

    /// What a place on the curve means for rows; `floor` is the true positive rate that all groups come
    /// down to, for equalised odds.
    func group(
        _ mixture: (
            first: OperatingCurve.Point, second: OperatingCurve.Point, chanceOfSecond: Double
        ),
        x: Double, floor: Double?, _ threshold: Double, _ rule: ThresholdRule
    ) -> GroupThresholds.Group {
        let (first, second, chance) = mixture
        let between = { (from: Double, to: Double) in from + (to - from) * chance }
        let truePositive = between(first.truePositiveRate, second.truePositiveRate)
        let falsePositive = between(first.falsePositiveRate, second.falsePositiveRate)
        // On the diagonal, chance alone with the false positive rate is as good as the scores.
        let above = truePositive - x
        let ignoring = floor.map { above > 0 ? max((truePositive - $0) / above, 0) : 0 } ?? 0
        let hits = zip(labels, scores).filter { rule.decides($0.1, threshold) }.map(\.0)
        let positives = Double(labels.count { $0 })
        let truths = Double(hits.count { $0 })
        return GroupThresholds.Group(
            name: name, rows: labels.count, first: Self.threshold(first.score, rule),
            second: Self.threshold(second.score, rule), chanceOfSecond: chance,
            chanceOfIgnoring: ignoring, chanceOfTrue: floor == nil ? 0 : x,
            before: GroupThresholds.Rates(
                truePositive: truths / positives,
                falsePositive: (Double(hits.count) - truths) / (Double(labels.count) - positives),
                positiveShare: positiveShare),
            after: GroupThresholds.Rates(
                truePositive: truePositive + (x - truePositive) * ignoring,
                falsePositive: falsePositive + (floor == nil ? 0 : (x - falsePositive) * ignoring),
                positiveShare: positiveShare))
    }

    /// The threshold that decides rows with this score or a higher one as true.
    private static func threshold(_ score: Double, _ rule: ThresholdRule) -> Double {
        rule == .atLeast ? score : score.nextDown
    }
}

/// The common rate with the highest accuracy.
private struct ParitySearch {
    private let constraint: ParityConstraint
    private let curves: [OperatingCurve]
    private let weights: [Double]
    private let positiveShare: Double

    init(_ constraint: ParityConstraint, _ curves: [OperatingCurve], _ samples: [GroupSample]) {
        self.constraint = constraint
        self.curves = curves
        let all = Double(samples.reduce(0) { $0 + $1.labels.count })
        weights = samples.map { Double($0.labels.count) / all }
        positiveShare = zip(samples, weights).reduce(0) { $0 + $1.0.positiveShare * $1.1 }
    }

    /// Accuracy is a rising and then falling function of the common rate, so halving finds its top.
    var best: Double {
        var (low, high) = (0.0, 1.0)
        for _ in 0..<200 {
            let (one, two) = (low + (high - low) / 3, high - (high - low) / 3)
            if accuracy(one) < accuracy(two) { low = one } else { high = two }
        }
        let candidates = curves.flatMap { $0.corners.map(\.x) } + [(low + high) / 2]
        return constraint == .equalizedOdds
            ? (low + high) / 2
            : candidates.min { ($0 - low).magnitude < ($1 - low).magnitude } ?? low
    }

    private func accuracy(_ x: Double) -> Double {
        guard constraint == .equalizedOdds else {
            return zip(curves, weights).reduce(0) { $0 + $1.0.y(at: x) * $1.1 }
        }
        let floor = curves.map { $0.y(at: x) }.min() ?? 0
        return positiveShare * floor + (1 - positiveShare) * (1 - x)
    }
}
