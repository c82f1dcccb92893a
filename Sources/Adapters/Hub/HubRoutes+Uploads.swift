import Governance
import HTTPServer
import HTTPTypes
import NIOCore
import Operations
import Transparency

// How repositories begin and change.
extension HubRoutes {
    var uploadRoutes: [Route] {
        [
            route(.post, "/api/repos/create", .registerVersion, create),
            route(.post, "/api/validate-yaml", .registerVersion, bodyByteCountMax: 2 << 20, check),
        ]
            + repository(
                .post, "/api/models/", "/preupload/{revision}", .registerVersion,
                bodyByteCountMax: 4 << 20, prepare)
            + repository(
                .post, "/api/models/", "/commit/{revision}", .registerVersion,
                bodyByteCountMax: Self.commitByteCountMax, commit)
            + repository(
                .get, "/api/models/", "/xet-write-token/{revision}", .registerVersion
            ) { _ in
                throw Failure.fault(
                    "unknown_address",
                    "this server takes files as they are: set HF_HUB_DISABLE_XET=1")
            }
    }

    /// A repository begins with its first commit; that its name is free is all there is to say.
    private func create(_ request: ServerRequest) async throws -> ServerResponse {
        let body = try await Self.object(request, upTo: 64 << 10)
        let kind = body["type"]?.stringValue ?? "model"
        guard kind == "model" else {
            throw HubProblem.malformed("this server has models only, no \(kind)s")
        }
        let steps = [body["organization"], body["name"]].compactMap { $0?.stringValue }
        let project = steps.joined(separator: "/")
        try Failure.checkProject(project)
        let actor = try request.actor()
        _ = try await HubPlace(project: project, by: actor).workspace(on: platform)
        let members: [String: JSON] = [
            "id": .string(project), "name": .string(project),
            "url": .string("\(request.site)/\(project)"),
        ]
        let known = try await platform.perform(
            FindIntake(source: .hub, project: project, place: .newest, by: actor))
        guard known == nil else {
            let said = "You already created this model repo"
            return .json(
                .object(members.merging(["error": .string(said)]) { $1 }), status: 409)
        }
        return .json(.object(members))
    }

    /// The card is read again when it is committed; what is wrong with it then is said here.
    private func check(_ request: ServerRequest) async throws -> ServerResponse {
        let body = try await Self.object(request, upTo: 2 << 20)
        let complaint = ReadmeCheck.complaint(body["content"]?.stringValue ?? "")
        let errors = complaint.map { [["message": .string($0)] as JSON] } ?? []
        return .json(
            ["errors": .array(errors), "warnings": []], status: errors.isEmpty ? 200 : 400)
    }

    /// Each file has its own limit besides.
    private static let commitByteCountMax = 1 << 42

    private static let preparedCountMax = 10_000

    /// How each file is to be sent: clients from 2.0 on have no way for large files but Xet, so that
    /// they send all of them in the commit.
    private func prepare(_ request: ServerRequest) async throws -> ServerResponse {
        let body = try await Self.object(request, upTo: 4 << 20)
        try Failure.checkProject(request.project)
        let actor = try request.actor()
        _ = try await HubPlace(project: request.project, by: actor).workspace(on: platform)
        let asked = body["files"]?.arrayValue ?? []
        guard asked.count <= Self.preparedCountMax else {
            throw HubProblem.malformed("at most \(Self.preparedCountMax) files are sent at once")
        }
        let head = try await platform.perform(
            FindIntake(
                source: .hub, project: request.project,
                place: .ref(request.parameters["revision"] ?? "main"), by: actor))
        let known = try head.map { try platform.blobs.contents(of: $0).files } ?? []
        let tags = Dictionary(known.map { ($0.path, $0.tag) }) { first, _ in first }
        let takesLarge = !(request.headers[.userAgent] ?? "").sendsLargeFilesByXet
        let files = asked.compactMap { file -> JSON? in
            guard let path = file["path"]?.stringValue else { return nil }
            let isLarge = takesLarge && (file["size"]?.intValue ?? 0) >= GitBlob.largeByteCountMin
            return [
                "oid": tags[path].map(JSON.string) ?? .null, "path": .string(path),
                "shouldIgnore": false, "uploadMode": isLarge ? "lfs" : "regular",
            ]
        }
        return .json(["files": .array(files)])
    }

    private func commit(_ request: ServerRequest) async throws -> ServerResponse {
        try Failure.checkProject(request.project)
        let actor = try request.actor()
        // Who may not is told before a byte was taken.
        _ = try await HubPlace(project: request.project, by: actor).workspace(on: platform)
        guard !request.query.contains(where: { $0.name == "create_pr" && $0.value == "1" }) else {
            throw HubProblem.malformed("this server has no pull requests; commit to a branch")
        }
        let sent = try await CommitBody(platform: platform, by: actor).received(request.body)
        let taken = try await platform.perform(
            CommitToHub(
                project: request.project, ref: request.parameters["revision"] ?? "main",
                parent: sent.parent, changes: sent.changes, by: actor))
        let commit = taken.intake.revision
        return .json([
            "commitOid": .string(commit),
            "commitUrl": .string("\(request.site)/\(request.project)/commit/\(commit)"),
            "hookOutput": "", "success": true,
        ])
    }

    static func object(_ request: ServerRequest, upTo byteCountMax: Int) async throws -> JSON {
        let bytes = try await request.body.collect(upTo: byteCountMax)
        let limits = JSONLimits(byteCountMax: byteCountMax, depthMax: 32, valueCountMax: 1 << 18)
        guard let json = try? JSON(parsing: bytes, limits: limits), json.objectValue != nil else {
            throw HubProblem.malformed("the body is no JSON object")
        }
        return json
    }
}

extension String {
    /// Clients from 2.0 on ask for Xet where they are told to send a file as a large one.
    fileprivate var sendsLargeFilesByXet: Bool {
        guard let start = firstRange(of: "hf_hub/") else { return false }
        let major = self[start.upperBound...].prefix { $0.isNumber }
        return (Int(major) ?? 0) >= 2
    }
}

extension Failure {
    /// - Throws: A fault for a name that no repository can have.
    static func checkProject(_ project: String) throws(Failure) {
        let offer = IntakeOffer(
            source: .hub, project: project, revision: String(repeating: "0", count: 40))
        do { try offer.check() } catch {
            throw HubProblem.malformed("`\(project.prefix(100))` is no name of a repository")
        }
    }
}
