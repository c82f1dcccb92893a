import Statistics
import Transparency

/// What moves a model's answers, as the predicate of evidence.
extension ExplainModel.Explained {
    private static let featuresMost = 50

    func predicate(configuration: JSON) -> JSON {
        [
            "configuration": configuration, "confidence": .number(confidence),
            "features": .array(
                features.prefix(Self.featuresMost).map { entry in
                    [
                        "feature": .string(entry.feature),
                        "importance": entry.importance.magnitude.json,
                    ]
                }),
            "format": .string(format), "method": "TreeSHAP, exact", "rows": JSON(rowCount),
        ]
    }
}
