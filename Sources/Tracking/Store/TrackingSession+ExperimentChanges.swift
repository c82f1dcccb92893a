/// What may be done to an experiment that is there.
package enum ExperimentChange: Sendable, Equatable {
    case rename(String)
    /// Puts it away with its runs.
    case delete
    /// Takes it back, with the runs that went away with it.
    case restore
    case setTag(TrackedPair)
    case removeTag(String)
}

extension TrackingSession {
    package func change(
        experiment id: String, _ change: ExperimentChange, at now: Int64,
        within reach: TrackingReach
    ) throws(TrackingError) {
        let experiment = try loggable(experiment: id, within: reach)
        switch change {
        case .rename(let name): try rename(experiment, to: name, at: now)
        case .delete: try put(experiment, in: .deleted, at: now)
        case .restore: try put(experiment, in: .active, at: now)
        case .setTag(let tag):
            try TrackingCheck.experimentTag(tag)
            try connection.insert(
                into: "experiment_tag", ["experiment", "key", "value"],
                [[.integer(experiment.id), .text(tag.key), .text(tag.value)]],
                "ON CONFLICT (experiment, key) DO UPDATE SET value = excluded.value")
        case .removeTag(let key):
            let count = try connection.changedCount(
                "DELETE FROM experiment_tag WHERE experiment = ? AND key = ?",
                .integer(experiment.id), .text(key))
            guard count > 0 else {
                throw .refused(
                    .missing(
                        "No tag with name: \(key.prefix(250)) in experiment with id "
                            + "\(experiment.id)"))
            }
        }
    }

    private func rename(
        _ experiment: Experiment, to name: String, at now: Int64
    ) throws(TrackingError) {
        try TrackingCheck.experimentName(name)
        guard experiment.stage == .active else {
            throw TrackingCheck.invalid("Cannot rename a non-active experiment.")
        }
        guard name != experiment.name else { return }
        guard try self.experiment(named: name, in: experiment.workspace) == nil else {
            throw .refused(.exists("Experiment(name=\(name)) already exists."))
        }
        try connection.run(
            "UPDATE experiment SET name = ?, updated = ? WHERE id = ?", .text(name),
            .integer(now), .integer(experiment.id))
    }

    private func put(
        _ experiment: Experiment, in stage: LifecycleStage, at now: Int64
    ) throws(TrackingError) {
        guard experiment.stage != stage else {
            throw .refused(.experiment("\(experiment.id)"))
        }
        try connection.run(
            "UPDATE experiment SET stage = ?, updated = ? WHERE id = ?",
            .integer(stage.rawValue), .integer(now), .integer(experiment.id))
        try connection.run(
            "UPDATE run SET stage = ?, revision = revision + 1 WHERE experiment = ? AND stage <> ?",
            .integer(stage.rawValue), .integer(experiment.id), .integer(stage.rawValue))
    }
}
