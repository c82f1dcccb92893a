package import Governance
package import Tracking

/// Logs metrics, parameters and tags to a run that is under way.
package struct LogToRun: Operation {
    package let run: String
    package let entries: LogEntries
    package let by: Actor

    package static let permission = Permission.logRuns
    package var object: OperationObject { .visible }

    package init(run: String, entries: LogEntries, by: Actor) {
        self.run = run
        self.entries = entries
        self.by = by
    }

    /// Answers once all of it is durable.
    package func run(on platform: Platform) async throws {
        let (run, entries, reach) = (run, entries, by.reach)
        try await platform.tracked().writing(
            asking: .logging(entries, to: run, within: reach)
        ) { session throws(TrackingError) in try session.log(entries, to: run, within: reach) }
    }
}
