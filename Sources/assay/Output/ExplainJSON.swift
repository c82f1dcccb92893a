import Operations
import Statistics
import Transparency

/// Explanations as JSON; all have one schema, `explain.json`.
enum ExplainJSON {
    static func of(_ estimate: Estimate) -> [String: JSON] {
        [
            "lower": .number(estimate.lower), "upper": .number(estimate.upper),
            "value": .number(estimate.value),
        ]
    }

    static func of(_ name: String?) -> JSON { name.map(JSON.string) ?? .null }

    static func importance(_ entry: GlobalImportance.Entry, of feature: String) -> [String: JSON] {
        of(entry.magnitude).merging([
            "feature": .string(feature), "mean": .number(entry.mean),
            "share": .number(entry.share),
        ]) { first, _ in first }
    }
}

extension ExplainRows.Explained {
    var json: JSON {
        var members: [String: JSON] = [
            "absent": .string(absent.rawValue), "format": .string(format),
            "importance": .array(
                importance?.ranked.map {
                    .object(ExplainJSON.importance($0, of: features[$0.feature]))
                } ?? []), "method": .string(method.rawValue), "rowCount": JSON(rowCount),
            "rows": .array(rows.map(\.json)),
        ]
        if let engine { members["runtime"] = engine }
        return .object(members)
    }
}

extension ExplainRows.Row {
    fileprivate var json: JSON {
        [
            "base": .number(reasons.base), "class": ExplainJSON.of(className),
            "margin": .number(reasons.answer), "number": JSON(number),
            "prediction": .number(prediction),
            "reasons": .array(
                zip(reasons.reasons, values).map { reason, value in
                    [
                        "contribution": .number(reason.contribution),
                        "direction": .string(reason.direction.rawValue),
                        "feature": .string(reason.name), "share": .number(reason.share),
                        "value": .string(value),
                    ]
                }),
        ]
    }
}

extension ExplainedLocally {
    var json: JSON {
        var members: [String: JSON] = [
            "format": .string(format), "method": "LIME", "rowCount": JSON(rowCount),
            "rows": .array(rows.map(\.json)),
        ]
        if let engine { members["runtime"] = engine }
        return .object(members)
    }
}

extension ExplainedLocally.Row {
    fileprivate var json: JSON {
        [
            "class": ExplainJSON.of(className), "intercept": .number(intercept),
            "localPrediction": .number(localAnswer), "number": JSON(number),
            "prediction": .number(answer), "score": .number(score),
            "terms": .array(
                terms.map {
                    [
                        "condition": .string($0.condition), "feature": .string($0.feature),
                        "value": .string($0.value), "weight": .number($0.weight),
                    ]
                }),
        ]
    }
}

extension ExplainServed.Permuted {
    var json: JSON {
        var members: [String: JSON] = [
            "confidence": .number(confidence), "format": .string(format),
            "importance": .array(
                features.map { entry in
                    let own: [String: JSON] = ["feature": .string(entry.feature)]
                    return .object(
                        ExplainJSON.of(entry.increase).merging(own) { first, _ in first })
                }), "loss": .number(loss), "lossName": .string(lossName),
            "method": "permutation", "rowCount": JSON(rowCount),
        ]
        if let engine { members["runtime"] = engine }
        return .object(members)
    }
}

extension FindCounterfactuals.Found {
    var json: JSON {
        [
            "class": ExplainJSON.of(className), "format": .string(format),
            "rowCount": JSON(rowCount), "rows": .array(rows.map(\.json)),
        ]
    }
}

extension FindCounterfactuals.Row {
    fileprivate var json: JSON {
        [
            "counterfactuals": .array(
                examples.map { example in
                    [
                        "changes": .array(
                            example.changes.map {
                                [
                                    "column": .string($0.column), "from": .string($0.from),
                                    "to": .string($0.to),
                                ]
                            }), "distance": .number(example.distance),
                        "prediction": .number(example.prediction),
                    ]
                }), "number": JSON(number), "outcome": .string(outcome.word),
            "prediction": .number(prediction),
        ]
    }
}

extension Counterfactuals.Outcome {
    fileprivate var word: String {
        switch self {
        case .alreadyMet: "already-met"
        case .found: "found"
        case .foundFewer: "found-fewer"
        case .noneFound: "none-found"
        }
    }
}

extension ExplainModel.Explained {
    var json: JSON {
        [
            "absent": .string(absent.rawValue), "class": ExplainJSON.of(className),
            "format": .string(format),
            "importance": .array(
                features.map { entry in
                    let direction: [String: JSON] = [
                        "correlation": entry.direction.correlation.map { .number($0) } ?? .null,
                        "direction": .string(entry.direction.course.rawValue),
                    ]
                    return .object(
                        ExplainJSON.importance(entry.importance, of: entry.feature)
                            .merging(direction) { first, _ in first })
                }), "interactingRowCount": JSON(interactingRowCount),
            "interactions": .array(
                pairs.map { pair in
                    let own: [String: JSON] = [
                        "features": .array(pair.features.map(JSON.string)),
                        "mean": .number(pair.interaction.mean),
                    ]
                    return .object(
                        ExplainJSON.of(pair.interaction.magnitude).merging(own) { first, _ in first
                        })
                }), "rowCount": JSON(rowCount),
        ]
    }
}
