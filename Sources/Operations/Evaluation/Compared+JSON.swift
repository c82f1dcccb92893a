package import Transparency

extension CompareData.Compared {
    /// The report and what it was made of.
    package var json: JSON {
        var members = report.json(isWeighted: weighting != nil).objectValue ?? [:]
        members["exact"] = .bool(isExact)
        members["reference_rows"] = JSON(referenceRows)
        members["current_rows"] = JSON(currentRows)
        if let weighting {
            members["weighting"] = [
                "column": .string(weighting.column),
                "current_effective_rows": .number(weighting.currentEffectiveRows),
                "reference_effective_rows": .number(weighting.referenceEffectiveRows),
            ]
        }
        return .object(members)
    }
}
