package import Governance
package import Tracking

/// Reads what somebody found of a trace.
package struct ReadAssessment: Operation {
    package let id: String
    package let trace: String
    package let by: Actor

    package static let permission = Permission.readRuns
    package var object: OperationObject { .visible }

    package init(id: String, trace: String, by: Actor) {
        self.id = id
        self.trace = trace
        self.by = by
    }

    package func run(on platform: Platform) async throws -> Assessment {
        let (id, trace, reach) = (id, trace, by.reach)
        return try await platform.tracked().reading { session throws(TrackingError) in
            try session.assessment(id, ofTrace: trace, within: reach)
        }
    }
}
