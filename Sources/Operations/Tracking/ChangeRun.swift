package import Governance
package import Tracking

/// Says how far a run is, renames it, puts it away or takes it back, or removes a tag.
///
/// When it ends, the ledger gets a record of it.
package struct ChangeRun: Operation {
    package let run: String
    package let change: RunChange
    package let by: Actor

    package static let permission = Permission.logRuns
    package var object: OperationObject { .visible }

    package init(run: String, change: RunChange, by: Actor) {
        self.run = run
        self.change = change
        self.by = by
    }

    package func run(on platform: Platform) async throws -> RunInfo {
        let (id, change, reach) = (run, change, by.reach)
        let info = try await platform.tracked().writing { session throws(TrackingError) in
            try session.change(run: id, change, within: reach)
        }
        if info.status.isEnd { try await RunEnd(run: id, by: by).record(on: platform) }
        return info
    }
}
