/// What a model that is served over HTTP is asked in.
package enum ModelProtocol: String, Sendable, CaseIterable {
    /// The Open Inference Protocol v2, at `/v2/models/NAME`.
    case openInference = "open-inference"
    /// MLflow's scoring server, at `/invocations`.
    case mlflow

    /// The protocol whose path this is; `nil` when it is neither's.
    static func of(path: String) -> ModelProtocol? {
        let steps = path.split(separator: "/").map(String.init)
        if steps.last == "invocations" { return .mlflow }
        let place = steps.indices.first {
            steps[$0] == "v2" && steps.count > $0 + 2 && steps[$0 + 1] == "models"
        }
        return place == nil ? nil : .openInference
    }
}
