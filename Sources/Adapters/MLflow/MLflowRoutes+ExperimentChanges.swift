import Governance
import HTTPServer
import HTTPTypes
import Operations
import Tracking
import Transparency

extension MLflowRoutes {
    var experimentChanges: [Route] {
        change("experiments/update") { asked in
            .rename(try asked.required("new_name"))
        }
            + change("experiments/delete") { _ in .delete }
            + change("experiments/restore") { _ in .restore }
            + change("experiments/set-experiment-tag") { asked in
                .setTag(try LogWire.pair(asked))
            }
            + change("experiments/delete-experiment-tag") { asked in
                .removeTag(try asked.required("key"))
            }
    }

    private func change(
        _ path: String,
        _ change: @escaping @Sendable (MLflowRequest) throws -> ExperimentChange
    ) -> [Route] {
        let platform = self.platform
        return route(.post, path, .logRuns) { asked, _ in
            let id = try asked.required("experiment_id")
            try await platform.perform(
                ChangeExperiment(experiment: id, change: try change(asked), by: asked.actor))
            return .done
        }
    }

    var datasetRoutes: [Route] {
        let platform = self.platform
        return route(.post, "experiments/search-datasets", .readRuns, isReading: true) {
            asked, _ in
            let ids = try asked.texts("experiment_ids")
            guard !ids.isEmpty else {
                throw MLflowProblem.invalid(
                    "SearchDatasets request must specify at least one experiment_id.")
            }
            guard ids.count <= 20 else {
                throw MLflowProblem.invalid(
                    "SearchDatasets request cannot specify more than 20 experiment_ids. Received "
                        + "\(ids.count) experiment_ids.")
            }
            let found = try await platform.perform(
                SearchDatasets(experiments: ids, by: asked.actor))
            return .json(["dataset_summaries": .array(found.map(DatasetWire.json))])
        }
    }
}
