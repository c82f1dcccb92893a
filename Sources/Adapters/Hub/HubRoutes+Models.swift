import Governance
import HTTPServer
import HTTPTypes
import Operations
import Transparency

// What there is, and what it says of itself.
extension HubRoutes {
    var modelRoutes: [Route] {
        [route(.get, "/api/models", .readArtifact, list)]
            + repository(.get, "/api/models/", "", .readArtifact, show)
            + repository(.get, "/api/models/", "/revision/{revision}", .readArtifact, show)
            + repository(.get, "/api/models/", "/tree/{revision}", .readArtifact, tree)
            + repository(.get, "/api/models/", "/tree/{revision}/{path...}", .readArtifact, tree)
            + repository(
                .post, "/api/models/", "/paths-info/{revision}", .readArtifact, isReading: true,
                paths)
            + repository(.get, "/api/models/", "/refs", .readArtifact, refs)
            + repository(.get, "/api/models/", "/commits/{revision}", .readArtifact, commits)
    }

    private static let listCountMax = 1_000

    private func list(_ request: ServerRequest) async throws -> ServerResponse {
        func asked(_ name: String) -> String? {
            request.query.last { $0.name == name && !$0.value.isEmpty }?.value
        }
        let limit = asked("limit").flatMap { Int($0) } ?? Self.listCountMax
        guard (1...Self.listCountMax).contains(limit) else {
            throw HubProblem.malformed("`limit` is a number from 1 to \(Self.listCountMax)")
        }
        let filters = request.query.filter { $0.name == "filter" }
            .flatMap { $0.value.split(separator: ",").map(String.init) }
        let found = try await platform.perform(
            ListAdmitted(
                source: .hub, text: asked("search"),
                prefix: asked("author").map { "\($0)/" } ?? "",
                limit: filters.isEmpty ? limit : Self.listCountMax, by: try request.actor()))
        let models = found.map { ModelWire($0) }
            .filter { Set(filters).isSubset(of: $0.tags) }
        return .json(.array(models.prefix(limit).map(\.listed)))
    }

    /// Refused where the version may not be used: a client that has its files asks here before it
    /// takes them.
    private func show(_ request: ServerRequest) async throws -> ServerResponse {
        let intake = try await admitted(request)
        let contents = try platform.blobs.contents(of: intake)
        let hasBlobs = request.query.contains { $0.name == "blobs" && $0.value != "false" }
        return .json(ModelWire(intake).shown(contents, hasBlobs: hasBlobs))
    }

    private func tree(_ request: ServerRequest) async throws -> ServerResponse {
        let intake = try await visible(request)
        let path = request.parameters["path"] ?? ""
        let isRecursive = request.query.contains {
            $0.name == "recursive" && ["true", "True", "1"].contains($0.value)
        }
        let contents = try platform.blobs.contents(of: intake)
        let tree = RepositoryTree(contents)
        guard let entries = tree.entries(below: path, isRecursive: isRecursive) else {
            throw HubProblem.unknownEntry(path, of: intake.project)
        }
        return .json(.array(entries))
    }

    private static let pathCountMax = 10_000

    private func paths(_ request: ServerRequest) async throws -> ServerResponse {
        let intake = try await visible(request)
        let bytes = try await request.body.collect(upTo: 1 << 20)
        let asked: [String]
        if request.headers[.contentType]?.hasPrefix("application/json") == true {
            asked =
                (try? JSON(parsing: bytes))?["paths"]?.arrayValue?.compactMap(\.stringValue) ?? []
        } else {
            let pairs = PercentEncoding.pairs(
                String(decoding: bytes, as: UTF8.self).replacing("+", with: "%20")[...],
                countMax: Self.pathCountMax)
            asked = (pairs ?? []).filter { $0.name == "paths" }.map(\.value)
        }
        guard asked.count <= Self.pathCountMax else {
            throw HubProblem.malformed("at most \(Self.pathCountMax) paths are asked for at once")
        }
        let tree = RepositoryTree(try platform.blobs.contents(of: intake))
        return .json(.array(asked.compactMap(tree.entry)))
    }

    private func refs(_ request: ServerRequest) async throws -> ServerResponse {
        let intakes = try await platform.perform(
            ListIntakes(
                matching: [("source", "hub"), ("project", request.project)], by: request.actor())
        ).intakes
        guard !intakes.isEmpty else { throw HubProblem.unknownRepository(request.project) }
        var seen: Set<String> = []
        let branches = intakes.compactMap { intake -> JSON? in
            guard let ref = intake.ref, seen.insert(ref).inserted else { return nil }
            return [
                "name": .string(ref), "ref": .string("refs/heads/\(ref)"),
                "targetCommit": .string(intake.revision),
            ]
        }
        return .json(["branches": .array(branches), "converts": [], "tags": []])
    }

    private func commits(_ request: ServerRequest) async throws -> ServerResponse {
        let head = try await visible(request)
        var seen: Set<String> = []
        let intakes = try await platform.perform(
            ListIntakes(
                matching: [("source", "hub"), ("project", head.project)], by: request.actor())
        ).intakes.drop { $0.revision != head.revision }
        return .json(
            .array(
                intakes.filter { seen.insert($0.revision).inserted }.map { intake in
                    [
                        "authors": [], "date": .string(intake.at.description),
                        "id": .string(intake.revision), "message": "",
                        "title": .string(intake.version.description),
                    ]
                }))
    }
}

// Which version an address means, and whether it may be used.
extension HubRoutes {
    /// What is at the address, where the caller may see it; from upstream when it is not here.
    private func found(_ request: ServerRequest) async throws -> Intake {
        let project = request.project
        let revision = request.parameters["revision"] ?? "main"
        let place: FindIntake.Place =
            IntakeOffer.isCommit(revision) ? .revision(revision) : .ref(revision)
        let actor = try request.actor()
        if let intake = try await platform.perform(
            FindIntake(source: .hub, project: project, place: place, by: actor))
        {
            return intake
        }
        if let mirror,
            let intake = try await mirror.intake(
                of: project, at: revision, by: actor, on: platform)
        {
            return intake
        }
        let any = try await platform.perform(
            FindIntake(source: .hub, project: project, place: .newest, by: actor))
        throw any == nil
            ? HubProblem.unknownRepository(project)
            : HubProblem.unknownRevision(revision, of: project)
    }

    /// - Throws: A refusal when the version may not be used.
    func admitted(_ request: ServerRequest) async throws -> Intake {
        let intake = try await found(request)
        try await platform.perform(
            AdmitVersion(version: intake.version, site: request.site, by: request.actor()))
        return intake
    }

    /// What a list of files may be shown of: who may add to the repository sees what is in it.
    private func visible(_ request: ServerRequest) async throws -> Intake {
        let intake = try await found(request)
        let makers = try request.actor().workspaces(for: .registerVersion)
        if !makers.contains(intake.workspace) {
            try await platform.perform(
                AdmitVersion(version: intake.version, site: request.site, by: request.actor()))
        }
        return intake
    }
}
