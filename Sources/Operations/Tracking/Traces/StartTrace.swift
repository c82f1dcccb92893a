package import Governance
package import Tracking

/// Takes down what a client states of a trace.
package struct StartTrace: Operation {
    package let new: NewTrace
    package let assessments: [Assessment]
    package let by: Actor

    package static let permission = Permission.logRuns
    package var object: OperationObject { .visible }

    package init(new: NewTrace, assessments: [Assessment], by: Actor) {
        self.new = new
        self.assessments = assessments
        self.by = by
    }

    package func run(on platform: Platform) async throws -> Trace {
        let (new, assessments, reach) = (new, assessments, by.reach)
        return try await platform.tracked().writing { session throws(TrackingError) in
            try session.start(new, assessments, within: reach)
        }
    }
}
