/// What MLflow's own pages may ask for by GraphQL, and which route answers it.
enum GraphQLSchema {
    /// What a field holds, which says how it is written, also when there is nothing.
    enum Kind: Sendable, Equatable {
        case text, flag, float
        /// A whole number, as a text: JavaScript's numbers are too small.
        case long
        /// What is always null.
        case nothing
        case texts
        case object(String)
        case objects(String)
    }

    /// A field of a query itself.
    struct Root: Sendable, Equatable {
        let type: String
        /// The route below `mlflow/` that answers; `nil` for what echoes its argument.
        let path: String?
        var isOfQueries = true
        var isOfMutations = false
    }

    static let roots: [String: Root] = [
        "mlflowGetExperiment": Root(type: "MlflowGetExperimentResponse", path: "experiments/get"),
        "mlflowGetRun": Root(type: "MlflowGetRunResponse", path: "runs/get"),
        "mlflowGetMetricHistoryBulkInterval": Root(
            type: "MlflowGetMetricHistoryBulkIntervalResponse",
            path: "metrics/get-history-bulk-interval"),
        "mlflowListArtifacts": Root(type: "MlflowListArtifactsResponse", path: "artifacts/list"),
        "mlflowSearchModelVersions": Root(
            type: "MlflowSearchModelVersionsResponse", path: "model-versions/search"),
        "mlflowSearchRuns": Root(
            type: "MlflowSearchRunsResponse", path: "runs/search", isOfMutations: true),
        "mlflowSearchDatasets": Root(
            type: "MlflowSearchDatasetsResponse", path: "experiments/search-datasets",
            isOfQueries: false, isOfMutations: true),
        "test": Root(type: "Test", path: nil),
        "testMutation": Root(
            type: "TestMutation", path: nil, isOfQueries: false, isOfMutations: true),
    ]

    /// The fields of each type.
    static let types: [String: [String: Kind]] = written.mapValues(fields)

    private static let pair = "key:s value:s"
    private static let metric = "key:s value:f timestamp:l step:l runId:s"
    /// `s` is a text, `l` a long, `f` a float, `b` a flag, `-` nothing, `[…` a list; other names are of
    /// types.
    private static let written = [
        "Test": "output:s", "TestMutation": "output:s", "ApiError": "code:s message:s helpUrl:s",
        "MlflowGetExperimentResponse": "experiment:MlflowExperiment apiError:-",
        "MlflowExperiment": "experimentId:s name:s artifactLocation:s lifecycleStage:s "
            + "lastUpdateTime:l creationTime:l tags:[MlflowExperimentTag",
        "MlflowExperimentTag": pair,
        "MlflowGetMetricHistoryBulkIntervalResponse":
            "metrics:[MlflowMetricWithRunId apiError:-",
        "MlflowMetricWithRunId": metric,
        "MlflowGetRunResponse": "run:MlflowRunExtension apiError:-",
        "MlflowSearchRunsResponse": "runs:[MlflowRunExtension nextPageToken:s apiError:-",
        "MlflowRunExtension": "info:MlflowRunInfo data:MlflowRunData inputs:MlflowRunInputs "
            + "outputs:MlflowRunOutputs experiment:MlflowExperiment "
            + "modelVersions:[MlflowModelVersion",
        "MlflowRunInfo": "runId:s runUuid:s runName:s experimentId:s userId:s status:s startTime:l "
            + "endTime:l artifactUri:s lifecycleStage:s",
        "MlflowRunData": "metrics:[MlflowMetricExtension params:[MlflowParam tags:[MlflowRunTag",
        "MlflowMetricExtension": metric + " datasetName:s datasetDigest:s modelId:s",
        "MlflowParam": pair, "MlflowRunTag": pair,
        "MlflowRunInputs": "datasetInputs:[MlflowDatasetInput modelInputs:[MlflowModelInput",
        "MlflowDatasetInput": "tags:[MlflowInputTag dataset:MlflowDataset",
        "MlflowInputTag": pair,
        "MlflowDataset": "name:s digest:s sourceType:s source:s schema:s profile:s",
        "MlflowModelInput": "modelId:s",
        "MlflowRunOutputs": "modelOutputs:[MlflowModelOutput",
        "MlflowModelOutput": "modelId:s step:l",
        "MlflowModelVersion":
            "name:s version:s creationTimestamp:l lastUpdatedTimestamp:l userId:s "
            + "currentStage:s description:s source:s runId:s status:s statusMessage:s "
            + "tags:[MlflowModelVersionTag runLink:s aliases:[s modelId:s",
        "MlflowModelVersionTag": pair,
        "MlflowListArtifactsResponse":
            "rootUri:s files:[MlflowFileInfo nextPageToken:s apiError:-",
        "MlflowFileInfo": "path:s isDir:b fileSize:l",
        "MlflowSearchModelVersionsResponse":
            "modelVersions:[MlflowModelVersion nextPageToken:s apiError:-",
        "MlflowSearchDatasetsResponse":
            "datasetSummaries:[MlflowDatasetSummary apiError:-",
        "MlflowDatasetSummary": "experimentId:s name:s digest:s context:s",
    ]

    private static func fields(_ text: String) -> [String: Kind] {
        var fields: [String: Kind] = [:]
        for word in text.split(separator: " ") {
            let halves = word.split(separator: ":")
            guard let name = halves.first, let kind = halves.last else { continue }
            fields[String(name)] = self.kind(kind)
        }
        return fields
    }

    private static func kind(_ text: Substring) -> Kind {
        switch text {
        case "s": .text
        case "l": .long
        case "f": .float
        case "b": .flag
        case "-": .nothing
        case "[s": .texts
        default: text.hasPrefix("[") ? .objects(String(text.dropFirst())) : .object(String(text))
        }
    }

    /// `runId` as the routes call it: `run_id`.
    static func snakeCase(_ name: String) -> String {
        name.reduce(into: "") { result, character in
            result += character.isUppercase ? "_" + character.lowercased() : String(character)
        }
    }
}
