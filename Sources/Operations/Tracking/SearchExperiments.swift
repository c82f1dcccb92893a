package import Governance
package import Tracking

/// Finds experiments among those that the actor may see.
package struct SearchExperiments: Operation {
    package let search: ExperimentSearch
    package let by: Actor

    package static let permission = Permission.readRuns
    package var object: OperationObject { .visible }

    package init(_ search: ExperimentSearch, by: Actor) {
        self.search = search
        self.by = by
    }

    package func run(on platform: Platform) async throws -> SearchPage<Experiment> {
        let (search, reach) = (search, by.reach)
        return try await platform.tracked().searching { session throws(TrackingError) in
            try session.experiments(search, within: reach)
        }
    }
}
