import Governance
import Tracking
import Transparency

/// An experiment as MLflow writes one.
enum ExperimentWire {
    static func json(_ experiment: Experiment) -> JSON {
        var members: [String: JSON] = [
            "experiment_id": .string("\(experiment.id)"), "name": .string(experiment.name),
            "artifact_location": .string(experiment.artifactLocation),
            "lifecycle_stage": .string(experiment.stage.name),
            "creation_time": .number(Double(experiment.createdMilliseconds)),
            "last_update_time": .number(Double(experiment.updatedMilliseconds)),
            "workspace": .string(experiment.workspace.name),
        ]
        if !experiment.tags.isEmpty { members["tags"] = PairWire.json(experiment.tags) }
        return .object(members)
    }
}

/// Tags and parameters as MLflow writes them.
enum PairWire {
    static func json(_ pairs: [TrackedPair]) -> JSON {
        .array(pairs.map { ["key": .string($0.key), "value": .string($0.value)] })
    }

    /// - Throws: When a key is missing, or a value is no text.
    static func pairs(_ name: String, of request: MLflowRequest) throws -> [TrackedPair] {
        try request.objects(name).enumerated().map { index, members in
            try pair(members, "\(name)[\(index)]")
        }
    }

    static func pair(_ members: [String: JSON], _ path: String) throws -> TrackedPair {
        guard let key = members["key"], !key.isNull, key != "" else {
            throw MLflowProblem.missing("\(path).key")
        }
        let value = members["value"] ?? ""
        guard let keyText = key.stringValue else { throw MLflowProblem.invalid(key, "\(path).key") }
        guard let valueText = value.stringValue else {
            throw MLflowProblem.invalid(value, "\(path).value")
        }
        return TrackedPair(key: keyText, value: valueText)
    }
}
