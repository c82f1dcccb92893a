package import Governance
package import Tracking

/// Changes a trace's tags, or says how it ended.
package struct ChangeTrace: Operation {
    package let id: String
    package let change: TraceChange
    package let by: Actor

    package static let permission = Permission.logRuns
    package var object: OperationObject { .visible }

    package init(id: String, change: TraceChange, by: Actor) {
        self.id = id
        self.change = change
        self.by = by
    }

    package func run(on platform: Platform) async throws -> Trace {
        let (id, change, reach) = (id, change, by.reach)
        return try await platform.tracked().writing { session throws(TrackingError) in
            try session.change(trace: id, change, within: reach)
        }
    }
}
