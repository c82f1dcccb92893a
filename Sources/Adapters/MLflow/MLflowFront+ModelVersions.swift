import Governance
import HTTPServer
import HTTPTypes
import Operations
import Tracking
import Transparency

// Versions of registered models: each is registered here when it is first seen.
extension MLflowFront {
    var modelVersionRoutes: [Route] {
        create
            + route(.get, of: "model-versions/get", .readRuns) { asked, _ in
                let name = try asked.required("name")
                return try await seen("model-versions/get", asked, try asked.version(), name)
            }
            + route(.get, of: "model-versions/get-download-uri", .readRuns) { asked, _ in
                let (name, number) = (try asked.required("name"), try asked.version())
                let version = try await version(name, number)
                _ = try await platform.perform(
                    LocateModelVersion(
                        name: version.name, number: "\(version.number)", by: asked.actor))
                return try relay(
                    try await upstream.reply(
                        "GET", MLflowUpstream.api + "model-versions/get-download-uri",
                        query: [("name", version.name), ("version", "\(version.number)")]))
            }
            + listing(.get, "model-versions/search") + changes
    }

    /// INVARIANT: the request is written anew from what was read of it, wherever something is judged, so
    /// that nothing is judged by one name and done by another.
    private var create: [Route] {
        route(.post, of: "model-versions/create", .logRuns) { asked, _ in
            try MirrorModelVersion.check(asked.actor)
            let new = try RegistryWire.new(asked)
            if let (name, place) = Self.version(at: new.source) {
                let source = try await version(name, place)
                _ = try await platform.perform(
                    LocateModelVersion(
                        name: source.name, number: "\(source.number)", by: asked.actor))
            }
            let reply = try await upstream.reply(
                "POST", MLflowUpstream.api + "model-versions/create", body: asked.json)
            guard reply.isDone else { return try relay(reply) }
            return try await created(try upstream.json(of: reply), by: asked.actor)
        }
    }

    /// The version is there, whatever goes wrong here: the client is told that it is pending, and asks
    /// for it until it is not.
    private func created(_ answer: JSON, by actor: Actor) async throws -> ServerResponse {
        do { return try await judged(answer, by: actor) } catch let failure as Failure {
            return .json(
                UpstreamWire.replacing(versionsIn: answer) {
                    UpstreamWire.pending($0, because: failure.message)
                })
        }
    }

    /// The version that another one is made of.
    private static func version(at source: String) -> (String, ReadModelVersion.Place)? {
        guard case .version(let name, let place)? = try? ModelSource(source) else { return nil }
        return (name, place)
    }

    /// An answer about one version, which is registered before the client has it.
    func judged(_ answer: JSON, by actor: Actor) async throws -> ServerResponse {
        guard let json = answer["model_version"], let stated = UpstreamWire.version(json) else {
            throw upstream.malformed("no version where one was asked for")
        }
        let known = try await mirrored(stated, by: actor)
        return .json(
            UpstreamWire.replacing(versionsIn: answer) { UpstreamWire.judged($0, known) })
    }

    /// What is known of a version, once it is registered or known not to be.
    func mirrored(_ stated: UpstreamVersion, by actor: Actor) async throws -> ModelVersion {
        try await platform.perform(MirrorModelVersion(stated, at: upstream, by: actor))
    }

    private func seen(
        _ path: String, _ asked: MLflowRequest, _ number: String, _ name: String
    ) async throws -> ServerResponse {
        let reply = try await upstream.reply(
            "GET", MLflowUpstream.api + path, query: [("name", name), ("version", number)])
        guard reply.isDone else { return try relay(reply) }
        return try await judged(try upstream.json(of: reply), by: own)
    }

    /// A version as the other server has it now, registered here.
    func version(_ name: String, _ number: String) async throws -> ModelVersion {
        try await version(name, .number(number))
    }

    func version(
        _ name: String, _ place: ReadModelVersion.Place
    ) async throws -> ModelVersion {
        let json: JSON?
        let missing: TrackingRefusal
        switch place {
        case .number(let number):
            json = try await upstream.object(
                MLflowUpstream.api + "model-versions/get", [("name", name), ("version", number)])
            missing = .missing("Model Version (name=\(name), version=\(number)) not found")
        case .alias(let alias):
            json = try await upstream.object(
                MLflowUpstream.api + "registered-models/alias", [("name", name), ("alias", alias)])
            missing = .missing("Registered model alias \(alias) not found.")
        }
        guard let json else { throw Failure(.refused(missing)) }
        guard let stated = json["model_version"].flatMap(UpstreamWire.version) else {
            throw upstream.malformed("no version where one was asked for")
        }
        return try await mirrored(stated, by: own)
    }

    /// A route whose answer lists versions: they have the status that they have here.
    func listing(_ method: HTTPRequest.Method, _ path: String) -> [Route] {
        ["api", "ajax-api"].map { prefix in
            route(method, "/\(prefix)/2.0/mlflow/\(path)", .readRuns, isReading: true) { request in
                let body =
                    method == .get
                    ? nil : try await request.body.collect(upTo: MLflowRequest.bodyByteCountMax)
                let reply = try await upstream.reply(
                    method.rawValue, MLflowUpstream.api + path,
                    query: request.query,
                    body: try body.map { .object(try MLflowRequest.object($0)) })
                guard reply.isDone else { return try relay(reply) }
                return .json(
                    try await judgedList(try upstream.json(of: reply), by: try request.actor()))
            }
        }
    }

    func judgedList(_ answer: JSON, by actor: Actor) async throws -> JSON {
        let stated = UpstreamWire.versions(in: answer).compactMap(UpstreamWire.version)
        let known = try await platform.perform(ReadMirroredVersions(stated, by: actor))
        var byPlace: [String: ModelVersion] = [:]
        for version in known.compactMap(\.self) {
            byPlace["\(version.number)/\(version.name)"] = version
        }
        return UpstreamWire.replacing(versionsIn: answer) { json in
            guard let version = UpstreamWire.version(json) else { return json }
            return UpstreamWire.judged(json, byPlace["\(version.number)/\(version.new.name)"])
        }
    }
}

// What is done to versions that are there.
extension MLflowFront {
    private var changes: [Route] {
        route(.post, of: "model-versions/transition-stage", .logRuns) { asked, _ in
            let text = try asked.required("stage")
            let stage = try Failure.tracking { () throws(TrackingError) in
                try RegistryCheck.stage(text)
            }
            let archives = try asked.flag("archive_existing_versions")
            return try await change(
                "POST", "transition-stage", asked, .move(to: stage, archivesOthers: archives),
                [
                    "stage": .string(stage.rawValue),
                    "archive_existing_versions": .bool(archives),
                ])
        }
            + route(.delete, of: "model-versions/delete", .logRuns) { asked, _ in
                try await change("DELETE", "delete", asked, .delete, [:])
            }
    }

    /// Asks what is against it here, has it done there, and does it here.
    private func change(
        _ method: String, _ path: String, _ asked: MLflowRequest, _ change: ModelVersionChange,
        _ fields: [String: JSON]
    ) async throws -> ServerResponse {
        let version = try await version(try asked.required("name"), try asked.version())
        let place: [String: JSON] = [
            "name": .string(version.name), "version": .string("\(version.number)"),
        ]
        var operation = ChangeModelVersion(
            name: version.name, number: "\(version.number)", change: change, by: asked.actor)
        operation.passOn = done(
            method, "model-versions/\(path)", .object(fields.merging(place) { $1 }))
        return try await answered {
            _ = try await platform.perform(operation)
            guard change != .delete else { return .done }
            return try await seen(
                "model-versions/get", asked, "\(version.number)", version.name)
        }
    }

    /// What another server did not do, and how it said so.
    struct NotDone: Error {
        let reply: MLflowUpstream.Reply
    }

    /// Has something done at the other server.
    func done(
        _ method: String, _ path: String, _ body: JSON
    ) -> @Sendable () async throws -> Void {
        { [upstream] in
            let reply = try await upstream.reply(
                method, MLflowUpstream.api + path, body: body)
            guard reply.isDone else { throw NotDone(reply: reply) }
        }
    }

    /// What the other server said when it did not do it is what the client is told.
    func answered(_ body: () async throws -> ServerResponse) async throws -> ServerResponse {
        do { return try await body() } catch let error as NotDone { return try relay(error.reply) }
    }
}
