package import Governance
package import Tracking
import Transparency

/// Begins a logged model in an experiment.
package struct CreateLoggedModel: Operation {
    package let experiment: String
    package let name: String?
    package let kind: String?
    package let sourceRun: String?
    package let parameters: [TrackedPair]
    package let tags: [TrackedPair]
    package let by: Actor

    package static let permission = Permission.logRuns
    package var object: OperationObject { .visible }

    package init(
        experiment: String, name: String?, kind: String?, sourceRun: String?,
        parameters: [TrackedPair], tags: [TrackedPair], by: Actor
    ) {
        self.experiment = experiment
        self.name = name
        self.kind = kind
        self.sourceRun = sourceRun
        self.parameters = parameters
        self.tags = tags
        self.by = by
    }

    package func run(on platform: Platform) async throws -> LoggedModel {
        let random = platform.random(19)
        let new = NewLoggedModel(
            id: "m-" + Hex.encode(Array(random.prefix(16))), experiment: experiment,
            name: name ?? RunName(random: Array(random.dropFirst(16))).text, kind: kind,
            sourceRun: sourceRun, parameters: parameters, tags: tags)
        let (now, reach) = (platform.now().milliseconds, by.reach)
        return try await platform.tracked().writing { session throws(TrackingError) in
            try session.createModel(new, at: now, within: reach)
        }
    }
}
