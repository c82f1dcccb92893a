import Governance
import HTTPServer
import HTTPTypes
import Operations
import Tracking
import Transparency

// Data sets that models are evaluated with.
extension MLflowRoutes {
    private static let all = "datasets"
    private static let one = "datasets/{dataset}"

    var evaluationDatasetRoutes: [Route] {
        let platform = self.platform
        return route(.post, Self.all + "/create", .logRuns, version: "3.0") { asked, _ in
            let made = try await platform.perform(try asked.newEvaluationDataset())
            return try await .evaluationDataset(made, experimentsOn: platform, asked)
        }
            + route(.get, Self.one, .readRuns, version: "3.0") { asked, request in
                let found = try await platform.perform(
                    ReadEvaluationDataset(id: request.dataset, by: asked.actor))
                return .json(["dataset": EvaluationDatasetWire.json(found)])
            }
            + route(.delete, Self.one, .logRuns, version: "3.0") { asked, request in
                try await platform.perform(
                    DeleteEvaluationDataset(id: request.dataset, by: asked.actor))
                return .done
            }
            + datasetSearches + datasetTags + datasetExperiments + datasetRecords
    }

    private var datasetSearches: [Route] {
        let platform = self.platform
        let search: MLflowHandle = { asked, _ in
            let page = try await platform.perform(try asked.evaluationDatasetSearch())
            var answer: [String: JSON] = [
                "datasets": .array(page.found.map { EvaluationDatasetWire.json($0) })
            ]
            if let next = page.next { answer["next_page_token"] = .string("\(next)") }
            return .json(.object(answer))
        }
        return route(
            .post, Self.all + "/search", .readRuns, version: "3.0", isReading: true, search)
            + route(.get, Self.all + "/search", .readRuns, version: "3.0", search)
    }

    private var datasetTags: [Route] {
        let platform = self.platform
        return route(.patch, Self.one + "/tags", .logRuns, version: "3.0") { asked, request in
            _ = try asked.required("tags")
            let tags = try EvaluationDatasetWire.tags(asked)
            let changed = try await platform.perform(
                ChangeEvaluationDataset(
                    id: request.dataset, change: .setTags(tags), by: asked.actor))
            return .json(["dataset": EvaluationDatasetWire.json(changed)])
        }
            + route(.delete, Self.one + "/tags/{key...}", .logRuns, version: "3.0") {
                asked, request in
                let change = DatasetChange.removeTag(request.parameters["key"] ?? "")
                _ = try await platform.perform(
                    ChangeEvaluationDataset(id: request.dataset, change: change, by: asked.actor))
                return .done
            }
    }

    private var datasetExperiments: [Route] {
        let platform = self.platform
        let change =
            { (path: String, change: @escaping @Sendable ([String]) -> DatasetChange) in
                route(.post, Self.one + path, .logRuns, version: "3.0") { asked, request in
                    let changed = try await platform.perform(
                        ChangeEvaluationDataset(
                            id: request.dataset, change: change(try asked.texts("experiment_ids")),
                            by: asked.actor))
                    return try await .evaluationDataset(changed, experimentsOn: platform, asked)
                }
            }
        return route(
            .get, Self.one + "/experiment-ids", .readRuns, version: "3.0"
        ) { asked, request in
            let found = try await platform.perform(
                ReadDatasetExperiments(id: request.dataset, by: asked.actor))
            return .json(["experiment_ids": EvaluationDatasetWire.ids(found)])
        }
            + change("/add-experiments") { .addExperiments($0) }
            + change("/remove-experiments") { .removeExperiments($0) }
    }

    private var datasetRecords: [Route] {
        let platform = self.platform
        let path = Self.one + "/records"
        return route(.post, path, .logRuns, version: "3.0") { asked, request in
            let text = try asked.required("records")
            let records = try Failure.tracking { () throws(TrackingError) in
                try SaidRecord.records(reading: text)
            }
            let counts = try await platform.perform(
                UpsertDatasetRecords(
                    records: records, dataset: request.dataset, by: asked.actor))
            return .json([
                "inserted_count": JSON(counts.insertedCount),
                "updated_count": JSON(counts.updatedCount),
            ])
        }
            + route(.get, path, .readRuns, version: "3.0") { asked, request in
                let (limit, start) = (try asked.limit(), try asked.text("page_token"))
                let page = try Failure.tracking { () throws(TrackingError) in
                    try RecordPage(limit: limit, start: start)
                }
                let found = try await platform.perform(
                    ListDatasetRecords(dataset: request.dataset, page: page, by: asked.actor))
                var answer: [String: JSON] = [
                    "records": EvaluationDatasetWire.text(found.records, of: request.dataset)
                ]
                if let next = found.next { answer["next_page_token"] = .string("\(next)") }
                return .json(.object(answer))
            }
            + route(.delete, path, .logRuns, version: "3.0") { asked, request in
                let count = try await platform.perform(
                    DeleteDatasetRecords(
                        ids: try asked.texts("dataset_record_ids"), dataset: request.dataset,
                        by: asked.actor))
                return .json(["deleted_count": JSON(count)])
            }
    }
}

extension ServerRequest {
    fileprivate var dataset: String { parameters["dataset"] ?? "" }
}

extension ServerResponse {
    /// With the experiments that it belongs to.
    fileprivate static func evaluationDataset(
        _ dataset: EvaluationDataset, experimentsOn platform: Platform, _ asked: MLflowRequest
    ) async throws -> ServerResponse {
        let experiments = try await platform.perform(
            ReadDatasetExperiments(id: dataset.id, by: asked.actor))
        return .json(["dataset": EvaluationDatasetWire.json(dataset, experiments: experiments)])
    }
}

extension MLflowRequest {
    fileprivate func newEvaluationDataset() throws -> CreateEvaluationDataset {
        CreateEvaluationDataset(
            name: try required("name"), workspace: workspace,
            tags: try EvaluationDatasetWire.tags(self),
            experiments: try texts("experiment_ids"), by: actor)
    }

    fileprivate func evaluationDatasetSearch() throws -> SearchEvaluationDatasets {
        let (filter, orders) = (try text("filter_string") ?? "", try texts("order_by"))
        let (limit, start) = (try limit(), try text("page_token"))
        let experiments = try texts("experiment_ids")
        return SearchEvaluationDatasets(
            search: try Failure.tracking { () throws(TrackingError) in
                try EvaluationDatasetSearch(
                    experiments: experiments, filter: filter, orders: orders, limit: limit,
                    start: start)
            }, by: actor)
    }
}
