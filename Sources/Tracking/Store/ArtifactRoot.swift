/// Where the files of new experiments are.
package struct ArtifactRoot: Sendable, Equatable {
    /// A URI without a slash at its end.
    package let uri: String
    /// What a path without a scheme is relative to.
    package let workingFolder: String

    /// This server, by the clients' own way of saying so.
    package static let proxyScheme = "mlflow-artifacts:"

    package init(uri: String = "mlflow-artifacts:/", workingFolder: String = "/") {
        self.uri = uri.hasSuffix("/") ? String(uri.dropLast()) : uri
        self.workingFolder = workingFolder
    }

    package func location(ofExperiment id: Int64) -> String { "\(uri)/\(id)" }

    /// What a client stated, with a local path made absolute.
    package func location(stated: String) -> String {
        let text = stated.hasSuffix("/") && stated.count > 1 ? String(stated.dropLast()) : stated
        guard !text.contains(":"), !text.hasPrefix("/") else { return text }
        return workingFolder == "/" ? "/" + text : workingFolder + "/" + text
    }
}
