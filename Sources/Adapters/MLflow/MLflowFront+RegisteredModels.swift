import Governance
import HTTPServer
import HTTPTypes
import Operations
import Tracking
import Transparency

// Registered models and their aliases.
extension MLflowFront {
    var registeredModelRoutes: [Route] {
        listing(.get, "registered-models/get") + listing(.get, "registered-models/search")
            + latestVersions(.get) + latestVersions(.post)
            + change(.post, "rename") { asked in
                let name = try asked.required("new_name")
                return (.rename(name), ["new_name": .string(name)])
            }
            + change(.patch, "update") { asked in
                let text = try asked.text("description") ?? ""
                return (.describe(text), ["description": .string(text)])
            }
            + change(.post, "set-tag", saysDone: true) { asked in
                let tag = try LogWire.pair(asked)
                return (.setTag(tag), ["key": .string(tag.key), "value": .string(tag.value)])
            }
            + change(.delete, "delete-tag", saysDone: true) { asked in
                let key = try asked.required("key")
                return (.removeTag(key), ["key": .string(key)])
            }
            + change(.delete, "delete", saysDone: true) { _ in (.delete, [:]) }
    }

    private func change(
        _ method: HTTPRequest.Method, _ path: String, saysDone: Bool = false,
        _ change:
            @escaping @Sendable (MLflowRequest) throws -> (RegisteredModelChange, [String: JSON])
    ) -> [Route] {
        route(method, of: "registered-models/\(path)", .logRuns) { asked, _ in
            let name = try asked.required("name")
            let (change, fields) = try change(asked)
            let body = JSON.object(fields.merging(["name": .string(name)]) { $1 })
            let pass = done(method.rawValue, "registered-models/\(path)", body)
            return try await answered {
                if try await isMirrored(name, by: asked.actor) {
                    var operation = ChangeRegisteredModel(
                        name: name, change: change, by: asked.actor)
                    operation.passOn = pass
                    _ = try await platform.perform(operation)
                } else {
                    try await pass()
                }
                guard !saysDone else { return .done }
                var shown = name
                if case .rename(let newName) = change { shown = newName }
                return try await listed(shown, by: asked.actor)
            }
        }
    }

    /// Whether a model has versions that are known here, so that what is done to it concerns them.
    private func isMirrored(_ name: String, by actor: Actor) async throws -> Bool {
        do {
            _ = try await platform.perform(ReadRegisteredModel(name: name, by: actor))
            return true
        } catch let failure as Failure where failure.code == "unknown_tracked" { return false }
    }

    private func listed(_ name: String, by actor: Actor) async throws -> ServerResponse {
        let reply = try await upstream.reply(
            "GET", MLflowUpstream.api + "registered-models/get", query: [("name", name)])
        guard reply.isDone else { return try relay(reply) }
        return .json(try await judgedList(try upstream.json(of: reply), by: actor))
    }

    /// The newest version of each stage: what clients load by a stage.
    private func latestVersions(_ method: HTTPRequest.Method) -> [Route] {
        route(
            method, of: "registered-models/get-latest-versions", .readRuns, isReading: true
        ) { asked, _ in
            let stages = try asked.texts("stages")
            let body: JSON = [
                "name": .string(try asked.required("name")),
                "stages": .array(stages.map(JSON.string)),
            ]
            let reply = try await upstream.reply(
                "POST", MLflowUpstream.api + "registered-models/get-latest-versions", body: body)
            guard reply.isDone else { return try relay(reply) }
            let answer = try upstream.json(of: reply)
            guard !stages.isEmpty else {
                return .json(try await judgedList(answer, by: asked.actor))
            }
            for json in UpstreamWire.versions(in: answer) {
                guard let stated = UpstreamWire.version(json),
                    let stage = json["current_stage"]?.stringValue
                else { throw upstream.malformed("a version without a stage") }
                let version = try await mirrored(stated, by: own)
                guard stage != ModelVersion.Stage.none.rawValue else { continue }
                try await platform.perform(
                    AdmitPlacedVersion(version, to: stage.lowercased(), by: asked.actor))
            }
            return .json(try await judgedList(answer, by: asked.actor))
        }
    }

    var aliasRoutes: [Route] {
        let path = "registered-models/alias"
        return route(.get, of: path, .readRuns) { asked, _ in
            let (name, alias) = (try asked.required("name"), try asked.required("alias"))
            let reply = try await upstream.reply(
                "GET", MLflowUpstream.api + path, query: [("name", name), ("alias", alias)])
            guard reply.isDone else { return try relay(reply) }
            let answer = try upstream.json(of: reply)
            guard let stated = answer["model_version"].flatMap(UpstreamWire.version) else {
                throw upstream.malformed("no version where one was asked for")
            }
            let version = try await mirrored(stated, by: own)
            try await platform.perform(
                AdmitPlacedVersion(version, to: alias.lowercased(), by: asked.actor))
            return .json(
                UpstreamWire.replacing(versionsIn: answer) { UpstreamWire.judged($0, version) })
        }
            + route(.post, of: path, .logRuns) { asked, _ in
                try await setAlias(asked, try asked.version())
            }
            + route(.delete, of: path, .logRuns) { asked, _ in try await setAlias(asked, nil) }
    }

    private func setAlias(_ asked: MLflowRequest, _ number: String?) async throws -> ServerResponse
    {
        var (name, alias) = (try asked.required("name"), try asked.required("alias"))
        var body: [String: JSON] = ["alias": .string(alias)]
        var known: ModelVersion?
        if let number {
            let version = try await version(name, number)
            name = version.name
            body["version"] = .string("\(version.number)")
            known = version
            try await follow(name, by: asked.actor)
        }
        body["name"] = .string(name)
        let method = number == nil ? "DELETE" : "POST"
        let pass = done(method, "registered-models/alias", .object(body))
        return try await answered {
            if number == nil, try await !isMirrored(name, by: asked.actor) {
                try await pass()
                return .done
            }
            var operation = SetModelAlias(
                name: name, alias: alias, number: known.map { "\($0.number)" }, by: asked.actor)
            operation.passOn = pass
            try await platform.perform(operation)
            return .done
        }
    }

    /// What was said of a model at the other server is said here before the gate is asked.
    private func follow(_ name: String, by actor: Actor) async throws {
        guard let there = try await upstream.model(name) else { return }
        let here = try await platform.perform(ReadRegisteredModel(name: name, by: actor))
        if here.description != there.description {
            _ = try await platform.perform(
                ChangeRegisteredModel(name: name, change: .describe(there.description), by: actor))
        }
        for tag in there.tags where !here.tags.contains(tag) {
            _ = try await platform.perform(
                ChangeRegisteredModel(name: name, change: .setTag(tag), by: actor))
        }
    }
}
