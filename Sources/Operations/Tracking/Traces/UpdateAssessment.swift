package import Governance
package import Tracking
import Transparency

/// Says anew what was found of a trace.
package struct UpdateAssessment: Operation {
    package let id: String
    package let trace: String
    package let update: AssessmentUpdate
    package let by: Actor

    package static let permission = Permission.logRuns
    package var object: OperationObject { .visible }

    package init(id: String, trace: String, update: AssessmentUpdate, by: Actor) {
        self.id = id
        self.trace = trace
        self.update = update
        self.by = by
    }

    package func run(on platform: Platform) async throws -> Assessment {
        let (id, trace, update, reach) = (id, trace, update, by.reach)
        let now = platform.now().milliseconds
        return try await platform.tracked().writing { session throws(TrackingError) in
            try session.update(
                assessment: id, ofTrace: trace, update, at: now, within: reach)
        }
    }
}
