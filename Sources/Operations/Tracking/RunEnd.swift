import Governance
import Ledger
import Tracking
import Transparency

/// That a run ended, for the ledger: what it had logged by then, by a digest.
struct RunEnd {
    let run: String
    let by: Actor

    /// Records it, once for each time that the run ended.
    ///
    /// What was tracked is durable before this; should the record fail, whoever asks again makes it.
    func record(on platform: Platform) async throws {
        let (tracked, id) = (try platform.tracked(), run)
        let ended = try await tracked.searching { session throws(TrackingError) in
            try session.unrecordedEnd(ofRun: id)
        }
        guard let (run, workspace) = ended.map({ ($0.run, $0.workspace) }) else { return }
        _ = try await platform.perform { turn in
            let by = try await turn.principal(self.by, in: workspace, on: platform)
            try await turn.record(.runFinished, Self.body(run, in: workspace), by: by)
        }
        let (number, status) = (run.info.number, run.info.status)
        try await tracked.writing { session throws(TrackingError) in
            try session.markRecorded(run: number, status: status)
        }
    }

    private static func body(_ run: Run, in workspace: Workspace) -> JSON {
        [
            "digest": .string(run.digest.description),
            "experiment": .string("\(run.info.experiment)"), "run": .string(run.info.id),
            "status": .string(run.info.status.name.lowercased()),
            "workspace": .string(workspace.name),
        ]
    }
}
