import Tracking
import Transparency

/// A logged model as MLflow writes one.
enum LoggedModelWire {
    static func json(_ model: LoggedModel) -> JSON {
        var info: [String: JSON] = [
            "model_id": .string(model.id), "experiment_id": .string("\(model.experiment)"),
            "name": .string(model.name), "artifact_uri": .string(model.artifactURI),
            "creation_timestamp_ms": .number(Double(model.createdMilliseconds)),
            "last_updated_timestamp_ms": .number(Double(model.updatedMilliseconds)),
            "status": .string(model.status.name), "model_type": .string(model.kind ?? ""),
        ]
        if let run = model.sourceRun { info["source_run_id"] = .string(run) }
        if !model.tags.isEmpty { info["tags"] = PairWire.json(model.tags) }
        var data: [String: JSON] = [:]
        if !model.parameters.isEmpty { data["params"] = PairWire.json(model.parameters) }
        if !model.metrics.isEmpty { data["metrics"] = .array(model.metrics.map(metric)) }
        return ["info": .object(info), "data": .object(data)]
    }

    private static func metric(_ measured: LoggedModel.Measured) -> JSON {
        let metric = measured.metric
        var members: [String: JSON] = [
            "key": .string(metric.key), "run_id": .string(measured.run),
            "step": .number(Double(metric.step)),
            "timestamp": .number(Double(metric.timestampMilliseconds)),
            "value": metric.value.isNaN ? "NaN" : .number(metric.value),
        ]
        if let model = metric.model { members["model_id"] = .string(model) }
        if let dataset = metric.dataset {
            members["dataset_name"] = .string(dataset.name)
            members["dataset_digest"] = .string(dataset.digest)
        }
        return .object(members)
    }

    static func status(_ request: MLflowRequest) throws -> LoggedModel.Status {
        guard let value = request.value("status") else { throw MLflowProblem.missing("status") }
        let number = value.mlflowInteger.flatMap(LoggedModel.Status.init(rawValue:))
        guard let status = value.stringValue.flatMap(LoggedModel.Status.init(name:)) ?? number
        else { throw MLflowProblem.invalid(value, "status") }
        return status
    }

    static func search(_ request: MLflowRequest) throws -> LoggedModelSearch.Parts {
        LoggedModelSearch.Parts(
            experiments: try request.texts("experiment_ids"),
            filter: try request.text("filter") ?? "",
            datasets: try request.objects("datasets").map { members in
                guard let name = members["dataset_name"]?.stringValue, !name.isEmpty else {
                    throw MLflowProblem.invalid(
                        "`dataset_name` in the `datasets` clause must be specified.")
                }
                return .init(
                    name: name, digest: members["dataset_digest"]?.stringValue?.nonEmpty)
            },
            orders: try request.objects("order_by").map { members in
                guard let field = members["field_name"]?.stringValue, !field.isEmpty else {
                    throw MLflowProblem.invalid(
                        "`field_name` in the `order_by` clause must be specified.")
                }
                let dataset = members["dataset_name"]?.stringValue?.nonEmpty
                return (
                    field, members["ascending"]?.boolValue ?? true,
                    dataset.map {
                        .init(
                            name: $0, digest: members["dataset_digest"]?.stringValue?.nonEmpty)
                    }
                )
            },
            limit: try request.limit(usual: 100, max: 1_000_000).clamped,
            start: try request.text("page_token"))
    }
}

extension Int {
    /// A page of models is one that a server can make.
    fileprivate var clamped: Int { Swift.min(self, 1_000) }
}
