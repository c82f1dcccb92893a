package import Governance
package import Tracking

/// Reads what is said of a data set, without its records.
package struct ReadEvaluationDataset: Operation {
    package let id: String
    package let by: Actor

    package static let permission = Permission.readRuns
    package var object: OperationObject { .visible }

    package init(id: String, by: Actor) {
        self.id = id
        self.by = by
    }

    package func run(on platform: Platform) async throws -> EvaluationDataset {
        let (id, reach) = (id, by.reach)
        return try await platform.tracked().reading { session throws(TrackingError) in
            try session.evaluationDataset(id, within: reach)
        }
    }
}
