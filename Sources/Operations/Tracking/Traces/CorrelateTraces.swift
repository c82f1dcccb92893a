package import Governance
import Statistics
package import Tracking

/// Says how much more often two things hold of the same trace than of any.
package struct CorrelateTraces: Operation {
    package let first: String
    package let second: String
    package let base: String
    package let experiments: [String]
    package let by: Actor

    package static let permission = Permission.readRuns
    package var object: OperationObject { .visible }

    package init(first: String, second: String, base: String, experiments: [String], by: Actor) {
        self.first = first
        self.second = second
        self.base = base
        self.experiments = experiments
        self.by = by
    }

    package func run(on platform: Platform) async throws -> Outcome {
        let (left, right) = try Failure.tracking { () throws(TrackingError) in
            (try Filter(first, in: .traces), try Filter(second, in: .traces))
        }
        let search = try Failure.tracking { () throws(TrackingError) in
            try TraceSearch(
                experiments: experiments, filter: base, orders: [], limit: 1, start: nil)
        }
        let reach = by.reach
        let counts = try await platform.tracked().searching { session throws(TrackingError) in
            try session.count(left, right, among: search, within: reach)
        }
        let table = (counts.total, counts.first, counts.second, counts.both)
        return Outcome(
            counts: counts, plain: MutualInformation(table, smoothing: 0).normalized,
            smoothed: MutualInformation(table, smoothing: 0.5).normalized)
    }

    package struct Outcome: Sendable {
        package let counts: TraceCounts
        /// From -1, never together, over 0, independent, to 1, always; not a number where one of them
        /// never holds.
        package let plain: Double
        package let smoothed: Double
    }
}
