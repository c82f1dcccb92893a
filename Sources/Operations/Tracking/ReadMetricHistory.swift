package import Governance
package import Tracking

/// Reads all that was ever measured of a metric of a run, a page at a time.
package struct ReadMetricHistory: Operation {
    package let run: String
    package let key: String
    /// `nil` for all of it.
    package let limit: Int?
    package let start: PageToken
    package let by: Actor

    package static let permission = Permission.readRuns
    package var object: OperationObject { .visible }

    package init(run: String, key: String, limit: Int?, start: PageToken, by: Actor) {
        self.run = run
        self.key = key
        self.limit = limit
        self.start = start
        self.by = by
    }

    package func run(on platform: Platform) async throws -> SearchPage<Metric> {
        let (run, key, limit, start, reach) = (run, key, limit, start, by.reach)
        return try await platform.tracked().searching(settling: .runs([run])) {
            session throws(TrackingError) in
            try session.history(
                of: key, inRun: run, limit: limit, start: start, within: reach)
        }
    }
}
