package import Governance
package import Tracking

/// Reads whole runs, where they were found.
package struct LoadRuns: Operation {
    package let places: [RunPlace]
    package let by: Actor

    package static let permission = Permission.readRuns
    package var object: OperationObject { .visible }

    package init(_ places: [RunPlace], by: Actor) {
        self.places = places
        self.by = by
    }

    /// - Returns: Those that are still there, in no order.
    package func run(on platform: Platform) async throws -> [Run] {
        let (numbers, reach) = (places.map(\.number), by.reach)
        let tracked = try platform.tracked()
        let load = { @Sendable (session: TrackingSession) throws(TrackingError) -> [Run] in
            try session.runs(at: numbers, within: reach)
        }
        // A few are read before another thread would have begun.
        return numbers.count <= 4
            ? try await tracked.reading(load) : try await tracked.searching(load)
    }
}
