import Foundation
import Governance
import HTTPTypes
import Ledger
import Operations
import Testing
import Tracking
import Transparency

@testable import Adapters

@Suite struct MLflowRoutesModelVersionsTests {
    private static let api = "/api/2.0/mlflow/"

    private static let plain: [String: [UInt8]] = [
        "MLmodel": Array("flavors: {}\n".utf8), "data/weights.json": Array("{}".utf8),
        "requirements.txt": Array("numpy==2.1.0\n".utf8),
    ]

    private func shown(
        _ name: String, on server: TrackedPlatform
    ) async throws -> ShowVersion.Shown {
        try await ShowVersion(
            version: #require(VersionName(name)), to: "production",
            by: .claimed(PrincipalClaim("ann@example.org"))
        ).run(on: server.platform)
    }

    @Test func `a registered model is a version in the ledger, by digests and looked at`()
        async throws
    {
        let server = try await TrackedPlatform()
        let version = try await server.register("Credit Risk", Self.plain)
        #expect(version["status"] == "READY" && version["version"] == "1")
        let shown = try await shown("model:credit-risk@1", on: server)
        #expect(shown.dossier.version.composition.parts.map(\.role) == [.environment, .weights])
        #expect(shown.dossier.evidence.map(\.kind) == [.scanReport])
        #expect(shown.dossier.evidence.first?.grade == .observed)
        #expect(shown.dossier.subject.purpose == "" && shown.dossier.subject.risk == .high)
        #expect(shown.artifacts.first { $0.isFolder }?.fileCount == 3)
    }

    @Test func `a version's file is given, and none above its folder or to who may not read it`()
        async throws
    {
        let server = try await TrackedPlatform()
        _ = try await server.register("Credit Risk", Self.plain)
        let path = "/model-versions/get-artifact?name=Credit%20Risk&version=1&path="
        let file = await server.ask(.get, path + "data/weights.json")
        #expect(file.status == 200 && file.text == "{}")
        for (asked, status) in [("../MLmodel", 400), ("data/other", 404), ("", 400)] {
            let answer = await server.ask(.get, path + asked)
            #expect(answer.status == status, "\(asked)")
        }
        let stranger = await server.ask(.get, path + "MLmodel", by: "eve contributor@shop")
        #expect(stranger.status == 404)
        let gateway = await server.ask(.get, path + "MLmodel", by: "gus gateway-client")
        #expect(gateway.status == 403)
    }

    @Test
    func `a slash too many before a path leads to the path without it, for clients of others`()
        async throws
    {
        let server = try await TrackedPlatform()
        let moved = await server.ask(.get, "//model-versions/get-artifact?name=a", by: nil)
        #expect(moved.status == 308)
        #expect(moved.headers[.location] == "/model-versions/get-artifact?name=a")
        for path in [
            "//elsewhere.example/", "//\\elsewhere.example", "//model-versions/../x",
            "//model-versions//get-artifact",
        ] {
            let answer = await server.ask(.get, path)
            #expect(answer.status == 400 && answer.headers[.location] == nil, "\(path)")
        }
        #expect(await server.ask(.post, "//api/2.0/mlflow/runs/create", [:]).status == 400)
    }

    @Test func `a dangerous file fails the registration, and says where and why`() async throws {
        let server = try await TrackedPlatform()
        var files = Self.plain
        files["model.pkl"] = Array("cos\nsystem\n(S'id'\ntR.".utf8)
        let version = try await server.register("bad", files)
        #expect(version["status"] == "FAILED_REGISTRATION")
        let message = version["status_message"]?.stringValue ?? ""
        #expect(message.contains("model.pkl") && message.contains("system"), "\(message)")
        let uri = await server.ask(
            .get, Self.api + "model-versions/get-download-uri?name=bad&version=1")
        #expect(uri.status == 403 && uri.code == "PERMISSION_DENIED")
        let alias = await server.ask(
            .post, Self.api + "registered-models/alias",
            ["name": "bad", "alias": "trial", "version": "1"])
        #expect(alias.status == 403)
        let stage = await server.ask(
            .post, Self.api + "model-versions/transition-stage",
            ["name": "bad", "version": "1", "stage": "Production"])
        #expect(stage.status == 403)
        // What was found is in the ledger all the same.
        let shown = try await shown("model:bad@1", on: server)
        #expect(shown.dossier.evidence.first?.predicate["dangerous"]?.intValue == 1)
    }

    @Test func `a version that a server was looking at when it ended was not registered`()
        async throws
    {
        let server = try await TrackedPlatform()
        _ = try await server.register("m", Self.plain)
        let tracked = try #require(server.platform.tracking)
        try await tracked.write { session throws(TrackingError) in
            let everywhere = TrackingReach(readable: .all, writable: .all)
            let version = try session.modelVersion("m", 1, within: everywhere)
            try session.finish(
                modelVersion: version.row, as: .pending, message: nil, version: nil, at: 1)
        }
        try await GiveUpOldVersions(isShared: true).run(on: server.platform)
        let path = Self.api + "model-versions/get?name=m&version=1"
        let recent = await server.ask(.get, path).json["model_version"]
        #expect(recent?["status"] == "PENDING_REGISTRATION")
        try await GiveUpOldVersions(isShared: false).run(on: server.platform)
        let version = await server.ask(.get, path).json["model_version"]
        #expect(version?["status"] == "FAILED_REGISTRATION")
        #expect(version?["status_message"]?.stringValue?.contains("register again") == true)
    }

    private static let policy = """
        policy: champions
        title: What may be the champion
        applies: {risk: [low, medium, high], to: [champion]}
        rules:
          - id: purpose
            title: Somebody says what it is for
            require: subject.purpose != ""
            because: nobody can be asked about a system without a purpose
            remedy: describe the registered model

        """

    @Test func `a guarded alias asks the gate, and a refusal names the rule and the next step`()
        async throws
    {
        let server = try await TrackedPlatform()
        let folder = server.platform.policies.folder
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try Data(Self.policy.utf8).write(to: URL(filePath: folder + "/champion.yaml"))
        _ = try await server.register("credit", Self.plain)
        let alias: JSON = ["name": "credit", "alias": "champion", "version": "1"]
        let refused = await server.ask(.post, Self.api + "registered-models/alias", alias)
        #expect(refused.status == 403 && refused.code == "PERMISSION_DENIED")
        let message = refused.json["message"]?.stringValue ?? ""
        for part in ["deny", "purpose", "describe the registered model"] {
            #expect(message.contains(part), "\(message)")
        }
        let none = await server.ask(
            .get, Self.api + "registered-models/alias?name=credit&alias=champion")
        #expect(none.status == 400)
        let free: JSON = ["name": "credit", "alias": "trial", "version": "1"]
        #expect(await server.ask(.post, Self.api + "registered-models/alias", free).status == 200)

        let described = await server.ask(
            .patch, Self.api + "registered-models/update",
            ["name": "credit", "description": "sizes credit"])
        #expect(described.status == 200)
        let set = await server.ask(.post, Self.api + "registered-models/alias", alias)
        #expect(set.status == 200, "\(set.json)")
        let shown = try await shown("model:credit@1", on: server)
        #expect(shown.dossier.subject.purpose == "sizes credit")
        #expect(shown.releases.map(\.to) == ["champion"])
        let meant = await server.ask(
            .get, Self.api + "registered-models/alias?name=credit&alias=champion")
        #expect(meant.json["model_version"]?["version"] == "1")
        #expect(meant.json["model_version"]?["aliases"] == ["champion", "trial"])
        let latest = await server.ask(
            .get, Self.api + "registered-models/alias?name=credit&alias=Latest")
        #expect(latest.json["model_version"]?["version"] == "1")
        _ = await server.ask(
            .patch, Self.api + "registered-models/update",
            ["name": "credit", "description": ""])
        #expect(
            try await self.shown("model:credit@1", on: server).dossier.subject.purpose == "")
    }

    @Test func `what was recalled is given to nobody, by alias, version or path`() async throws {
        let server = try await TrackedPlatform()
        let version = try await server.register("credit", Self.plain)
        let address = Self.api + "model-versions/get-download-uri?name=credit&version=1"
        let uri = await server.ask(.get, address).json["artifact_uri"]?.stringValue ?? ""
        let path = uri.replacingOccurrences(
            of: "mlflow-artifacts:/", with: "/api/2.0/mlflow-artifacts/artifacts/")
        #expect(await server.ask(.get, path + "/MLmodel").status == 200)
        #expect(version["status"] == "READY")
        _ = try await RecallVersions(
            versions: [#require(VersionName("model:credit@1"))], because: "consent withdrawn",
            by: .claimed(PrincipalClaim("ruth@example.org:risk-reviewer"))
        ).run(on: server.platform)
        for asked in [address, path + "/MLmodel"] {
            let answer = await server.ask(.get, asked)
            #expect(answer.status == 403 && answer.code == "PERMISSION_DENIED")
            #expect(answer.json["message"]?.stringValue?.contains("consent withdrawn") == true)
        }
    }

    @Test func `a risk that there is not is refused, and other tags are anybody's who logs`()
        async throws
    {
        let server = try await TrackedPlatform()
        _ = try await server.register("credit", Self.plain)
        for (key, value, status) in [
            ("assay.risk", "enormous", 400), ("assay.risk", "low", 200), ("team", "x", 200),
        ] {
            let answer = await server.ask(
                .post, Self.api + "registered-models/set-tag",
                ["name": "credit", "key": .string(key), "value": .string(value)])
            #expect(answer.status == status, "\(key) \(value)")
        }
        let shown = try await shown("model:credit@1", on: server)
        #expect(shown.dossier.subject.risk == .low)
    }

    @Test func `a prompt is a version too, of a prompt`() async throws {
        let server = try await TrackedPlatform()
        let isPrompt: JSON = ["key": "mlflow.prompt.is_prompt", "value": "true"]
        _ = await server.ask(
            .post, Self.api + "registered-models/create", ["name": "triage", "tags": [isPrompt]])
        let version = await server.ask(
            .post, Self.api + "model-versions/create",
            [
                "name": "triage", "source": "dummy-source",
                "tags": [isPrompt, ["key": "mlflow.prompt.text", "value": "Sort {{mail}}."]],
            ])
        #expect(version.json["model_version"]?["status"] == "READY", "\(version.json)")
        let shown = try await shown("prompt:triage@1", on: server)
        #expect(shown.dossier.version.composition.parts.map(\.role) == [.prompt])
        let usual =
            "registered-models/search?filter=tag.%60mlflow.prompt.is_prompt%60%20!%3D%20'true'"
        let models = await server.ask(.get, Self.api + usual)
        #expect(models.json["registered_models"] == [])
    }

    @Test func `files that are elsewhere are a pointer, and paths lead nowhere`() async throws {
        let server = try await TrackedPlatform()
        _ = await server.ask(.post, Self.api + "registered-models/create", ["name": "m"])
        let far = await server.ask(
            .post, Self.api + "model-versions/create",
            ["name": "m", "source": "s3://bucket/models/m"])
        #expect(far.json["model_version"]?["status"] == "READY")
        let shown = try await shown("model:m@1", on: server)
        #expect(shown.dossier.version.composition.parts.map(\.role) == [.config])
        for source in [
            "/etc/passwd", "file:///etc", "../x", "mlflow-artifacts:/0/../../etc",
            "http://h/a/%2e%2e/%2e%2e/b", "mlflow-artifacts://h/..%252f..%252fx", "s3://",
        ] {
            let answer = await server.ask(
                .post, Self.api + "model-versions/create",
                ["name": "m", "source": .string(source)])
            #expect(answer.status == 400, "\(source)")
            #expect(
                answer.json["message"]?.stringValue?.hasPrefix("Invalid model version source")
                    == true, "\(source)")
        }
    }

    @Test func `another workspace's models are not there, on any route`() async throws {
        let server = try await TrackedPlatform()
        let owner = "ann contributor@bank"
        _ = await server.ask(
            .post, Self.api + "registered-models/create", ["name": "secret"], by: owner)
        _ = await server.ask(
            .post, Self.api + "model-versions/create",
            ["name": "secret", "source": "s3://bucket/m"], by: owner)
        let stranger = "eve contributor@shop"
        let asked: [(HTTPRequest.Method, String, JSON?)] = [
            (.get, "registered-models/get?name=secret", nil),
            (.patch, "registered-models/update", ["name": "secret", "description": "x"]),
            (.post, "registered-models/rename", ["name": "secret", "new_name": "mine"]),
            (.post, "registered-models/set-tag", ["name": "secret", "key": "a", "value": "b"]),
            (.delete, "registered-models/delete", ["name": "secret"]),
            (.get, "model-versions/get?name=secret&version=1", nil),
            (.get, "model-versions/get-download-uri?name=secret&version=1", nil),
            (.post, "model-versions/create", ["name": "secret", "source": "s3://b/m"]),
            (.delete, "model-versions/delete", ["name": "secret", "version": "1"]),
            (.post, "registered-models/alias", ["name": "secret", "alias": "a", "version": "1"]),
        ]
        for (method, path, body) in asked {
            let answer = await server.ask(method, Self.api + path, body, by: stranger)
            #expect(answer.status == 404, "\(path)")
            #expect(answer.code == "RESOURCE_DOES_NOT_EXIST", "\(path)")
        }
        for path in ["registered-models/search", "model-versions/search"] {
            let answer = await server.ask(.get, Self.api + path, by: stranger)
            #expect(answer.status == 200)
            #expect(!answer.json.canonical.contains("secret"))
        }
        // The same name is free there, and is another governed thing.
        let own = await server.ask(
            .post, Self.api + "registered-models/create", ["name": "secret"], by: stranger)
        #expect(own.status == 200)
        _ = await server.ask(
            .post, Self.api + "model-versions/create",
            ["name": "secret", "source": "s3://bucket/other"], by: stranger)
        let subjects = try await server.platform.store.rows(RowQuery("subjects")).rows
        #expect(Set(subjects.map(\.key)).count == 2)
    }

    @Test func `a version comes of its run's code, datasets and models, and leads to its alias`()
        async throws
    {
        let server = try await TrackedPlatform()
        let run = await server.run()
        func send(_ path: String, _ body: [String: JSON]) async {
            let body = body.merging(["run_id": .string(run)]) { $1 }
            #expect(await server.ask(.post, Self.api + path, .object(body)).status == 200)
        }
        let source = [
            ("mlflow.source.git.commit", "0f3cdd82910a"),
            ("mlflow.source.git.repoURL", "https://tom:secret@git.example.org/credit"),
        ]
        await send(
            "runs/log-batch",
            ["tags": .array(source.map { ["key": .string($0), "value": .string($1)] })])
        let plain: JSON = [
            "name": "census", "digest": "0a1b2c3d", "source_type": "local", "source": "{}",
        ]
        let governed: JSON = [
            "name": "zip", "digest": "4e5f", "source_type": "local", "source": "{}",
        ]
        let tag: JSON = ["key": "assay.version", "value": "dataset:zip@3"]
        await send(
            "runs/log-inputs",
            ["datasets": [["dataset": plain], ["dataset": governed, "tags": [tag]]]])
        _ = await server.ask(.post, Self.api + "registered-models/create", ["name": "credit"])
        let made = await server.ask(
            .post, Self.api + "model-versions/create",
            ["name": "credit", "source": "s3://models/credit", "run_id": .string(run)])
        #expect(made.status == 200)
        _ = await server.ask(
            .post, Self.api + "registered-models/alias",
            ["name": "credit", "alias": "blue", "version": "1"])
        func trace(_ of: String, _ way: TraceLineage.Direction) async throws -> LineageTrace {
            try await server.platform.perform(
                TraceLineage(of: of, direction: way, by: .claimed(.somebody)))
        }
        let back = try await trace("model:credit@1", .upstream).items.map(\.reference)
        #expect(back.contains("git:https://git.example.org/credit@0f3cdd82910a"))
        #expect(back.contains("mlflow:census@0a1b2c3d") && back.contains("dataset:zip@3"))
        let ahead = try await trace("mlflow:census@0a1b2c3d", .downstream)
        #expect(ahead.versions.map(\.name.description) == ["model:credit@1"])
        #expect(ahead.deployments.map(\.place) == ["blue"])
    }
}
