import Governance
import HTTPServer
import HTTPTypes
import Operations
import Tracking
import Transparency

extension MLflowRoutes {
    var experiments: [Route] {
        let platform = self.platform
        return route(.post, "experiments/create", .logRuns) { asked, _ in
            let id = try await platform.perform(try asked.newExperiment())
            return .json(["experiment_id": .string("\(id)")])
        }
            + route(.get, "experiments/get", .readRuns) { asked, _ in
                let id = try asked.required("experiment_id")
                return .experiment(
                    try await platform.perform(ReadExperiment(.number(id), by: asked.actor)))
            }
            + route(.get, "experiments/get-by-name", .readRuns) { asked, _ in
                let name = try asked.required("experiment_name")
                return .experiment(
                    try await platform.perform(
                        ReadExperiment(.name(name, in: asked.workspace), by: asked.actor)))
            }
            + experimentSearches
    }

    private var experimentSearches: [Route] {
        let platform = self.platform
        let search: MLflowHandle = { asked, _ in
            let page = try await platform.perform(try asked.experimentSearch())
            var answer: [String: JSON] = [
                "experiments": .array(page.found.map(ExperimentWire.json))
            ]
            if let next = page.next { answer["next_page_token"] = .string(next.description) }
            return .json(.object(answer))
        }
        return route(.post, "experiments/search", .readRuns, isReading: true, search)
            + route(.get, "experiments/search", .readRuns, search)
    }
}

extension ServerResponse {
    fileprivate static func experiment(_ experiment: Experiment) -> ServerResponse {
        .json(["experiment": ExperimentWire.json(experiment)])
    }
}

extension MLflowRequest {
    fileprivate func newExperiment() throws -> CreateExperiment {
        let name = try required("name")
        let location = try text("artifact_location")
        return CreateExperiment(
            name: name, workspace: workspace,
            location: location.flatMap { $0.isEmpty ? nil : $0 },
            tags: try PairWire.pairs("tags", of: self), by: actor)
    }

    fileprivate func experimentSearch() throws -> SearchExperiments {
        let (filter, orders) = (try text("filter") ?? "", try texts("order_by"))
        let (view, limit) = (try view("view_type"), try limit())
        let start = try text("page_token")
        return SearchExperiments(
            try Failure.tracking { () throws(TrackingError) in
                try ExperimentSearch(
                    filter: filter, orders: orders, view: view, limit: limit, start: start)
            }, by: actor)
    }
}
