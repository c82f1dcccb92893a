import Statistics
import Transparency

/// How groups are served where several classes, numbers or rankings are answered.
extension MeasuredPredicate {
    /// More classes than this have no selection rates of their own in evidence.
    private static let selectionsMost = 50

    /// - Parameters:
    ///   - report: The groups of one column.
    ///   - classes: What the sample's numbers count; none but for several classes.
    /// - Returns: A member for each measure, and each group's own values.
    static func groups(_ report: GroupedPerformance, classes: [String]) -> JSON {
        let shown = report.comparisons.filter { comparison in
            if case .selection = comparison.measure { return classes.count <= selectionsMost }
            return true
        }
        var groups: [String: [String: JSON]] = [:]
        for size in report.sizes { groups[size.name] = ["n": JSON(size.rows)] }
        var members: [String: JSON] = [
            "baseline": .string(report.baseline), "unknown": JSON(report.unknownRows),
        ]
        var selections: [String: JSON] = [:]
        for comparison in shown {
            let json = self.comparison(comparison, smaller: report.smaller)
            if case .selection(let index) = comparison.measure, classes.indices.contains(index) {
                selections[classes[index]] = json
            } else {
                members[comparison.measure.predicateName] = json
            }
            for group in comparison.groups {
                let own = group.estimate.json
                if case .selection(let index) = comparison.measure,
                    classes.indices.contains(index)
                {
                    var rates = groups[group.name]?["selection_rates"]?.objectValue ?? [:]
                    rates[classes[index]] = own
                    groups[group.name]?["selection_rates"] = .object(rates)
                } else {
                    groups[group.name]?[comparison.measure.predicateName] = own
                }
            }
        }
        if !selections.isEmpty { members["selection_rates"] = .object(selections) }
        members["groups"] = .object(groups.mapValues { .object($0) })
        return .object(members)
    }

    private static func comparison(
        _ comparison: GroupedPerformance.Comparison, smaller: [String]
    ) -> JSON {
        var members: [String: JSON] = [
            "differences": .object(
                Dictionary(
                    comparison.differences.map { ($0.name, $0.estimate.json) },
                    uniquingKeysWith: { first, _ in first })),
            "left_out": .array(smaller.map { .string($0) }),
            "unjudged": .array(comparison.unjudged.map { .string($0) }),
        ]
        if let gap = comparison.gap { members["gap"] = self.gap(gap) }
        if let gap = comparison.gapOfLarger { members["gap_of_larger_groups"] = self.gap(gap) }
        return .object(members)
    }

    private static func gap(_ gap: GroupedPerformance.Gap) -> JSON {
        [
            "between": [.string(gap.higher), .string(gap.lower)],
            "confidence": .number(gap.confidence), "lower": .number(gap.least),
            "n": JSON(gap.units), "upper": .number(gap.most), "value": .number(gap.value),
        ]
    }
}

extension GroupedMeasure {
    /// As it stands in a predicate.
    var predicateName: String {
        switch self {
        case .accuracy: "accuracy"
        case .macroF1: "macro_f1"
        case .selection: "selection_rates"
        case .meanAbsoluteError: "mean_absolute_error"
        case .rootMeanSquaredError: "root_mean_squared_error"
        case .meanError: "mean_error"
        case .rSquared: "r_squared"
        case .discountedGain: "ndcg"
        }
    }
}
