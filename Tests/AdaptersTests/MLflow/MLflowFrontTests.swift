import Governance
import HTTPServer
import HTTPTypes
import Ledger
import Operations
import Testing
import Tracking
import Transparency

@testable import Adapters

@Suite struct MLflowFrontTests {
    private static let api = "/api/2.0/mlflow/"
    private static let files = "/api/2.0/mlflow-artifacts/artifacts/"
    private static let plain: [String: [UInt8]] = [
        "MLmodel": Array("flavors: {}\n".utf8), "data/weights.txt": Array("1 2 3".utf8),
    ]
    /// A pickle that calls `os.system`.
    private static let pickle = Array("cos\nsystem\n(S'true'\ntR.".utf8)

    private func front(
        _ mlflow: PretendMLflow, policies: [String: String] = [:]
    ) async throws -> TrackedPlatform {
        let by = try PrincipalClaim("ida@example.org")
        return try await TrackedPlatform(policies: policies) {
            MLflowFront(
                platform: $0, server: mlflow,
                native: MLflowRoutes(platform: $0, sender: CapturingSender()).tracked, by: by
            ).routes
        }
    }

    private func champion() -> [String: String] {
        [
            "champion.yaml": """
            policy: champion
            title: Models that answer customers
            applies:
              risk: [low, medium, high]
              to: [champion, production]
            rules:
              - id: purpose
                title: It says what it is for
                require: subject.purpose != ""
                because: nobody can judge a model for no purpose
                remedy: describe the registered model
            fixtures:
              - name: with a purpose
                given: {subject: {purpose: ranks applications}}
                expect: allow
            """
        ]
    }

    private func place(_ name: String) -> String { "0/models/m-\(name)1/artifacts" }

    @Test func `what is asked is passed on, and what comes back is given, without credentials`()
        async throws
    {
        let mlflow = PretendMLflow()
        mlflow.with {
            $0.headers += [
                ("Set-Cookie", "a=b"), ("X-Kept", "yes"), ("Connection", "X-Own"),
                ("X-Own", "no"), ("Access-Control-Allow-Origin", "*"),
                ("Content-Security-Policy", "script-src *"),
            ]
        }
        let server = try await front(mlflow)
        let answer = await server.ask(
            .post, Self.api + "runs/log-metric?x=a%20b", ["key": "loss"],
            headers: [
                "Cookie": "s=1", "X-Kept": "yes", "Origin": "http://localhost",
                "X-MLflow-Workspace": "other", "Connection": "X-Hop", "X-Hop": "1",
            ])
        #expect(answer.status == 200 && answer.json == ["passed": true])
        #expect(answer.headers[.setCookie] == nil)
        #expect(answer.headers[.contentSecurityPolicy] == "sandbox")
        let names = Set(answer.headers.map(\.name.canonicalName))
        #expect(names.contains("x-kept") && !names.contains("x-own"))
        #expect(!names.contains("access-control-allow-origin"))
        let asked = try #require(mlflow.with { $0.asked.last })
        #expect(asked.line == "POST /api/2.0/mlflow/runs/log-metric?x=a%20b")
        #expect(asked.json == ["key": "loss"])
        #expect(Set(asked.headers.keys) == ["x-kept"])
    }

    @Test func `each route asks for its permission where the other server's things are`()
        async throws
    {
        let mlflow = PretendMLflow()
        mlflow.add("credit", files: Self.plain)
        let server = try await front(mlflow)
        let asked: [(HTTPRequest.Method, String, JSON?, String?, Int)] = [
            (.post, "runs/log-metric", [:], "vera viewer", 403),
            (.get, "runs/get?run_id=1", nil, "vera viewer", 200),
            (.get, "runs/get?run_id=1", nil, "bob viewer@bank", 403),
            (.post, "runs/log-metric", [:], "bob contributor@bank", 403),
            (.get, "model-versions/search", nil, "bob viewer@bank", 403),
            (.get, "model-versions/get?name=credit&version=1", nil, "bob viewer@bank", 403),
            (
                .post, "model-versions/create", ["name": "credit", "source": "s"], "vera viewer",
                403
            ),
            (.get, "runs/get?run_id=1", nil, nil, 401),
            (.get, "users/list", nil, "tom contributor", 404),
            (.post, "webhooks", [:], "tom contributor", 404),
        ]
        for (method, path, body, caller, status) in asked {
            let before = mlflow.lines.count
            let answer = await server.ask(method, Self.api + path, body, by: caller)
            #expect(answer.status == status, "\(path) by \(caller ?? "nobody")")
            #expect((mlflow.lines.count > before) == (status == 200), "\(path)")
        }
    }

    @Test func `a version is registered with its bytes while its client waits`() async throws {
        let mlflow = PretendMLflow()
        mlflow.add("credit", files: Self.plain)
        mlflow.with { $0.versions = [:] }
        let server = try await front(mlflow)
        let made = await server.ask(
            .post, Self.api + "model-versions/create",
            ["name": "credit", "source": .string("mlflow-artifacts:/" + place("credit"))])
        #expect(made.json["model_version"]?["status"] == "READY", "\(made.text)")
        let name = try #require(VersionName("model:credit@1"))
        let shown = try await server.platform.perform(
            ShowVersion(version: name, to: "production", by: .claimed(.somebody)))
        #expect(shown.dossier.version.composition.parts.map(\.role) == [.weights])
        let file = await server.ask(.get, Self.files + place("credit") + "/data/weights.txt")
        #expect(file.status == 200 && file.text == "1 2 3")
    }

    @Test func `a dangerous file makes a version failed, wherever it is asked for`() async throws {
        let mlflow = PretendMLflow()
        mlflow.add("evil", files: ["model.pkl": Self.pickle])
        let server = try await front(mlflow)
        let unseen = await server.ask(.get, Self.api + "model-versions/search")
        #expect(unseen.json["model_versions"]?[0]?["status"] == "PENDING_REGISTRATION")
        for path in ["model-versions/get?name=evil&version=1", "model-versions/search"] {
            let json = await server.ask(.get, Self.api + path).json
            let version = json["model_version"] ?? json["model_versions"]?[0] ?? .null
            #expect(version["status"] == "FAILED_REGISTRATION")
            #expect(version["status_message"]?.stringValue?.contains("model.pkl") == true)
        }
        let uri = await server.ask(
            .get, Self.api + "model-versions/get-download-uri?name=evil&version=1")
        #expect(uri.status == 403)
        let alias = await server.ask(
            .post, Self.api + "registered-models/alias",
            ["name": "evil", "alias": "any", "version": "1"])
        #expect(alias.status == 403 && mlflow.with { $0.aliases } == [:])
    }

    @Test func `a guarded alias asks the gate before the other server hears of it`() async throws {
        let mlflow = PretendMLflow()
        mlflow.add("credit", files: Self.plain)
        let server = try await front(mlflow, policies: champion())
        let alias: JSON = ["name": "credit", "alias": "Champion", "version": "1"]
        let stage: JSON = ["name": "credit", "version": "1", "stage": "Production"]
        let refused = await server.ask(.post, Self.api + "registered-models/alias", alias)
        #expect(refused.status == 403 && refused.code == "PERMISSION_DENIED")
        #expect(refused.text.contains("describe the registered model"))
        let moved = await server.ask(.post, Self.api + "model-versions/transition-stage", stage)
        #expect(moved.status == 403)
        #expect(mlflow.with { $0.aliases } == [:])
        #expect(mlflow.with { $0.versions["credit/1"]?["current_stage"] } == "None")
        mlflow.with { $0.descriptions["credit"] = "sizes credit" }
        #expect(
            await server.ask(.post, Self.api + "registered-models/alias", alias).status == 200)
        #expect(mlflow.with { $0.aliases } == ["credit/Champion": "1"])
        let meant = await server.ask(
            .get, Self.api + "registered-models/alias?name=credit&alias=Champion")
        #expect(meant.json["model_version"]?["version"] == "1", "\(meant.text)")
        let done = await server.ask(.post, Self.api + "model-versions/transition-stage", stage)
        #expect(done.json["model_version"]?["current_stage"] == "Production", "\(done.text)")
    }

    @Test func `an alias that was set behind leads to nothing that the gate has not allowed`()
        async throws
    {
        let mlflow = PretendMLflow()
        mlflow.add("credit", files: Self.plain)
        mlflow.with { $0.aliases = ["credit/champion": "1", "credit/free": "1"] }
        let server = try await front(mlflow, policies: champion())
        let address = Self.api + "registered-models/alias?name=credit&alias="
        let guarded = await server.ask(.get, address + "champion")
        #expect(guarded.status == 403)
        #expect(guarded.text.contains("set it here, so that the gate is asked"))
        #expect(await server.ask(.get, address + "free").status == 200)
    }

    @Test func `an alias is taken away at both, also when it was set behind`() async throws {
        let mlflow = PretendMLflow()
        mlflow.add("credit", files: Self.plain)
        mlflow.with { $0.aliases = ["credit/behind": "1"] }
        let server = try await front(mlflow)
        let path = Self.api + "registered-models/alias"
        for alias in ["behind", "own"] {
            let own: JSON = ["name": "credit", "alias": "own", "version": "1"]
            #expect(await server.ask(.post, path, own).status == 200)
            let gone: JSON = ["name": "credit", "alias": .string(alias)]
            #expect(await server.ask(.delete, path, gone).status == 200)
            #expect(mlflow.with { $0.aliases["credit/\(alias)"] } == nil)
        }
    }

    @Test func `no spelling of a request is judged as one thing and done as another`() async throws
    {
        let mlflow = PretendMLflow()
        mlflow.add("credit", files: Self.plain)
        let server = try await front(mlflow, policies: champion())
        let twice = #"{"name":"credit","version":"1","alias":"champion","alias":"free"}"#
        _ = await server.ask(
            .post, Self.api + "registered-models/alias?alias=champion", bytes: Array(twice.utf8))
        #expect(mlflow.with { $0.aliases["credit/champion"] } == nil)
        _ = await server.ask(
            .get, Self.api + "model-versions/get?name=other&name=credit&version=9&version=1")
        let line = mlflow.lines.first { $0.contains("model-versions/get?") }
        #expect(line == "GET /api/2.0/mlflow/model-versions/get?name=credit&version=1")
    }

    @Test func `files of a version are given out as they were judged`() async throws {
        let mlflow = PretendMLflow()
        mlflow.add("credit", files: Self.plain)
        let server = try await front(mlflow)
        _ = await server.ask(.get, Self.api + "model-versions/get?name=credit&version=1")
        let file = Self.files + place("credit") + "/MLmodel"
        let path = place("credit")
        mlflow.with {
            $0.files[path + "/MLmodel"] = Array("other".utf8)
            $0.files[path + "/later.py"] = Array("print()".utf8)
            $0.files["0/run/artifacts/plot.txt"] = Array("plot".utf8)
        }
        #expect(await server.ask(.get, file).text == "flavors: {}\n")
        let later = await server.ask(.get, Self.files + path + "/later.py")
        #expect(later.status == 403 && later.text.contains("register it as a new version"))
        #expect(await server.ask(.put, file, bytes: [1]).status == 403)
        #expect(await server.ask(.get, Self.files + "0/run/artifacts/plot.txt").text == "plot")
        let upload = Self.files + "0/run/artifacts/new.bin"
        #expect(await server.ask(.put, upload, bytes: [1, 2]).status == 200)
        #expect(mlflow.with { $0.files["0/run/artifacts/new.bin"] } == [1, 2])
    }

    @Test func `what was recalled is given to nobody, and what is released is not deleted`()
        async throws
    {
        let mlflow = PretendMLflow()
        mlflow.add("credit", files: Self.plain)
        mlflow.with { $0.descriptions["credit"] = "sizes credit" }
        let server = try await front(mlflow, policies: champion())
        let alias: JSON = ["name": "credit", "alias": "champion", "version": "1"]
        #expect(
            await server.ask(.post, Self.api + "registered-models/alias", alias).status == 200)
        let version: JSON = ["name": "credit", "version": "1"]
        let kept = await server.ask(.delete, Self.api + "model-versions/delete", version)
        #expect(kept.status == 403 && mlflow.with { $0.versions["credit/1"] } != nil)
        _ = try await RecallVersions(
            versions: [#require(VersionName("model:credit@1"))], because: "consent withdrawn",
            by: .claimed(PrincipalClaim("ruth@example.org:risk-reviewer"))
        ).run(on: server.platform)
        for path in [
            Self.api + "model-versions/get-download-uri?name=credit&version=1",
            Self.api + "registered-models/alias?name=credit&alias=champion",
            "/model-versions/get-artifact?name=credit&version=1&path=MLmodel",
            Self.files + place("credit") + "/MLmodel",
        ] {
            let answer = await server.ask(.get, path)
            #expect(answer.status == 403, "\(path)")
            #expect(answer.text.contains("consent withdrawn"), "\(path): \(answer.text)")
        }
        let again = await server.ask(
            .post, Self.api + "model-versions/create",
            ["name": "again", "source": "models:/credit/1"])
        #expect(again.status == 403)
        #expect(mlflow.with { !$0.versions.keys.contains { $0.hasPrefix("again") } })
        let gone = await server.ask(.delete, Self.api + "model-versions/delete", version)
        #expect(gone.status == 200 && mlflow.with { $0.versions["credit/1"] } == nil)
    }

    @Test func `a number that is given again is another version`() async throws {
        let mlflow = PretendMLflow()
        mlflow.add("credit", files: Self.plain)
        let server = try await front(mlflow)
        _ = await server.ask(.get, Self.api + "model-versions/get?name=credit&version=1")
        let path = place("credit")
        mlflow.with {
            $0.versions["credit/1"]?["creation_timestamp"] = 1_790_000_009_000
            $0.files[path + "/model.pkl"] = Self.pickle
        }
        let again = await server.ask(.get, Self.api + "model-versions/get?name=credit&version=1")
        #expect(again.json["model_version"]?["status"] == "FAILED_REGISTRATION", "\(again.text)")
    }
}
