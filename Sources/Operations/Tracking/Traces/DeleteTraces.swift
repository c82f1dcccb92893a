package import Governance
package import Tracking

/// Deletes traces of an experiment, with their spans and what was found of them.
package struct DeleteTraces: Operation {
    package let experiment: String
    package let choice: TraceChoice
    package let by: Actor

    package static let permission = Permission.logRuns
    package var object: OperationObject { .visible }

    package init(experiment: String, choice: TraceChoice, by: Actor) {
        self.experiment = experiment
        self.choice = choice
        self.by = by
    }

    package func run(on platform: Platform) async throws -> Int {
        var left = countMax
        var count = 0
        while left > 0 {
            let (experiment, choice, reach) = (experiment, choice, by.reach)
            let limit = min(left, Self.batchCountMax)
            let deleted = try await platform.tracked().writing { session throws(TrackingError) in
                try session.deleteTraces(
                    choice, ofExperiment: experiment, limit: limit, within: reach)
            }
            count += deleted
            guard deleted == limit else { break }
            left -= deleted
        }
        return count
    }

    /// So many in one transaction that others do not wait long.
    private static let batchCountMax = 500

    private var countMax: Int {
        switch choice {
        case .until(_, let countMax): countMax ?? .max
        case .named(let ids): ids.count
        }
    }
}
