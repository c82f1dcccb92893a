import Operations
import Tracking
import Transparency

/// What clients log, as they write it.
enum LogWire {
    /// A batch: each entry must have its fields.
    static func entries(_ request: MLflowRequest) throws -> LogEntries {
        LogEntries(
            metrics: try request.objects("metrics").enumerated().map { index, members in
                try metric(members, "metrics[\(index)]")
            },
            parameters: try PairWire.pairs("params", of: request),
            tags: try PairWire.pairs("tags", of: request))
    }

    private static func metric(_ members: [String: JSON], _ path: String) throws -> Metric {
        let key = try required("key", members, path)
        guard let name = key.stringValue else { throw MLflowProblem.invalid(key, path + ".key") }
        let value = try required("value", members, path)
        guard let number = value.mlflowNumber else {
            throw MLflowProblem.invalid(value, path + ".value")
        }
        let time = try required("timestamp", members, path)
        guard let timestamp = time.mlflowInteger else {
            throw MLflowProblem.invalid(time, path + ".timestamp")
        }
        let step = members["step"].flatMap { $0.isNull ? nil : $0 } ?? 0
        guard let stepNumber = step.mlflowInteger else {
            throw MLflowProblem.invalid(step, path + ".step")
        }
        return Metric(
            key: name, value: number, timestampMilliseconds: timestamp, step: stepNumber,
            model: members["model_id"]?.stringValue?.nonEmpty, dataset: dataset(members))
    }

    private static func required(
        _ name: String, _ members: [String: JSON], _ path: String
    ) throws -> JSON {
        guard let value = members[name], !value.isNull, value != "" else {
            throw MLflowProblem.missing("\(path).\(name)")
        }
        return value
    }

    private static func dataset(_ members: [String: JSON]) -> Metric.DatasetName? {
        guard let name = members["dataset_name"]?.stringValue?.nonEmpty else { return nil }
        return Metric.DatasetName(
            name: name, digest: members["dataset_digest"]?.stringValue ?? "")
    }

    /// One metric, whose fields are the request's own.
    static func metric(_ request: MLflowRequest) throws -> Metric {
        let key = try request.required("key")
        guard let value = request.value("value") else { throw MLflowProblem.missing("value") }
        guard let number = value.mlflowNumber else { throw MLflowProblem.invalid(value, "value") }
        guard let timestamp = try request.integer("timestamp") else {
            throw MLflowProblem.missing("timestamp")
        }
        let dataset = try request.text("dataset_name")?.nonEmpty
        return Metric(
            key: key, value: number, timestampMilliseconds: timestamp,
            step: try request.integer("step") ?? 0,
            model: try request.text("model_id")?.nonEmpty,
            dataset: try dataset.map {
                Metric.DatasetName(name: $0, digest: try request.text("dataset_digest") ?? "")
            })
    }

    /// One parameter or tag.
    static func pair(_ request: MLflowRequest) throws -> TrackedPair {
        TrackedPair(
            key: try request.required("key"), value: try request.text("value") ?? "")
    }
}

extension String {
    var nonEmpty: String? { isEmpty ? nil : self }
}
