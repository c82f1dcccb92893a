/// One execution of a training program, with all that it logged.
package struct Run: Sendable, Equatable {
    package var info: RunInfo
    /// The latest of each.
    package var metrics: [Metric] = []
    package var parameters: [TrackedPair] = []
    package var tags: [TrackedPair] = []
    package var datasets: [DatasetInput] = []
    package var modelInputs: [String] = []
    package var modelOutputs: [ModelOutput] = []

    package init(info: RunInfo) { self.info = info }
}

/// What a run is apart from what it logged.
package struct RunInfo: Sendable, Equatable {
    /// In the store; what clients use is ``id``.
    package var number: Int64
    /// Counts on with each change, in whichever server.
    package var revision: Int64
    package var id: String
    package var experiment: Int64
    package var name: String
    package var user: String
    package var status: RunStatus
    package var startedMilliseconds: Int64
    package var endedMilliseconds: Int64?
    package var stage: LifecycleStage
    package var artifactURI: String

    package init(
        number: Int64, revision: Int64, id: String, experiment: Int64, name: String,
        user: String, status: RunStatus, startedMilliseconds: Int64, endedMilliseconds: Int64?,
        stage: LifecycleStage, artifactURI: String
    ) {
        self.number = number
        self.revision = revision
        self.id = id
        self.experiment = experiment
        self.name = name
        self.user = user
        self.status = status
        self.startedMilliseconds = startedMilliseconds
        self.endedMilliseconds = endedMilliseconds
        self.stage = stage
        self.artifactURI = artifactURI
    }
}

/// How far a run is.
package enum RunStatus: Int64, Sendable, CaseIterable {
    case running = 1
    case scheduled, finished, failed, killed

    package var name: String {
        switch self {
        case .running: "RUNNING"
        case .scheduled: "SCHEDULED"
        case .finished: "FINISHED"
        case .failed: "FAILED"
        case .killed: "KILLED"
        }
    }

    package init?(name: String) {
        guard let status = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = status
    }

    package var isEnd: Bool {
        switch self {
        case .finished, .failed, .killed: true
        case .running, .scheduled: false
        }
    }
}

/// Where a run is in the store, and after which change.
package struct RunPlace: Sendable, Hashable {
    package let number: Int64
    package let revision: Int64

    package init(number: Int64, revision: Int64) {
        self.number = number
        self.revision = revision
    }
}
