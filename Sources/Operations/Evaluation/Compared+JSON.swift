package import Transparency

extension CompareData.Compared {
    /// The report and what it was made of.
    package var json: JSON {
        var members = report.json.objectValue ?? [:]
        members["exact"] = .bool(isExact)
        members["reference_rows"] = JSON(referenceRows)
        members["current_rows"] = JSON(currentRows)
        return .object(members)
    }
}
