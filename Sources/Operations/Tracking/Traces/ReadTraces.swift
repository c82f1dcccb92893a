package import Governance
package import Tracking

/// Reads several traces, those left out that are not there.
package struct ReadTraces: Operation {
    package let ids: [String]
    package let withSpans: Bool
    package let by: Actor

    package static let permission = Permission.readRuns
    package var object: OperationObject { .visible }

    package init(ids: [String], withSpans: Bool, by: Actor) {
        self.ids = ids
        self.withSpans = withSpans
        self.by = by
    }

    package func run(on platform: Platform) async throws -> [Trace] {
        let (ids, withSpans, reach) = (ids, withSpans, by.reach)
        return try await platform.tracked().searching { session throws(TrackingError) in
            try session.traces(ids, within: reach, withSpans: withSpans)
        }
    }
}
