package import Governance
package import Tracking

/// Takes down what somebody finds of a trace.
package struct AddAssessment: Operation {
    package let assessment: Assessment
    package let trace: String
    package let by: Actor

    package static let permission = Permission.logRuns
    package var object: OperationObject { .visible }

    package init(assessment: Assessment, trace: String, by: Actor) {
        self.assessment = assessment
        self.trace = trace
        self.by = by
    }

    package func run(on platform: Platform) async throws -> Assessment {
        let (assessment, trace, reach) = (assessment, trace, by.reach)
        return try await platform.tracked().writing { session throws(TrackingError) in
            try session.add(assessment, toTrace: trace, within: reach)
        }
    }
}
