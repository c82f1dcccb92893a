import Statistics
import Transparency

/// Measures as the predicates of evidence: each with its interval and the rows it rests on.
enum MeasuredPredicate {
    /// Groups below this share of the rows are shown, and left out of the gap between larger ones.
    static let largerGroupShare = 0.05

    static func performance(
        _ measures: BinaryPerformance, columns: (label: String, score: String)
    ) -> JSON {
        var members: [String: JSON] = [
            "accuracy": share(measures.accuracy), "brier": .number(measures.brierScore),
            "confusion": [
                "false_negative": JSON(measures.confusion.falseNegatives),
                "false_positive": JSON(measures.confusion.falsePositives),
                "true_negative": JSON(measures.confusion.trueNegatives),
                "true_positive": JSON(measures.confusion.truePositives),
            ],
            "label": .string(columns.label), "log_loss": .number(measures.logLoss),
            "n": JSON(measures.rows), "positives": JSON(measures.positives),
            "score": .string(columns.score), "threshold": .number(measures.threshold),
        ]
        if let precision = measures.precision { members["precision"] = share(precision) }
        if let recall = measures.recall { members["recall"] = share(recall) }
        if let area = measures.areaUnderCurve {
            members["auc"] = [
                "confidence": .number(area.confidence), "lower": .number(area.lower),
                "method": .string(area.method.rawValue), "n": JSON(measures.rows),
                "upper": .number(area.upper), "value": .number(area.area),
            ]
        }
        return .object(members)
    }

    static func fairness(
        _ sample: ScoredSample, _ column: ScoredSample.Groups, threshold: Double
    ) throws -> JSON {
        let all = try GroupMetrics(
            labels: sample.labels, scores: sample.scores, threshold: threshold,
            groups: column.codes, groupNames: column.names)
        let larger = try self.larger(sample, column, threshold: threshold)
        var members: [String: JSON] = ["groups": .object(groups(all))]
        for rate in GroupRate.gated {
            members[rate.predicateName] = gaps(rate, all, larger?.metrics, larger?.left ?? [])
        }
        if let ratio = all.selectionRatio {
            members["selection_ratio"] = [
                "between": [.string(ratio.smallest.smaller), .string(ratio.smallest.larger)],
                "confidence": .number(ratio.confidence), "lower": .number(ratio.lowest.lower),
                "upper": .number(ratio.smallest.upper), "value": .number(ratio.smallest.ratio),
            ]
        }
        return .object(members)
    }

    private static func larger(
        _ sample: ScoredSample, _ column: ScoredSample.Groups, threshold: Double
    ) throws -> (metrics: GroupMetrics, left: [String])? {
        var counts = [Int](repeating: 0, count: column.names.count)
        for code in column.codes { counts[code] += 1 }
        let least = largerGroupShare * Double(column.codes.count)
        let kept = column.names.indices.filter { Double(counts[$0]) >= least }
        guard kept.count > 1 else { return nil }
        let newCode = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
        let rows = column.codes.indices.filter { newCode[column.codes[$0]] != nil }
        let metrics = try GroupMetrics(
            labels: rows.map { sample.labels[$0] }, scores: rows.map { sample.scores[$0] },
            threshold: threshold, groups: rows.map { newCode[column.codes[$0]] ?? 0 },
            groupNames: kept.map { column.names[$0] })
        let left = column.names.indices.filter { newCode[$0] == nil }.map { column.names[$0] }
        return (metrics, left)
    }

    private static func groups(_ metrics: GroupMetrics) -> [String: JSON] {
        var groups: [String: JSON] = [:]
        for group in metrics.groups {
            var members: [String: JSON] = [
                "n": JSON(group.rows), "positives": JSON(group.positives),
            ]
            for rate in GroupRate.gated {
                if let interval = group.rate(rate) { members[rate.predicateName] = share(interval) }
            }
            groups[group.name] = .object(members)
        }
        return groups
    }

    private static func gaps(
        _ rate: GroupRate, _ all: GroupMetrics, _ larger: GroupMetrics?, _ left: [String]
    ) -> JSON {
        var members: [String: JSON] = ["left_out": .array(left.map(JSON.string))]
        if let gap = all.gap(in: rate) { members["gap"] = self.gap(gap) }
        if let gap = larger?.gap(in: rate) { members["gap_of_larger_groups"] = self.gap(gap) }
        return .object(members)
    }

    private static func gap(_ gap: GroupGap) -> JSON {
        [
            "between": [.string(gap.largest.higher), .string(gap.largest.lower)],
            "confidence": .number(gap.confidence),
            "lower": .number(gap.surest.interval.gapLower),
            "n": JSON(gap.groups.map(\.share.trials).min() ?? 0),
            "upper": .number(gap.widest.interval.gapUpper),
            "value": .number(gap.largest.difference),
        ]
    }

    private static func share(_ interval: WilsonInterval) -> JSON {
        [
            "confidence": .number(interval.confidence), "lower": .number(interval.lower),
            "n": JSON(interval.trials), "upper": .number(interval.upper),
            "value": .number(interval.estimate),
        ]
    }
}

extension GroupRate {
    /// As it stands in a predicate.
    var predicateName: String {
        switch self {
        case .selection: "selection_rate"
        case .truePositive: "true_positive_rate"
        case .falsePositive: "false_positive_rate"
        case .accuracy: "accuracy"
        case .rejection: "rejection_rate"
        case .trueNegative: "true_negative_rate"
        case .falseNegative: "false_negative_rate"
        case .precision: "precision"
        case .falseDiscovery: "false_discovery_rate"
        case .falseOmission: "false_omission_rate"
        }
    }
}
