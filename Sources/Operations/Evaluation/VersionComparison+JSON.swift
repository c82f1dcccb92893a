import Statistics
import Transparency

/// A paired comparison of two versions: above 0 this one has more of a measure than the other.
extension VersionComparison {
    func json(with other: String) -> JSON {
        var members: [String: JSON] = [
            "brier": brierScore.json,
            "mcnemar": [
                "only_other_right": JSON(mcNemar.onlySecond),
                "only_this_right": JSON(mcNemar.onlyFirst), "p_value": .number(mcNemar.pValue),
            ],
            "with": .string(other),
        ]
        for (measure, difference) in differences {
            members[measure.predicateName] = difference.json
        }
        if let area {
            var auc = area.difference.members
            auc["p_value"] = .number(area.pValue)
            members["auc"] = .object(auc)
        }
        return .object(members)
    }
}
