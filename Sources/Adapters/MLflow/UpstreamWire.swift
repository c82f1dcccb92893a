import Operations
import Tracking
import Transparency

/// What another MLflow server writes, read.
enum UpstreamWire {
    static func pairs(_ json: JSON?) -> [TrackedPair] {
        (json?.arrayValue ?? []).compactMap { pair in
            guard let key = pair["key"]?.stringValue else { return nil }
            return TrackedPair(key: key, value: pair["value"]?.stringValue ?? "")
        }
    }

    /// - Returns: `nil` when it is no version.
    static func version(_ json: JSON) -> UpstreamVersion? {
        guard let name = json["name"]?.stringValue,
            let number = json["version"]?.mlflowInteger, number > 0,
            let created = json["creation_timestamp"]?.mlflowInteger
        else { return nil }
        return UpstreamVersion(
            number: number, createdMilliseconds: created,
            new: NewModelVersion(
                name: name, source: json["source"]?.stringValue ?? "",
                runID: json["run_id"]?.stringValue?.nonEmpty,
                runLink: json["run_link"]?.stringValue?.nonEmpty,
                modelID: json["model_id"]?.stringValue?.nonEmpty,
                user: json["user_id"]?.stringValue ?? "",
                description: json["description"]?.stringValue ?? "",
                tags: pairs(json["tags"])))
    }

    /// - Returns: `nil` when it is no run.
    static func run(_ json: JSON) -> Run? {
        guard let info = json["info"], let id = info["run_id"]?.stringValue else { return nil }
        var run = Run(
            info: RunInfo(
                number: 0, revision: 0, id: id,
                experiment: info["experiment_id"]?.mlflowInteger ?? 0,
                name: info["run_name"]?.stringValue ?? "",
                user: info["user_id"]?.stringValue ?? "",
                status: info["status"]?.stringValue.flatMap(RunStatus.init(name:)) ?? .running,
                startedMilliseconds: info["start_time"]?.mlflowInteger ?? 0,
                endedMilliseconds: info["end_time"]?.mlflowInteger,
                stage: info["lifecycle_stage"] == "deleted" ? .deleted : .active,
                artifactURI: info["artifact_uri"]?.stringValue ?? ""))
        run.metrics = (json["data"]?["metrics"]?.arrayValue ?? []).compactMap { metric in
            guard let key = metric["key"]?.stringValue else { return nil }
            return Metric(
                key: key, value: metric["value"]?.mlflowNumber ?? .nan,
                timestampMilliseconds: metric["timestamp"]?.mlflowInteger ?? 0,
                step: metric["step"]?.mlflowInteger ?? 0)
        }
        run.parameters = pairs(json["data"]?["params"])
        run.tags = pairs(json["data"]?["tags"])
        run.datasets = (json["inputs"]?["dataset_inputs"]?.arrayValue ?? []).compactMap(dataset)
        run.modelInputs = (json["inputs"]?["model_inputs"]?.arrayValue ?? [])
            .compactMap { $0["model_id"]?.stringValue }
        return run
    }

    private static func dataset(_ json: JSON) -> DatasetInput? {
        guard let dataset = json["dataset"], let name = dataset["name"]?.stringValue,
            let digest = dataset["digest"]?.stringValue
        else { return nil }
        return DatasetInput(
            name: name, digest: digest, sourceType: dataset["source_type"]?.stringValue ?? "",
            source: dataset["source"]?.stringValue ?? "", schema: dataset["schema"]?.stringValue,
            profile: dataset["profile"]?.stringValue, tags: pairs(json["tags"]))
    }

    /// A version as the other server writes it, with the status that it has here.
    ///
    /// `known`: What is known of it here; `nil` for nothing yet.
    static func judged(_ json: JSON, _ known: ModelVersion?) -> JSON {
        guard var members = json.objectValue, json["status"] ?? "READY" == "READY" else {
            return json
        }
        members["status"] = .string((known?.status ?? .pending).name)
        members["status_message"] = nil
        let message = known == nil ? notSeen : known?.statusMessage
        if let message { members["status_message"] = .string(message) }
        return .object(members)
    }

    static func pending(_ json: JSON, because message: String) -> JSON {
        guard var members = json.objectValue else { return json }
        members["status"] = .string(ModelVersion.Status.pending.name)
        members["status_message"] = .string(message)
        return .object(members)
    }

    private static let notSeen =
        "its files were not looked at yet; they are when it is asked for by its number or an alias"

    /// The versions in an answer, wherever MLflow's answers have them.
    static func versions(in answer: JSON) -> [JSON] {
        var found = answer["model_versions"]?.arrayValue ?? []
        if let one = answer["model_version"] { found.append(one) }
        let models =
            (answer["registered_models"]?.arrayValue ?? [])
            + (answer["registered_model"].map { [$0] } ?? [])
        for model in models { found += model["latest_versions"]?.arrayValue ?? [] }
        return found
    }

    /// The same answer with other versions in these places.
    static func replacing(
        versionsIn answer: JSON, _ replace: (JSON) -> JSON
    ) -> JSON {
        guard var members = answer.objectValue else { return answer }
        func list(_ json: JSON?) -> JSON? {
            json?.arrayValue.map { .array($0.map(replace)) } ?? json
        }
        func model(_ json: JSON) -> JSON {
            guard var members = json.objectValue, members["latest_versions"] != nil else {
                return json
            }
            members["latest_versions"] = list(members["latest_versions"])
            return .object(members)
        }
        if let one = members["model_version"] { members["model_version"] = replace(one) }
        if members["model_versions"] != nil {
            members["model_versions"] = list(members["model_versions"])
        }
        if let one = members["registered_model"] { members["registered_model"] = model(one) }
        if let models = members["registered_models"]?.arrayValue {
            members["registered_models"] = .array(models.map(model))
        }
        return .object(members)
    }
}
