import Governance
import HTTPTypes
import Ledger
import Operations
import Testing
import Tracking
import Transparency

@testable import Adapters

@Suite struct MLflowImportTests {
    private static let api = "/api/2.0/mlflow/"

    /// A server with an experiment of two runs, and a model with one version.
    private func history() -> PretendMLflow {
        let mlflow = PretendMLflow()
        mlflow.add("credit", files: ["MLmodel": [1], "data/w.bin": [2, 3]], run: "a1")
        let stated: JSON = .object(mlflow.with { $0.versions["credit/1"] } ?? [:])
        let metric: JSON = ["key": "loss", "value": 0.5, "timestamp": 5, "step": 1]
        mlflow.with { state in
            state.pages = [
                "experiments/search": [
                    ["experiments": [["experiment_id": "0", "name": "Default"]]],
                    ["experiments": [["experiment_id": "7", "name": "loans"]]],
                ],
                "runs/search": [
                    ["runs": [self.run("a1", status: "FINISHED", metrics: [metric])]],
                    ["runs": [self.run("b2", status: "RUNNING", metrics: [])]],
                ],
                "metrics/get-history": [
                    ["metrics": [["key": "loss", "value": "NaN", "timestamp": 4]]],
                    ["metrics": [metric]],
                ],
                "registered-models/search": [
                    [
                        "registered_models": [
                            [
                                "name": "credit", "description": "",
                                "aliases": [["alias": "champion", "version": "1"]],
                            ]
                        ]
                    ]
                ],
                "model-versions/search": [["model_versions": [stated]]],
            ]
        }
        return mlflow
    }

    private func run(_ id: String, status: JSON, metrics: [JSON]) -> JSON {
        [
            "info": [
                "run_id": .string(id), "run_name": "calm", "status": status, "start_time": 10,
                "end_time": 20, "lifecycle_stage": "active", "user_id": "tom",
            ],
            "data": [
                "metrics": .array(metrics), "params": [["key": "depth", "value": "3"]],
                "tags": [["key": "team", "value": "risk"]],
            ],
            "inputs": [
                "dataset_inputs": [
                    [
                        "dataset": [
                            "name": "census", "digest": "0a1b", "source_type": "local",
                            "source": "{}",
                        ]
                    ]
                ]
            ],
        ]
    }

    private func importing(
        _ mlflow: PretendMLflow, into server: TrackedPlatform
    ) async throws -> MLflowImport.Summary {
        try await MLflowImport(
            platform: server.platform, server: mlflow, workspace: .standard,
            by: .claimed(PrincipalClaim("ida@example.org")), progress: { _ in }
        ).run()
    }

    @Test func `what the other server has is here, under the same names`() async throws {
        let server = try await TrackedPlatform()
        let summary = try await importing(history(), into: server)
        #expect(summary.experiments == .init(found: 2, new: 1))
        #expect(summary.runs == .init(found: 4, new: 2))
        #expect(summary.versions == .init(found: 1, new: 1))
        #expect(summary.aliases == .init(found: 1, new: 1))
        #expect(summary.notes == [])
        let run = await server.ask(.get, Self.api + "runs/get?run_id=a1").json["run"]
        #expect(run?["info"]?["status"] == "FINISHED" && run?["info"]?["end_time"] == 20)
        #expect(run?["data"]?["params"] == [["key": "depth", "value": "3"]])
        #expect(run?["inputs"]?["dataset_inputs"]?[0]?["dataset"]?["name"] == "census")
        let history = await server.ask(
            .get, Self.api + "metrics/get-history?run_id=a1&metric_key=loss")
        #expect(history.json["metrics"]?.arrayValue?.count == 2)
        let version = await server.ask(
            .get, Self.api + "registered-models/alias?name=credit&alias=champion"
        ).json["model_version"]
        #expect(version?["status"] == "READY" && version?["run_id"] == "a1")
        let uri =
            await server.ask(
                .get, Self.api + "model-versions/get-download-uri?name=credit&version=1"
            ).json["artifact_uri"]?.stringValue ?? ""
        let file =
            "/api/2.0/mlflow-artifacts/artifacts/" + uri.dropFirst("mlflow-artifacts:/".count)
            + "/data/w.bin"
        #expect(await server.ask(.get, file).body == [2, 3])
        #expect(try await server.platform.store.row(.versions, "model:credit@1") != nil)
    }

    @Test func `twice is as once, and what is new there comes along`() async throws {
        let server = try await TrackedPlatform()
        let mlflow = history()
        _ = try await importing(mlflow, into: server)
        let revision = try await server.platform.revision()
        let again = try await importing(mlflow, into: server)
        for count in [
            again.experiments, again.runs, again.models, again.versions, again.aliases,
        ] {
            #expect(count.found > 0 && count.new == 0)
        }
        #expect(try await server.platform.revision() == revision)
        let grown = run("c3", status: "FAILED", metrics: [])
        mlflow.with { $0.pages["runs/search"]?.append(["runs": [grown]]) }
        #expect(try await importing(mlflow, into: server).runs.new == 1)
    }

    @Test func `what was broken off is gone on with`() async throws {
        let server = try await TrackedPlatform()
        let mlflow = history()
        mlflow.with { $0.lies["metrics/get-history"] = (500, []) }
        await #expect(throws: Failure.self) { try await importing(mlflow, into: server) }
        let half = await server.ask(.get, Self.api + "runs/get?run_id=a1").json["run"]
        #expect(half?["info"]?["status"] == "RUNNING")
        mlflow.with { $0.lies = [:] }
        let summary = try await importing(mlflow, into: server)
        #expect(summary.runs.new == 1)
        let whole = await server.ask(.get, Self.api + "runs/get?run_id=a1").json["run"]
        #expect(whole?["info"]?["status"] == "FINISHED")
        #expect(whole?["data"]?["metrics"]?.arrayValue?.count == 1)
    }

    @Test func `an alias that a policy guards asks the gate, and what it says is told`()
        async throws
    {
        let policy = """
            policy: champion
            title: Models that answer customers
            applies:
              risk: [low, medium, high]
              to: [champion]
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
        let server = try await TrackedPlatform(policies: ["champion.yaml": policy])
        let summary = try await importing(history(), into: server)
        #expect(summary.aliases == .init())
        #expect(summary.notes.count == 1)
        #expect(summary.notes.first?.hasPrefix("alias `champion` of `credit`: ") == true)
        #expect(summary.notes.first?.contains("describe the registered model") == true)
    }

    @Test(arguments: [
        "not json", "{\"experiments\": [{}]}", "{\"next_page_token\": \"same\"}",
    ])
    func `an answer that is no MLflow server's ends it in a sentence`(_ text: String) async throws {
        let server = try await TrackedPlatform()
        let mlflow = history()
        mlflow.with { $0.lies["experiments/search"] = (200, Array(text.utf8)) }
        let failure = await #expect(throws: Failure.self) {
            try await importing(mlflow, into: server)
        }
        #expect(failure?.code == "bad_provider")
    }

    @Test func `another version by the same number is left as it is, and is said`() async throws {
        let server = try await TrackedPlatform()
        _ = await server.ask(.post, Self.api + "registered-models/create", ["name": "credit"])
        _ = await server.ask(
            .post, Self.api + "model-versions/create",
            ["name": "credit", "source": "s3://bucket/own"])
        let summary = try await importing(history(), into: server)
        #expect(summary.versions == .init())
        #expect(summary.notes.first?.contains("this server's own") == true, "\(summary.notes)")
        let own = await server.ask(.get, Self.api + "model-versions/get?name=credit&version=1")
        #expect(own.json["model_version"]?["source"] == "s3://bucket/own")
    }
}
