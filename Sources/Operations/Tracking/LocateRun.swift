package import Governance
package import Tracking

/// Says where a run is and after which change, for whoever keeps what was made of it.
package struct LocateRun: Operation {
    package let id: String
    package let by: Actor

    package static let permission = Permission.readRuns
    package var object: OperationObject { .visible }

    package init(_ id: String, by: Actor) {
        self.id = id
        self.by = by
    }

    package func run(on platform: Platform) async throws -> RunPlace {
        let (id, reach) = (id, by.reach)
        return try await platform.tracked().reading(asking: .place(ofRun: id)) {
            session throws(TrackingError) in try session.place(ofRun: id, within: reach)
        }
    }
}
