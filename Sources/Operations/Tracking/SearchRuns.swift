package import Governance
package import Tracking

/// Finds runs of experiments that the actor may see.
package struct SearchRuns: Operation {
    package let search: RunSearch
    package let by: Actor

    package static let permission = Permission.readRuns
    package var object: OperationObject { .visible }

    package init(_ search: RunSearch, by: Actor) {
        self.search = search
        self.by = by
    }

    package func run(on platform: Platform) async throws -> SearchPage<RunPlace> {
        let (search, reach) = (search, by.reach)
        return try await platform.tracked().searching(settling: .all) {
            session throws(TrackingError) in
            try session.places(search, within: reach)
        }
    }
}
