import Governance
import HTTPServer
import HTTPTypes
import Operations
import Tracking
import Transparency

extension MLflowRoutes {
    var modelRoutes: [Route] {
        let platform = self.platform
        return route(.post, "logged-models", .logRuns) { asked, _ in
            .model(try await platform.perform(try asked.newModel()))
        }
            + route(.get, "logged-models/{model}", .readRuns) { asked, request in
                .model(
                    try await platform.perform(
                        ReadLoggedModel(id: request.model, by: asked.actor)))
            }
            + route(.patch, "logged-models/{model}", .logRuns) { asked, request in
                let change = LoggedModelChange.finish(try LoggedModelWire.status(asked))
                return .model(
                    try await platform.perform(
                        ChangeLoggedModel(id: request.model, change: change, by: asked.actor)))
            }
            + change(.delete, "") { _, _ in .delete }
            + change(.patch, "/tags") { asked, _ in
                .setTags(try PairWire.pairs("tags", of: asked))
            }
            + change(.delete, "/tags/{key}") { _, request in
                .removeTag(request.parameters["key"] ?? "")
            }
            + change(.post, "/params") { asked, _ in
                .addParameters(try PairWire.pairs("params", of: asked))
            }
            + route(.post, "logged-models/search", .readRuns, isReading: true) { asked, _ in
                let search = try LoggedModelWire.search(asked).search()
                let page = try await platform.perform(
                    SearchLoggedModels(search: search, by: asked.actor))
                var answer: [String: JSON] = [
                    "models": .array(page.found.map(LoggedModelWire.json))
                ]
                if let next = page.next { answer["next_page_token"] = .string("\(next)") }
                return .json(.object(answer))
            }
    }

    private func change(
        _ method: HTTPRequest.Method, _ path: String,
        _ change: @escaping @Sendable (MLflowRequest, ServerRequest) throws -> LoggedModelChange
    ) -> [Route] {
        let platform = self.platform
        return route(method, "logged-models/{model}" + path, .logRuns) { asked, request in
            _ = try await platform.perform(
                ChangeLoggedModel(
                    id: request.model, change: try change(asked, request), by: asked.actor))
            return .done
        }
    }
}

extension ServerRequest {
    /// The id in the path.
    fileprivate var model: String { parameters["model"] ?? "" }
}

extension ServerResponse {
    fileprivate static func model(_ model: LoggedModel) -> ServerResponse {
        .json(["model": LoggedModelWire.json(model)])
    }
}

extension MLflowRequest {
    fileprivate func newModel() throws -> CreateLoggedModel {
        CreateLoggedModel(
            experiment: try required("experiment_id"), name: try text("name")?.nonEmpty,
            kind: try text("model_type")?.nonEmpty,
            sourceRun: try text("source_run_id")?.nonEmpty,
            parameters: try PairWire.pairs("params", of: self),
            tags: try PairWire.pairs("tags", of: self), by: actor)
    }
}

extension LoggedModelSearch.Parts {
    fileprivate func search() throws -> LoggedModelSearch {
        try Failure.tracking { () throws(TrackingError) in try LoggedModelSearch(self) }
    }
}
