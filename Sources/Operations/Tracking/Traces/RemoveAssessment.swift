package import Governance
import Tracking

/// Takes back what somebody found of a trace.
package struct RemoveAssessment: Operation {
    package let id: String
    package let trace: String
    package let by: Actor

    package static let permission = Permission.logRuns
    package var object: OperationObject { .visible }

    package init(id: String, trace: String, by: Actor) {
        self.id = id
        self.trace = trace
        self.by = by
    }

    package func run(on platform: Platform) async throws {
        let (id, trace, reach) = (id, trace, by.reach)
        try await platform.tracked().writing { session throws(TrackingError) in
            try session.remove(assessment: id, ofTrace: trace, within: reach)
        }
    }
}
