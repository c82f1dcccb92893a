package import Governance
import Tracking

/// Says that traces come from a run.
package struct LinkTraces: Operation {
    package let traces: [String]
    package let run: String
    package let by: Actor

    package static let permission = Permission.logRuns
    package var object: OperationObject { .visible }

    package init(traces: [String], run: String, by: Actor) {
        self.traces = traces
        self.run = run
        self.by = by
    }

    package func run(on platform: Platform) async throws {
        let (traces, run, reach) = (traces, run, by.reach)
        try await platform.tracked().writing { session throws(TrackingError) in
            try session.link(traces: traces, toRun: run, within: reach)
        }
    }
}
