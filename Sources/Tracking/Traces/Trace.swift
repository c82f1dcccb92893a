/// What was done to answer one request: where, when, how it ended, and what is said of it.
package struct Trace: Sendable, Equatable {
    package var number: Int64
    package var id: String
    package var experiment: Int64
    package var startedMilliseconds: Int64
    package var durationMilliseconds: Int64?
    package var state: State
    /// What the client that asked calls it.
    package var clientRequest: String?
    package var requestPreview: String?
    package var responsePreview: String?
    /// Whether a client stated all of this; else it is made of the spans.
    var isStated = false
    package var metadata: [TrackedPair] = []
    package var tags: [TrackedPair] = []
    package var assessments: [Assessment] = []
    /// The first of all, and then by their start; only where they were asked for.
    package var spans: [TraceSpan] = []

    package enum State: Int64, Sendable, CaseIterable {
        case unspecified
        case ok
        case error
        case inProgress

        package var name: String {
            switch self {
            case .unspecified: "STATE_UNSPECIFIED"
            case .ok: "OK"
            case .error: "ERROR"
            case .inProgress: "IN_PROGRESS"
            }
        }

        package init?(name: String) {
            guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
            self = found
        }
    }

    /// What MLflow calls a trace that OpenTelemetry calls by a number.
    static let numberPrefix = "tr-"
    static let nameTag = "mlflow.traceName"
    /// Where its files are, which only the server says.
    static let locationTag = "mlflow.artifactLocation"
    /// That its spans are here, and in no file.
    static let spansTag = "mlflow.trace.spansLocation"
    static let spansHere = "TRACKING_STORE"
    static let runMetadata = "mlflow.sourceRun"
    static let usageMetadata = "mlflow.trace.tokenUsage"
    private static let sizeMetadata = "mlflow.trace.sizeStats"

    package var hasSpansHere: Bool {
        tags.contains { $0.key == Self.spansTag && $0.value == Self.spansHere }
    }

    /// What a client said of how large the trace is, as JSON.
    package var statedSize: String? { metadata.last { $0.key == Self.sizeMetadata }?.value }
}

/// What a client states of a trace.
package struct NewTrace: Sendable, Equatable {
    package var id: String
    package var experiment: String
    package var startedMilliseconds: Int64
    package var durationMilliseconds: Int64?
    package var state: Trace.State
    package var clientRequest: String?
    package var requestPreview: String?
    package var responsePreview: String?
    package var metadata: [TrackedPair]
    package var tags: [TrackedPair]

    package init(
        id: String, experiment: String, startedMilliseconds: Int64,
        durationMilliseconds: Int64? = nil, state: Trace.State = .inProgress,
        clientRequest: String? = nil, requestPreview: String? = nil,
        responsePreview: String? = nil, metadata: [TrackedPair] = [], tags: [TrackedPair] = []
    ) {
        self.id = id
        self.experiment = experiment
        self.startedMilliseconds = startedMilliseconds
        self.durationMilliseconds = durationMilliseconds
        self.state = state
        self.clientRequest = clientRequest
        self.requestPreview = requestPreview
        self.responsePreview = responsePreview
        self.metadata = metadata
        self.tags = tags
    }
}

/// How much there is of a trace at most.
package enum TraceLimits {
    package static let idLengthMax = 100
    package static let pairCountMax = 500
    /// Longer ones are cut.
    package static let previewLengthMax = 1_000
    package static let spanCountMax = 10_000
    package static let spanByteCountMax = 32 << 20
    static let attributeKeyByteCountMax = 500
    static let nameLengthMax = 1_000
    package static let linkCountMax = 100
    package static let readCountMax = 100
    package static let resultCountMax = 500
    static let assessmentCountMax = 1_000
    static let assessmentByteCountMax = 64 << 10
}

extension TrackingRefusal {
    package static func trace(_ id: String) -> Self {
        .missing("Trace with ID '\(id.prefix(100))' not found.")
    }
}
