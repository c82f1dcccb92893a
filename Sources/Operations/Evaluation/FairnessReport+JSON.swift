import Statistics
package import Transparency

/// What a fairness report says, as scripts and evidence have it.
extension FairnessReport {
    package var json: JSON {
        [
            "attribute": .string(attribute),
            "baseline": baseline.map { .string($0) } ?? .null,
            "confidence": .number(configuration.confidence),
            "groups": .array(
                groups.map {
                    [
                        "name": .string($0.name), "positives": JSON($0.positives),
                        "rows": JSON($0.rows), "share": .number($0.share),
                    ]
                }),
            "multiplicity": .string(configuration.multiplicity.rawValue),
            "replicates": JSON(configuration.replicates), "rows": JSON(rows),
            "seed": .string("\(configuration.seed)"),
            "thresholds": .array(thresholds.map(\.json)), "unknown_rows": JSON(unknownRows),
        ]
    }
}

extension FairnessAtThreshold {
    package var json: JSON {
        var members: [String: JSON] = [
            "disparities": .object(
                Dictionary(
                    disparities.map { ($0.rate.predicateName, $0.json) },
                    uniquingKeysWith: { first, _ in first })),
            "groups": .array(groups.map(\.json)), "impact": impact.json,
            "inequality": indices.json, "threshold": .number(threshold),
        ]
        if let odds = equalizedOdds {
            members["equalized_odds"] = [
                "difference": .number(odds.difference),
                "mean_difference": .number(odds.meanDifference),
                "ratio": odds.ratio.map { .number($0) } ?? .null,
            ]
        }
        return .object(members)
    }
}

extension FairnessAtThreshold.Group {
    fileprivate var json: JSON {
        var rates: [String: JSON] = [:]
        for comparison in comparisons {
            guard let estimate = comparison.estimate else { continue }
            var members = estimate.members
            if let difference = comparison.difference { members["difference"] = difference.json }
            if let ratio = comparison.ratio { members["ratio"] = ratio.json }
            rates[comparison.rate.predicateName] = .object(members)
        }
        return [
            "confusion": confusion.json, "name": .string(name), "rates": .object(rates),
        ]
    }
}

extension ConfusionMatrix {
    var json: JSON {
        [
            "false_negative": JSON(falseNegatives), "false_positive": JSON(falsePositives),
            "true_negative": JSON(trueNegatives), "true_positive": JSON(truePositives),
        ]
    }
}

extension RateDisparity {
    fileprivate var json: JSON {
        [
            "difference": .number(difference),
            "difference_to_overall": .number(differenceToOverall),
            "highest": .number(groupMax), "lowest": .number(groupMin),
            "ratio": ratio.map { .number($0) } ?? .null,
            "ratio_to_overall": ratioToOverall.map { .number($0) } ?? .null,
        ]
    }
}

extension ImpactRatios {
    var json: JSON {
        .array(
            categories.map { category in
                [
                    "assessed": JSON(category.count.assessed),
                    "below_four_fifths": .bool(category.isFlagged),
                    "name": .string(category.count.name),
                    "ratio": category.ratio?.json ?? .null,
                    "selected": JSON(category.count.selected),
                    "small": .bool(category.isSmall),
                ]
            })
    }
}

extension InequalityIndices {
    fileprivate var json: JSON {
        let estimates: [(String, Estimate?)] = [
            ("between_groups_entropy", betweenGroupsEntropy),
            ("between_groups_theil", betweenGroupsTheil),
            ("coefficient_of_variation", coefficientOfVariation),
            ("generalized_entropy", generalizedEntropy), ("theil", theil),
        ]
        return .object(
            Dictionary(
                estimates.compactMap { name, estimate in estimate.map { (name, $0.json) } },
                uniquingKeysWith: { first, _ in first }))
    }
}

extension Estimate {
    /// As a policy's limits read it.
    package var json: JSON { .object(members) }

    var members: [String: JSON] {
        [
            "confidence": .number(confidence), "lower": .finite(lower),
            "method": .string(method.rawValue), "n": JSON(rows), "upper": .finite(upper),
            "value": .finite(value),
        ]
    }
}
