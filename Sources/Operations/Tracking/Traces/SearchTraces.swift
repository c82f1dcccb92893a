package import Governance
package import Tracking

/// Finds traces of experiments that the actor may see.
package struct SearchTraces: Operation {
    package let search: TraceSearch
    package let by: Actor

    package static let permission = Permission.readRuns
    package var object: OperationObject { .visible }

    package init(search: TraceSearch, by: Actor) {
        self.search = search
        self.by = by
    }

    package func run(on platform: Platform) async throws -> SearchPage<Trace> {
        let (search, reach) = (search, by.reach)
        return try await platform.tracked().searching { session throws(TrackingError) in
            try session.traces(search, within: reach)
        }
    }
}
