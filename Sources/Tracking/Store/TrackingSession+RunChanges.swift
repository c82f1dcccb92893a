package import Governance

/// What may be done to a run that is there.
package enum RunChange: Sendable, Equatable {
    case update(status: RunStatus?, endedMilliseconds: Int64?, name: String?)
    case delete
    case restore
    case removeTag(String)
}

extension TrackingSession {
    /// - Returns: The run as it is then, without what it logged.
    package func change(
        run id: String, _ change: RunChange, within reach: TrackingReach
    ) throws(TrackingError) -> RunInfo {
        switch change {
        case .update(let status, let ended, let name):
            return try update(run: id, status, ended, name, within: reach)
        case .delete, .restore:
            var info = try loggable(run: id, within: reach, stage: nil)
            info.stage = change == .delete ? .deleted : .active
            try connection.run(
                "UPDATE run SET stage = ?, revision = revision + 1 WHERE id = ?",
                .integer(info.stage.rawValue), .integer(info.number))
            return info
        case .removeTag(let key):
            let info = try loggable(run: id, within: reach)
            try sortIn([RunEntries(run: info.number, experiment: info.experiment)])
            let count = try connection.changedCount(
                "DELETE FROM run_tag WHERE run = ? AND key = ?", .integer(info.number),
                .text(key))
            guard count > 0 else {
                throw .refused(
                    .missing("No tag with name: \(key.prefix(250)) in run with id \(id)"))
            }
            try touch(run: info.number)
            return info
        }
    }

    private func update(
        run id: String, _ status: RunStatus?, _ ended: Int64?, _ name: String?,
        within reach: TrackingReach
    ) throws(TrackingError) -> RunInfo {
        try TrackingCheck.plain(name ?? "", "run_name")
        var info = try loggable(run: id, within: reach)
        info.status = status ?? info.status
        info.endedMilliseconds = ended ?? info.endedMilliseconds
        if let name, !name.isEmpty {
            info.name = TrackingCheck.cut(name, to: TrackingLimits.tagLengthMax)
            try touch(&info)
            try journal([], [TrackedPair(key: NewRun.nameTag, value: info.name)], on: info)
        }
        try connection.run(
            """
            UPDATE run SET status = ?, ended = ?, name = ?, revision = revision + 1,
              recorded = CASE WHEN status = ? THEN recorded ELSE 0 END
            WHERE id = ?
            """,
            .integer(info.status.rawValue), .integer(info.endedMilliseconds), .text(info.name),
            .integer(info.status.rawValue), .integer(info.number))
        return info
    }

    /// A run that ended and of which the ledger does not know yet, with what it logged.
    package func unrecordedEnd(ofRun id: String) throws(TrackingError) -> EndedRun? {
        let info = try connection.first(
            """
            SELECT \(Self.runColumns) FROM run
            WHERE run_id = ? AND recorded = 0 AND status IN (3, 4, 5)
            """, [.text(id)], Self.runInfo)
        guard let info, let workspace = try workspace(ofExperiment: info.experiment) else {
            return nil
        }
        return EndedRun(run: try loaded(info), workspace: workspace)
    }

    /// The runs that ended and of which the ledger does not know yet, oldest first.
    package func unrecordedEnds(limit: Int) throws(TrackingError) -> [String] {
        try connection.all(
            """
            SELECT run_id FROM run WHERE recorded = 0 AND status IN (3, 4, 5)
            ORDER BY id LIMIT ?
            """, [.integer(Int64(limit))]
        ) { row throws(TrackingError) in row.text(0) ?? "" }
    }

    /// Takes down that the ledger knows how a run ended.
    package func markRecorded(run number: Int64, status: RunStatus) throws(TrackingError) {
        try connection.run(
            "UPDATE run SET recorded = 1 WHERE id = ? AND status = ?", .integer(number),
            .integer(status.rawValue))
    }
}

/// A run that ended, and where.
package struct EndedRun: Sendable {
    package let run: Run
    package let workspace: Workspace
}
