import Operations
import Tracking
import Transparency

/// Data sets for evaluations, and their records, as MLflow writes them: what they are made of is the
/// text of a JSON.
enum EvaluationDatasetWire {
    /// `experiments`: Written only where the answer is about them too.
    static func json(_ dataset: EvaluationDataset, experiments: [Int64]? = nil) -> JSON {
        let tags = JSON.object(Dictionary(dataset.tags.map { ($0.key, .string($0.value)) }) { $1 })
        var members: [String: JSON] = [
            "dataset_id": .string(dataset.id), "name": .string(dataset.name),
            "digest": .string(dataset.digest), "tags": .string(tags.canonical),
            "created_time": .number(Double(dataset.createdMilliseconds)),
            "last_update_time": .number(Double(dataset.updatedMilliseconds)),
        ]
        members["schema"] = dataset.schema.map { .string($0) }
        members["created_by"] = dataset.createdBy.map { .string($0) }
        members["last_updated_by"] = dataset.updatedBy.map { .string($0) }
        if dataset.recordCount > 0 {
            members["profile"] = .string("{\"num_records\":\(dataset.recordCount)}")
        }
        if let experiments, !experiments.isEmpty { members["experiment_ids"] = ids(experiments) }
        return .object(members)
    }

    static func ids(_ experiments: [Int64]) -> JSON { .array(experiments.map { .string("\($0)") }) }

    static func text(_ records: [DatasetRecord], of dataset: String) -> JSON {
        .string(ExactJSON.list(records.map { json($0, of: dataset) }).written)
    }

    private static func json(_ record: DatasetRecord, of dataset: String) -> ExactJSON {
        var members: [String: ExactJSON] = [
            "dataset_record_id": .text(record.id), "dataset_id": .text(dataset),
            "inputs": record.inputs, "tags": record.tags,
            "created_time": .integer(record.createdMilliseconds),
            "last_update_time": .integer(record.updatedMilliseconds),
        ]
        members["outputs"] = record.outputs
        members["expectations"] = record.expectations
        members["source"] = record.source
        members["source_id"] = record.sourceID.map { .text($0) }
        members["source_type"] = record.sourceKind.map { .text($0) }
        members["created_by"] = record.createdBy.map { .text($0) }
        members["last_updated_by"] = record.updatedBy.map { .text($0) }
        return .map(members)
    }

    /// Tags as the text of a JSON, whose values become texts as Python has them; one that is null
    /// says nothing.
    static func tags(_ request: MLflowRequest) throws -> [TrackedPair] {
        guard let text = try request.text("tags"), !text.isEmpty else { return [] }
        let json = try Failure.tracking { () throws(TrackingError) in
            try ExactJSON(reading: text, of: "tags")
        }
        guard let members = json.members else {
            throw MLflowProblem.invalid(
                "Invalid value for parameter 'tags' supplied: it is no dictionary.")
        }
        return try members.sorted { $0.key < $1.key }.compactMap { key, value in
            switch value {
            case .null: return nil
            case .text(let text): return TrackedPair(key: key, value: text)
            case .flag(let flag): return TrackedPair(key: key, value: flag ? "True" : "False")
            case .integer, .number: return TrackedPair(key: key, value: value.written)
            case .list, .map:
                throw MLflowProblem.invalid(
                    "Invalid value for parameter 'tags' supplied: that of '\(key.prefix(100))' is "
                        + "neither a text nor a number.")
            }
        }
    }
}
