import Governance
import HTTPServer
import HTTPTypes
import Operations
import Tracking
import Transparency

// Versions of registered models.
extension MLflowRoutes {
    var modelVersionRoutes: [Route] { modelVersions + modelVersionChanges }

    private var modelVersions: [Route] {
        let platform = self.platform
        return route(.post, "model-versions/create", .logRuns) { asked, _ in
            .modelVersion(
                try await platform.perform(
                    CreateModelVersion(try RegistryWire.new(asked), by: asked.actor)))
        }
            + route(.get, "model-versions/get", .readRuns) { asked, _ in
                .modelVersion(
                    try await platform.perform(
                        ReadModelVersion(
                            name: try asked.required("name"), place: .number(try asked.version()),
                            by: asked.actor)))
            }
            + route(.get, "model-versions/get-download-uri", .readRuns) { asked, _ in
                let uri = try await platform.perform(
                    LocateModelVersion(
                        name: try asked.required("name"), number: try asked.version(),
                        by: asked.actor))
                return .json(["artifact_uri": .string(uri)])
            }
            + route(.get, "model-versions/search", .readRuns) { asked, _ in
                let search = try RegistryWire.search(
                    asked, in: .modelVersions, usual: 10_000, limitMax: 200_000)
                let page = try await platform.perform(
                    SearchModelVersions(search: search, by: asked.actor))
                var answer: [String: JSON] = [
                    "model_versions": .array(page.found.map(RegistryWire.json))
                ]
                if let next = page.next { answer["next_page_token"] = .string("\(next)") }
                return .json(.object(answer))
            }
    }

    private var modelVersionChanges: [Route] {
        change(.patch, "update") { .describe(try $0.text("description") ?? "") }
            + change(.post, "transition-stage") { asked in
                let text = try asked.required("stage")
                let stage = try Failure.tracking { () throws(TrackingError) in
                    try RegistryCheck.stage(text)
                }
                let archives = try asked.flag("archive_existing_versions")
                guard !archives || stage == .staging || stage == .production else {
                    throw MLflowProblem.invalid(
                        "Model version transition cannot archive existing model versions because "
                            + "'\(text)' is not an Active stage. Valid stages are Staging, Production"
                    )
                }
                return .move(to: stage, archivesOthers: archives)
            }
            + change(.post, "set-tag", saysDone: true) { .setTag(try LogWire.pair($0)) }
            + change(.delete, "delete-tag", saysDone: true) { .removeTag(try $0.required("key")) }
            + change(.delete, "delete", saysDone: true) { _ in .delete }
    }

    private func change(
        _ method: HTTPRequest.Method, _ path: String, saysDone: Bool = false,
        _ change: @escaping @Sendable (MLflowRequest) throws -> ModelVersionChange
    ) -> [Route] {
        let platform = self.platform
        return route(method, "model-versions/\(path)", .logRuns) { asked, _ in
            let version = try await platform.perform(
                ChangeModelVersion(
                    name: try asked.required("name"), number: try asked.version(),
                    change: try change(asked), by: asked.actor))
            return saysDone ? .done : .modelVersion(version)
        }
    }
}

extension ServerResponse {
    static func modelVersion(_ version: ModelVersion) -> ServerResponse {
        .json(["model_version": RegistryWire.json(version)])
    }
}

extension MLflowRequest {
    /// A version's number, as text or as a number.
    func version() throws -> String {
        guard let value = value("version") else { throw MLflowProblem.missing("version") }
        if let number = value.mlflowInteger { return "\(number)" }
        guard let text = value.stringValue, !text.isEmpty else {
            throw MLflowProblem.missing("version")
        }
        return text
    }
}
