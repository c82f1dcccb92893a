import Statistics
import Transparency

/// Measures as the predicates of evidence: each with its interval and the rows it rests on.
enum MeasuredPredicate {
    // MARK: Performance

    /// All of a report; several classes are called as said.
    static func performance(_ report: PerformanceReport, classes: [String]) -> [String: JSON] {
        var members = overall(report.overall, classes: classes)
        members["n"] = JSON(report.rows)
        if !report.segmentations.isEmpty {
            members["segments"] = .object(
                Dictionary(
                    report.segmentations.map { ($0.column, segments($0)) },
                    uniquingKeysWith: { first, _ in first }))
        }
        if let worst = report.worst { members["worst_segments"] = search(worst) }
        return members
    }

    private static func overall(
        _ measures: PerformanceMeasures, classes: [String]
    ) -> [String: JSON] {
        var members = self.measures(measures)
        switch measures {
        case .binary(let report): members.merge(binary(report)) { first, _ in first }
        case .multiclass(let report):
            members.merge(self.classes(report.decisions, classes, areas: report.areas)) {
                first, _ in first
            }
        case .decided(let report):
            members.merge(self.classes(report, classes, areas: [])) { first, _ in first }
        case .regression: break
        case .ranking(let report):
            members["queries"] = JSON(report?.queries ?? 0)
            members["queries_without_relevant_row"] = JSON(report?.queriesWithoutRelevantRow ?? 0)
        }
        return members
    }

    /// Those that segments have, too.
    private static func measures(_ measures: PerformanceMeasures) -> [String: JSON] {
        switch measures {
        case .binary(let report): self.measures(report)
        case .multiclass(let report): self.measures(report)
        case .decided(let report): self.measures(report)
        case .regression(let report): self.measures(report)
        case .ranking(let report): report.map { self.measures($0) } ?? [:]
        }
    }

    private static func binary(_ report: BinaryReport) -> [String: JSON] {
        [
            "calibration": calibration(report), "confusion": report.confusion.json,
            "positives": JSON(report.positives), "threshold": .number(report.threshold),
        ]
    }

    private static func measures(_ report: BinaryReport) -> [String: JSON] {
        var members: [String: JSON] = [
            "brier": report.brierScore.json, "log_loss": report.logLoss.json,
        ]
        for (measure, estimate) in report.measures {
            members[measure.predicateName] = estimate.json
        }
        if let area = report.areaUnderCurve { members["auc"] = Estimate(area).json }
        if let average = report.averagePrecision {
            members["average_precision"] = average.estimate.json
        }
        return members
    }

    private static func calibration(_ report: BinaryReport) -> JSON {
        [
            "bins": .array(
                report.calibration.bins.map { bin in
                    [
                        "lower": .number(bin.lower), "mean_score": .number(bin.meanScore),
                        "share": Estimate(bin.share).json, "upper": .number(bin.upper),
                    ]
                }),
            "expected_error": report.calibration.expectedError.json,
            "largest_error": .number(report.calibration.largestError),
        ]
    }

    private static func segments(_ segmentation: PerformanceReport.Segmentation) -> JSON {
        .object(
            Dictionary(
                segmentation.segments.map { segment in
                    var members = segment.measures.map { measures($0) } ?? [:]
                    members["n"] = JSON(segment.rows)
                    return (segment.name, .object(members))
                }, uniquingKeysWith: { first, _ in first }))
    }

    private static func search(_ search: SegmentSearch) -> JSON {
        [
            "false_discovery_rate": .number(search.settings.falseDiscoveryRate),
            "found": .array(
                search.found.map { segment in
                    [
                        "adjusted_p_value": .number(segment.adjustedPValue),
                        "conditions": .array(segment.conditions.map { .string($0) }),
                        "excess": segment.excess.json, "loss": segment.loss.json,
                        "n": JSON(segment.rows),
                    ]
                }),
            "searched": JSON(search.searched), "tested": JSON(search.tested),
        ]
    }

    // MARK: Fairness

    /// Groups below this share of the rows are shown, and left out of the gap between larger ones.
    static let largerGroupShare = 0.05

    static func fairness(
        labels: [Int32], scores: [Double], _ column: GroupColumn, threshold: Double,
        baseline: String? = nil, seed: UInt64
    ) throws -> JSON {
        let report = try FairnessReport(
            labels: labels, scores: scores, groups: column,
            configuration: FairnessConfiguration(
                rule: .atLeast, thresholds: [threshold],
                baseline: baseline.map { .group($0) } ?? .largest, seed: seed))
        let all = report.thresholds[0].pairs
        let sample = KnownGroups(labels: labels, scores: scores, column)
        let larger = try sample.larger(than: largerGroupShare, threshold: threshold)
        var members: [String: JSON] = [
            "at": report.thresholds[0].json,
            "baseline": report.baseline.map { .string($0) } ?? .null,
            "groups": .object(groups(all)), "unknown": JSON(report.unknownRows),
        ]
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

/// Rows whose group is known.
private struct KnownGroups {
    let labels: [Int32]
    let scores: [Double]
    let column: GroupColumn

    init(labels: [Int32], scores: [Double], _ column: GroupColumn) {
        self.labels = labels
        self.scores = scores
        self.column = column
    }

    /// The measures of groups that hold so large a share of the rows, and the names of the others;
    /// `nil` when fewer than two do.
    func larger(
        than share: Double, threshold: Double
    ) throws -> (metrics: GroupMetrics, left: [String])? {
        var counts = [Int](repeating: 0, count: column.names.count)
        for code in column.codes where code >= 0 { counts[Int(code)] += 1 }
        let least = share * Double(counts.reduce(0, +))
        let kept = column.names.indices.filter { Double(counts[$0]) >= least && counts[$0] > 0 }
        guard kept.count > 1 else { return nil }
        let newCode = Dictionary(uniqueKeysWithValues: kept.enumerated().map { (Int32($1), $0) })
        let rows = column.codes.indices.filter { newCode[column.codes[$0]] != nil }
        let metrics = try GroupMetrics(
            labels: rows.map { labels[$0] == 1 }, scores: rows.map { scores[$0] },
            threshold: threshold, groups: rows.map { newCode[column.codes[$0]] ?? 0 },
            groupNames: kept.map { column.names[$0] })
        let kinds = Set(kept)
        return (
            metrics, column.names.indices.filter { !kinds.contains($0) }.map { column.names[$0] }
        )
    }
}

extension BinaryMeasure {
    /// As it stands in a predicate.
    var predicateName: String {
        switch self {
        case .accuracy, .precision, .recall, .specificity, .f1, .matthews, .kappa, .youden:
            rawValue
        case .balancedAccuracy: "balanced_accuracy"
        case .negativePredictiveValue: "negative_predictive_value"
        }
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
