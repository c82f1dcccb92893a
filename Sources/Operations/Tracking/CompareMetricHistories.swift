package import Governance
package import Tracking

/// Reads what was measured of a metric in several runs: all of it, or a sample of the steps.
package struct CompareMetricHistories: Operation {
    package enum Extent: Sendable, Equatable {
        case all(limit: Int)
        case sample(count: Int, steps: ClosedRange<Int64>?)
    }

    package struct Measured: Sendable, Equatable {
        package let run: String
        package let metric: Metric
    }

    package let runs: [String]
    package let key: String
    package let extent: Extent
    package let by: Actor

    package static let permission = Permission.readRuns
    package var object: OperationObject { .visible }

    package init(runs: [String], key: String, extent: Extent, by: Actor) {
        self.runs = runs
        self.key = key
        self.extent = extent
        self.by = by
    }

    package func run(on platform: Platform) async throws -> [Measured] {
        let (runs, key, extent, reach) = (runs, key, extent, by.reach)
        return try await platform.tracked().searching(settling: .runs(runs)) {
            session throws(TrackingError) in
            switch extent {
            case .all(let limit):
                try session.histories(of: key, inRuns: runs, limit: limit, within: reach)
                    .map { Measured(run: $0.run, metric: $0.metric) }
            case .sample(let count, let steps):
                try session.sampledHistories(
                    of: key, inRuns: runs, steps: steps, sampleCount: count, within: reach
                ).map { Measured(run: $0.run, metric: $0.metric) }
            }
        }
    }
}
