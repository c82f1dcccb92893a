import Statistics
package import Transparency

/// A mitigation as scripts read it.
extension FairnessMitigation {
    package var json: JSON {
        var members: [String: JSON] = [
            "reweighing": reweighing.json, "threshold": .number(threshold),
            "thresholds": .array(
                zip(thresholds, heldOut).map { found, others in
                    var members = found.members
                    if let others { members["held_out"] = others.json }
                    return .object(members)
                }),
        ]
        if let leftOut { members["left_out"] = .string(leftOut) }
        return .object(members)
    }
}

extension MeasureFairness.Measured {
    package var json: JSON {
        var members = report.json.objectValue ?? [:]
        if let cut { members["cut"] = cut.json(of: report.attribute) }
        if !mitigations.isEmpty { members["mitigation"] = .array(mitigations.map(\.json)) }
        return .object(members)
    }
}

extension ParityConstraint {
    /// As it stands in JSON.
    package var predicateName: String {
        switch self {
        case .demographicParity: "demographic_parity"
        case .equalOpportunity: "equal_opportunity"
        case .equalizedOdds: "equalized_odds"
        }
    }
}

extension GroupThresholds {
    fileprivate var members: [String: JSON] {
        [
            "accuracy": ["after": .number(accuracyAfter), "before": .number(accuracyBefore)],
            "constraint": .string(constraint.predicateName),
            "gap": ["after": .number(gapAfter), "before": .number(gapBefore)],
            "groups": .array(groups.map(\.json)),
        ]
    }
}

extension HeldOutParity {
    fileprivate var json: JSON {
        [
            "accuracy": .number(accuracy), "folds": JSON(Self.folds), "gap": .number(gap),
            "groups": .array(
                groups.map { ["name": .string($0.name), "rates": $0.rates.json] }),
        ]
    }
}

extension GroupThresholds.Group {
    /// A threshold above all scores is `null`.
    fileprivate var json: JSON {
        [
            "after": after.json, "before": before.json,
            "chance_of_ignoring": .number(chanceOfIgnoring),
            "chance_of_second": .number(chanceOfSecond), "chance_of_true": .number(chanceOfTrue),
            "first": .finite(first), "name": .string(name), "rows": JSON(rows),
            "second": .finite(second),
        ]
    }
}

extension GroupThresholds.Rates {
    fileprivate var json: JSON {
        [
            "accuracy": .number(accuracy), "false_positive_rate": .number(falsePositive),
            "selection_rate": .number(selection), "true_positive_rate": .number(truePositive),
        ]
    }
}

extension Reweighing {
    fileprivate var json: JSON {
        [
            "groups": .array(
                groups.map { group in
                    [
                        "name": .string(group.name),
                        "negative_weight": group.negativeWeight.map { .number($0) } ?? .null,
                        "positive_share": group.positiveShare.map { .number($0) } ?? .null,
                        "positive_weight": group.positiveWeight.map { .number($0) } ?? .null,
                        "rows": JSON(group.rows),
                    ]
                }), "positive_share": .number(positiveShare),
        ]
    }
}
