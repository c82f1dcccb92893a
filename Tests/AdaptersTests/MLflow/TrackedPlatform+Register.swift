import HTTPTypes
import Testing
import Transparency

extension TrackedPlatform {
    /// Logs a model with files and registers it.
    func register(
        _ name: String, _ files: [String: [UInt8]], by caller: String = "tom contributor"
    ) async throws -> JSON {
        let api = "/api/2.0/mlflow/"
        let model = await ask(.post, api + "logged-models", ["experiment_id": "0"], by: caller)
        let id = try #require(model.json["model"]?["info"]?["model_id"]?.stringValue)
        for (path, bytes) in files {
            let address = "/api/2.0/mlflow-artifacts/artifacts/0/models/\(id)/artifacts/\(path)"
            #expect(await ask(.put, address, bytes: bytes, by: caller).status == 200)
        }
        _ = await ask(
            .post, api + "registered-models/create", ["name": .string(name)], by: caller)
        let version = await ask(
            .post, api + "model-versions/create",
            ["name": .string(name), "source": .string("models:/\(id)")], by: caller)
        #expect(version.status == 200, "\(version.json)")
        return version.json["model_version"] ?? .null
    }
}
