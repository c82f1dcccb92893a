import Governance
import HTTPServer
import HTTPTypes
import Ledger
import Operations
import Testing
import Transparency

@testable import Adapters

@Suite struct MLflowRoutesTests {
    private static let api = "/api/2.0/mlflow/"

    @Test func `what is refused is said in the words of MLflow`() async throws {
        let server = try await TrackedPlatform()
        let run = await server.run()
        let table: [(HTTPRequest.Method, String, [UInt8], String?, Int, String)] = [
            (.post, "runs/create", Array("{".utf8), "tom contributor", 400, "BAD_REQUEST"),
            (.post, "runs/create", [], nil, 401, "UNAUTHENTICATED"),
            (.post, "runs/create", [], "eve viewer", 403, "PERMISSION_DENIED"),
            (.get, "runs/get?run_id=\(run)", [], "gus gateway-client", 403, "PERMISSION_DENIED"),
            (.get, "runs/get?run_id=x", [], "tom contributor", 404, "RESOURCE_DOES_NOT_EXIST"),
            (.get, "runs/get", [], "tom contributor", 400, "INVALID_PARAMETER_VALUE"),
            (.post, "nothing/here", [], "tom contributor", 404, "ENDPOINT_NOT_FOUND"),
            (.delete, "runs/create", [], "tom contributor", 405, "ENDPOINT_NOT_FOUND"),
        ]
        for (method, path, body, caller, status, code) in table {
            let answer = await server.ask(method, Self.api + path, bytes: body, by: caller)
            #expect(answer.status == status, "\(path)")
            #expect(answer.code == code, "\(path)")
        }
    }

    @Test func `a name that is taken is 400, as clients expect`() async throws {
        let server = try await TrackedPlatform()
        for status in [200, 400] {
            let answer = await server.ask(
                .post, Self.api + "experiments/create", ["name": "a"])
            #expect(answer.status == status)
            #expect(answer.code == (status == 400 ? "RESOURCE_ALREADY_EXISTS" : nil))
        }
    }

    @Test func `every route states who may, and answers programs of others in their words`()
        async throws
    {
        let server = try await TrackedPlatform()
        for route in MLflowRoutes(
            platform: server.platform, sender: CapturingSender()
        ).routes {
            switch route.access {
            case .open(let reason): #expect(!reason.isEmpty)
            case .permission(let permission):
                let isOfWebhooks = route.path.text.contains("/mlflow/webhooks")
                #expect(
                    isOfWebhooks
                        ? permission == .manageWebhooks
                        : [.readRuns, .logRuns].contains(permission))
                #expect(route.audience == .others(MLflowProblem.phrasing))
            case .signedIn: Issue.record("\(route.path.text) is for whoever is signed in")
            }
        }
    }

    @Test func `another workspace's runs are not there, on any route`() async throws {
        let server = try await TrackedPlatform()
        let owner = "ann contributor@bank"
        let created = await server.ask(
            .post, Self.api + "experiments/create", ["name": "e"], by: owner)
        let experiment = try #require(created.json["experiment_id"]?.stringValue)
        let run = await server.run(in: experiment, by: owner)
        let file = "/api/2.0/mlflow-artifacts/artifacts/\(experiment)/\(run)/artifacts/a.txt"
        #expect(await server.ask(.put, file, bytes: [1, 2], by: owner).status == 200)
        let model = await server.ask(
            .post, Self.api + "logged-models", ["experiment_id": .string(experiment)], by: owner)
        let id = try #require(model.json["model"]?["info"]?["model_id"]?.stringValue)
        let stranger = "eve contributor@shop"
        let id2: JSON = .string(run)
        let asked: [(HTTPRequest.Method, String, JSON?)] = [
            (.get, Self.api + "experiments/get?experiment_id=\(experiment)", nil),
            (.get, Self.api + "experiments/get-by-name?experiment_name=e", nil),
            (
                .post, Self.api + "experiments/update",
                ["experiment_id": .string(experiment), "new_name": "x"]
            ),
            (.post, Self.api + "experiments/delete", ["experiment_id": .string(experiment)]),
            (.get, Self.api + "runs/get?run_id=\(run)", nil),
            (.post, Self.api + "runs/create", ["experiment_id": .string(experiment)]),
            (.post, Self.api + "runs/update", ["run_id": id2, "status": "FINISHED"]),
            (.post, Self.api + "runs/delete", ["run_id": id2]),
            (.post, Self.api + "runs/log-batch", ["run_id": id2]),
            (.post, Self.api + "runs/set-tag", ["run_id": id2, "key": "a", "value": "b"]),
            (.post, Self.api + "runs/log-inputs", ["run_id": id2]),
            (.post, Self.api + "runs/outputs", ["run_id": id2]),
            (.get, Self.api + "metrics/get-history?run_id=\(run)&metric_key=m", nil),
            (.get, Self.api + "artifacts/list?run_id=\(run)", nil),
            (.get, "/get-artifact?run_id=\(run)&path=a.txt", nil),
            (.get, Self.api + "logged-models/\(id)", nil),
            (.delete, Self.api + "logged-models/\(id)", nil),
            (.patch, Self.api + "logged-models/\(id)/tags", ["tags": []]),
            (.get, file, nil), (.put, file, nil), (.delete, file, nil),
        ]
        for (method, path, body) in asked {
            let answer = await server.ask(method, path, body, by: stranger)
            #expect(answer.status == 404, "\(method) \(path)")
        }
        let searches: [(String, JSON, String)] = [
            ("runs/search", ["experiment_ids": [.string(experiment)]], "runs"),
            ("logged-models/search", ["experiment_ids": [.string(experiment)]], "models"),
            ("experiments/search", ["view_type": "ALL"], "experiments"),
            (
                "experiments/search-datasets", ["experiment_ids": [.string(experiment)]],
                "dataset_summaries"
            ),
        ]
        for (path, body, name) in searches {
            let answer = await server.ask(.post, Self.api + path, body, by: stranger)
            #expect(answer.json[name] == [], "\(path)")
        }
        #expect(await server.ask(.get, file, by: owner).body == [1, 2])
    }

    @Test(arguments: [
        "..%2f..%2fetc%2fpasswd", "%2e%2e/x", "a/../../x", "a%5c..%5cx", "%252e%252e/x", "a//b",
        "./x", "a%00b",
    ])
    func `no spelling of a path leads out of a run`(_ spelling: String) async throws {
        let server = try await TrackedPlatform()
        let folder = "/api/2.0/mlflow-artifacts/artifacts/0/r/artifacts/"
        for method in [HTTPRequest.Method.get, .put, .delete] {
            let answer = await server.ask(method, folder + spelling, bytes: [1])
            #expect(answer.status == 400, "\(method) \(spelling)")
        }
        let run = await server.run()
        let listed = await server.ask(
            .get, Self.api + "artifacts/list?run_id=\(run)&path=\(spelling)")
        #expect(listed.status == 400)
    }

    @Test func `a file is saved by a browser, never shown`() async throws {
        let server = try await TrackedPlatform()
        let file = "/api/2.0/mlflow-artifacts/artifacts/0/r/artifacts/page.html"
        let page = Array("<script>alert(1)</script>".utf8)
        #expect(await server.ask(.put, file, bytes: page).status == 200)
        let answer = await server.ask(.get, file)
        #expect(answer.body == page)
        #expect(answer.headers[.contentSecurityPolicy] == "sandbox")
        #expect(answer.headers[.contentDisposition] == "attachment; filename=\"page.html\"")
        #expect(answer.headers[.contentType] == "application/octet-stream")
        let tag = try #require(answer.headers[.eTag])
        #expect(await server.ask(.get, file, headers: ["If-None-Match": tag]).status == 304)
        let part = await server.ask(.get, file, headers: ["Range": "bytes=1-6"])
        #expect(part.status == 206)
        #expect(part.body == Array("script".utf8))
    }

    @Test func `a run that ends is recorded once, with the digest of what it logged`() async throws
    {
        let server = try await TrackedPlatform()
        let run = await server.run()
        let before = try await server.platform.store.head().size
        for _ in 0..<2 {
            let answer = await server.ask(
                .post, Self.api + "runs/update",
                ["run_id": .string(run), "status": "FINISHED", "end_time": 5])
            #expect(answer.json["run_info"]?["status"] == "FINISHED")
        }
        #expect(try await server.platform.store.head().size == before + 1)
        let bytes = try #require(
            try await server.platform.store.records(in: before..<(before + 1)).first)
        let body = try JSON(parsing: bytes)["body"]
        #expect(body?["run"] == .string(run))
        #expect(body?["status"] == "finished")
        #expect(body?["digest"]?.stringValue?.hasPrefix("sha256:") == true)
    }

    @Test func `a viewer sees runs and logs nothing`() async throws {
        let server = try await TrackedPlatform()
        let run = await server.run()
        let viewer = "eve viewer"
        #expect(
            await server.ask(.get, Self.api + "runs/get?run_id=\(run)", by: viewer).status == 200)
        let refused = await server.ask(
            .post, Self.api + "runs/log-batch", ["run_id": .string(run)], by: viewer)
        #expect(refused.status == 403)
        #expect(refused.code == "PERMISSION_DENIED")
    }
}
