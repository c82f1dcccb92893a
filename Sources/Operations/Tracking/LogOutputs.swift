package import Governance
package import Tracking

/// Logs which models a run made.
package struct LogOutputs: Operation {
    package let run: String
    package let models: [ModelOutput]
    package let by: Actor

    package static let permission = Permission.logRuns
    package var object: OperationObject { .visible }

    package init(run: String, models: [ModelOutput], by: Actor) {
        self.run = run
        self.models = models
        self.by = by
    }

    package func run(on platform: Platform) async throws {
        let (id, models, reach) = (run, models, by.reach)
        try await platform.tracked().writing { session throws(TrackingError) in
            try session.logOutputs(models, to: id, within: reach)
        }
    }
}
