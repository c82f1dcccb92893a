/// A model that a run logged, or that was logged beside runs.
package struct LoggedModel: Sendable, Equatable {
    package var number: Int64
    package var id: String
    package var experiment: Int64
    package var name: String
    package var artifactURI: String
    package var createdMilliseconds: Int64
    package var updatedMilliseconds: Int64
    package var status: Status
    package var kind: String?
    package var sourceRun: String?
    package var parameters: [TrackedPair] = []
    package var tags: [TrackedPair] = []
    package var metrics: [Measured] = []

    /// How far a model is.
    package enum Status: Int64, Sendable, CaseIterable {
        case pending = 1
        case ready, uploadFailed

        package var name: String {
            switch self {
            case .pending: "LOGGED_MODEL_PENDING"
            case .ready: "LOGGED_MODEL_READY"
            case .uploadFailed: "LOGGED_MODEL_UPLOAD_FAILED"
            }
        }

        /// What filters call it.
        var shortName: String {
            switch self {
            case .pending: "PENDING"
            case .ready: "READY"
            case .uploadFailed: "UPLOAD_FAILED"
            }
        }

        package init?(name: String) {
            guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
            self = found
        }
    }

    /// What a run measured of it.
    package struct Measured: Sendable, Equatable {
        package let metric: Metric
        package let run: String

        package init(metric: Metric, run: String) {
            self.metric = metric
            self.run = run
        }
    }
}

/// What a logged model begins with.
package struct NewLoggedModel: Sendable, Equatable {
    package var id: String
    package var experiment: String
    package var name: String
    package var kind: String?
    package var sourceRun: String?
    package var parameters: [TrackedPair]
    package var tags: [TrackedPair]

    package init(
        id: String, experiment: String, name: String, kind: String?, sourceRun: String?,
        parameters: [TrackedPair], tags: [TrackedPair]
    ) {
        self.id = id
        self.experiment = experiment
        self.name = name
        self.kind = kind
        self.sourceRun = sourceRun
        self.parameters = parameters
        self.tags = tags
    }
}
