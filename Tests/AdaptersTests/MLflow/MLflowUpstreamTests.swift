import Governance
import HTTPServer
import HTTPTypes
import Ledger
import Operations
import Testing
import Tracking
import Transparency

@testable import Adapters

@Suite struct MLflowUpstreamTests {
    private static let api = "/api/2.0/mlflow/"

    private func front(_ mlflow: PretendMLflow) async throws -> TrackedPlatform {
        let by = try PrincipalClaim("ida@example.org")
        return try await TrackedPlatform {
            MLflowFront(
                platform: $0, server: mlflow,
                native: MLflowRoutes(platform: $0, sender: CapturingSender()).tracked, by: by
            ).routes
        }
    }

    @Test(arguments: [
        "not json", "[]", "{}", #"{"model_version":{}}"#, #"{"model_version":[]}"#,
        #"{"model_version":{"name":"m","version":"x","creation_timestamp":1}}"#,
        String(repeating: "[", count: 5_000), "<html><script>alert(1)</script>",
    ])
    func `an answer that is no MLflow server's is said in a sentence`(_ text: String) async throws {
        let mlflow = PretendMLflow()
        mlflow.with { $0.lies["model-versions/get"] = (200, Array(text.utf8)) }
        let server = try await front(mlflow)
        let answer = await server.ask(
            .get, Self.api + "model-versions/get?name=m&version=1")
        #expect(answer.status == 502 && answer.code == "TEMPORARILY_UNAVAILABLE")
        #expect(
            answer.json["message"]?.stringValue?.hasPrefix(
                "the MLflow server http://mlflow.example:5000 answers as no MLflow server does")
                == true, "\(answer.text)")
    }

    @Test(arguments: ["..", ".", "a/b", "/etc", "%2e%2e", "a\\b", ""])
    func `a file's name leads nowhere`(_ name: String) async throws {
        let mlflow = PretendMLflow()
        mlflow.add("m", files: ["MLmodel": [1]])
        let listing: JSON = ["files": [["path": .string(name), "is_dir": true]]]
        mlflow.with { $0.lies["mlflow-artifacts/artifacts"] = (200, listing.canonicalBytes) }
        let server = try await front(mlflow)
        let answer = await server.ask(
            .get, Self.api + "model-versions/get?name=m&version=1")
        #expect(answer.json["model_version"]?["status"] == "FAILED_REGISTRATION")
        #expect(mlflow.lines.count { $0.contains("mlflow-artifacts/artifacts") } == 1)
    }

    @Test func `folders in folders without end are too many`() async throws {
        let mlflow = PretendMLflow()
        mlflow.add("m", files: ["MLmodel": [1]])
        let listing: JSON = ["files": [["path": "again", "is_dir": true]]]
        mlflow.with { $0.lies["mlflow-artifacts/artifacts"] = (200, listing.canonicalBytes) }
        let server = try await front(mlflow)
        let answer = await server.ask(
            .get, Self.api + "model-versions/get?name=m&version=1")
        #expect(answer.json["model_version"]?["status"] == "FAILED_REGISTRATION")
        #expect(mlflow.lines.count < 1_000)
    }

    @Test func `what the other server refuses is said as it says it, but not that we may not in`()
        async throws
    {
        let mlflow = PretendMLflow()
        mlflow.add("m", files: ["MLmodel": [1]])
        let refusal: JSON = ["error_code": "INVALID_PARAMETER_VALUE", "message": "no such alias"]
        mlflow.with { $0.lies["registered-models/alias"] = (400, refusal.canonicalBytes) }
        let server = try await front(mlflow)
        let alias: JSON = ["name": "m", "alias": "a", "version": "1"]
        let refused = await server.ask(.post, Self.api + "registered-models/alias", alias)
        #expect(refused.status == 400 && refused.json == refusal)
        for path in ["runs/get?run_id=1", "model-versions/get?name=m&version=1"] {
            mlflow.with {
                $0.lies["runs/get"] = (401, [])
                $0.lies["model-versions/get"] = (401, [])
            }
            let answer = await server.ask(.get, Self.api + path)
            #expect(answer.status == 502)
            #expect(answer.text.contains("does not let this server in"))
        }
    }

    @Test func `files that are elsewhere are a pointer`() async throws {
        let mlflow = PretendMLflow()
        mlflow.add("m", files: [:], source: "s3://bucket/m")
        let server = try await front(mlflow)
        let answer = await server.ask(
            .get, Self.api + "model-versions/get?name=m&version=1")
        #expect(answer.json["model_version"]?["status"] == "READY")
        let shown = try await server.platform.perform(
            ShowVersion(
                version: #require(VersionName("model:m@1")), to: "production",
                by: .claimed(.somebody)))
        #expect(shown.dossier.version.composition.parts.map(\.role) == [.config])
    }
}
