import Governance
import HTTPServer
import HTTPTypes
import Operations
import Tracking
import Transparency

// Registered models: names, tags, aliases.
extension MLflowRoutes {
    var registeredModelRoutes: [Route] {
        registeredModels + registeredModelChanges + aliasRoutes
    }

    private var registeredModels: [Route] {
        let platform = self.platform
        return route(.post, "registered-models/create", .logRuns) { asked, _ in
            .registeredModel(
                try await platform.perform(
                    CreateRegisteredModel(
                        name: try asked.required("name"), workspace: asked.workspace,
                        modelDescription: try asked.text("description") ?? "",
                        tags: try PairWire.pairs("tags", of: asked), by: asked.actor)))
        }
            + route(.get, "registered-models/get", .readRuns) { asked, _ in
                .registeredModel(
                    try await platform.perform(
                        ReadRegisteredModel(name: try asked.required("name"), by: asked.actor)))
            }
            + route(.get, "registered-models/search", .readRuns) { asked, _ in
                let search = try RegistryWire.search(
                    asked, in: .registeredModels, usual: 100, limitMax: 1_000)
                let page = try await platform.perform(
                    SearchRegisteredModels(search: search, by: asked.actor))
                var writer = CanonicalWriter()
                writer.object { writer in
                    if let next = page.next { writer.member("next_page_token", next.description) }
                    writer.member("registered_models")
                    writer.array(count: page.found.count) { index, writer in
                        RegistryWire.write(page.found[index], to: &writer)
                    }
                }
                return ServerResponse(200, type: "application/json", writer.bytes)
            }
            + latestVersions(.get) + latestVersions(.post)
    }

    private func latestVersions(_ method: HTTPRequest.Method) -> [Route] {
        let platform = self.platform
        return route(
            method, "registered-models/get-latest-versions", .readRuns, isReading: true
        ) { asked, _ in
            let stages = try asked.texts("stages")
            let wanted = try Failure.tracking { () throws(TrackingError) in
                try stages.map { text throws(TrackingError) in try RegistryCheck.stage(text) }
            }
            let model = try await platform.perform(
                ReadRegisteredModel(name: try asked.required("name"), by: asked.actor))
            let found = model.latest.filter { wanted.isEmpty || wanted.contains($0.stage) }
            return .json(["model_versions": .array(found.map(RegistryWire.json))])
        }
    }

    private var registeredModelChanges: [Route] {
        let platform = self.platform
        return change(.post, "rename") { .rename(try $0.required("new_name")) }
            + change(.patch, "update") { .describe(try $0.text("description") ?? "") }
            + change(.post, "set-tag", saysDone: true) { .setTag(try LogWire.pair($0)) }
            + change(.delete, "delete-tag", saysDone: true) { .removeTag(try $0.required("key")) }
            + route(.delete, "registered-models/delete", .logRuns) { asked, _ in
                _ = try await platform.perform(
                    ChangeRegisteredModel(
                        name: try asked.required("name"), change: .delete, by: asked.actor))
                return .done
            }
    }

    private func change(
        _ method: HTTPRequest.Method, _ path: String, saysDone: Bool = false,
        _ change: @escaping @Sendable (MLflowRequest) throws -> RegisteredModelChange
    ) -> [Route] {
        let platform = self.platform
        return route(method, "registered-models/\(path)", .logRuns) { asked, _ in
            let model = try await platform.perform(
                ChangeRegisteredModel(
                    name: try asked.required("name"), change: try change(asked),
                    by: asked.actor))
            return saysDone ? .done : .registeredModel(model)
        }
    }

    private var aliasRoutes: [Route] {
        let platform = self.platform
        return route(.post, "registered-models/alias", .logRuns) { asked, _ in
            try await platform.perform(
                SetModelAlias(
                    name: try asked.required("name"), alias: try asked.required("alias"),
                    number: try asked.version(), by: asked.actor))
            return .done
        }
            + route(.delete, "registered-models/alias", .logRuns) { asked, _ in
                try await platform.perform(
                    SetModelAlias(
                        name: try asked.required("name"), alias: try asked.required("alias"),
                        number: nil, by: asked.actor))
                return .done
            }
            + route(.get, "registered-models/alias", .readRuns) { asked, _ in
                .modelVersion(
                    try await platform.perform(
                        ReadModelVersion(
                            name: try asked.required("name"),
                            place: .alias(try asked.required("alias")), by: asked.actor)))
            }
    }
}

extension ServerResponse {
    fileprivate static func registeredModel(_ model: RegisteredModel) -> ServerResponse {
        var writer = CanonicalWriter()
        writer.object { writer in
            writer.member("registered_model")
            RegistryWire.write(model, to: &writer)
        }
        return ServerResponse(200, type: "application/json", writer.bytes)
    }
}
