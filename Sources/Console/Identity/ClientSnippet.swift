/// The lines that somebody pastes so that a tool speaks to this server.
struct ClientSnippet: Sendable, Equatable {
    let tool: String
    let lines: String

    /// What stands where a token would.
    static let noToken = "YOUR_TOKEN"

    /// `site`: Such as `https://assay.example.org`; `token`: the text of a token.
    static func all(site: String, token: String) -> [ClientSnippet] {
        [
            ClientSnippet("MLflow", ["MLFLOW_TRACKING_URI": site, "MLFLOW_TRACKING_TOKEN": token]),
            ClientSnippet("Hugging Face Hub", ["HF_ENDPOINT": site, "HF_TOKEN": token]),
            ClientSnippet("pip", ["PIP_INDEX_URL": index(site, token)]),
            ClientSnippet("uv", ["UV_DEFAULT_INDEX": index(site, token)]),
            ClientSnippet(
                "Airflow, dbt, Spark: OpenLineage",
                ["OPENLINEAGE_URL": site, "OPENLINEAGE_API_KEY": token]),
            ClientSnippet(
                "DVC",
                commands: [
                    "dvc remote add -d assay \(site)/dvc",
                    "dvc remote modify assay auth basic",
                    "dvc remote modify --local assay user __token__",
                    "dvc remote modify --local assay password \(token)",
                ]),
            ClientSnippet("assay", ["ASSAY_URL": site, "ASSAY_TOKEN": token]),
            ClientSnippet(
                "Any training command", commands: ["assay run -- python train.py"]),
        ]
    }

    private init(_ tool: String, _ variables: KeyValuePairs<String, String>) {
        self.init(tool, commands: variables.map { "export \($0)=\($1)" })
    }

    private init(_ tool: String, commands: [String]) {
        self.tool = tool
        lines = commands.joined(separator: "\n")
    }

    /// The address of the package index with the token as its password.
    private static func index(_ site: String, _ token: String) -> String {
        site.replacing("://", with: "://__token__:\(token)@", maxReplacements: 1) + "/pypi/simple/"
    }
}
