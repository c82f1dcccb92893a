import Tracking
import Transparency

/// Datasets and models that runs used and made, as MLflow writes them.
enum DatasetWire {
    static func json(_ summary: DatasetSummary) -> JSON {
        var members: [String: JSON] = [
            "experiment_id": .string("\(summary.experiment)"), "name": .string(summary.name),
            "digest": .string(summary.digest),
        ]
        if let context = summary.context { members["context"] = .string(context) }
        return .object(members)
    }

    static func inputs(_ request: MLflowRequest) throws -> [DatasetInput] {
        try request.objects("datasets").enumerated().map { index, members in
            let path = "datasets[\(index)]"
            guard let dataset = members["dataset"]?.objectValue else {
                throw MLflowProblem.missing(path + ".dataset")
            }
            let text = { (name: String) throws -> String? in
                guard let value = dataset[name], !value.isNull else { return nil }
                guard let text = value.stringValue else {
                    throw MLflowProblem.invalid(value, "\(path).dataset.\(name)")
                }
                return text
            }
            let required = { (name: String) throws -> String in
                guard let found = try text(name), !found.isEmpty else {
                    throw MLflowProblem.missing("\(path).dataset.\(name)")
                }
                return found
            }
            return DatasetInput(
                name: try required("name"), digest: try required("digest"),
                sourceType: try text("source_type") ?? "", source: try text("source") ?? "",
                schema: try text("schema"), profile: try text("profile"),
                tags: try tags(members["tags"], path))
        }
    }

    private static func tags(_ value: JSON?, _ path: String) throws -> [TrackedPair] {
        try (value?.arrayValue ?? []).enumerated().map { index, tag in
            try PairWire.pair(tag.objectValue ?? [:], "\(path).tags[\(index)]")
        }
    }

    static func models(_ request: MLflowRequest) throws -> [ModelOutput] {
        try request.objects("models").enumerated().map { index, members in
            guard let id = members["model_id"]?.stringValue, !id.isEmpty else {
                throw MLflowProblem.missing("models[\(index)].model_id")
            }
            return ModelOutput(model: id, step: members["step"]?.mlflowInteger ?? 0)
        }
    }
}
