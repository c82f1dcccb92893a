package import Governance
import Synchronization

// Experiments, one at a time.
extension TrackingSession {
    func addStandardExperiment(at now: Int64) throws(TrackingError) {
        try connection.run(
            """
            INSERT INTO experiment (id, workspace, name, location, stage, created, updated)
            VALUES (0, ?, 'Default', ?, 0, ?, ?) ON CONFLICT DO NOTHING
            """,
            .text(Workspace.standard.name),
            .text(store.root.location(ofExperiment: Experiment.standardID)), .integer(now),
            .integer(now))
    }

    /// - Throws: `exists` when the workspace has one of that name, deleted or not.
    package func createExperiment(
        _ name: String, in workspace: Workspace, location: String?, tags: [TrackedPair],
        at now: Int64, within reach: TrackingReach
    ) throws(TrackingError) -> Int64 {
        guard reach.writable.contains(workspace) else { throw .refused(.mayNotLog) }
        try TrackingCheck.experiment(name, location: location, tags: tags)
        if let known = try experiment(named: name, in: workspace) {
            throw .refused(.exists(Self.taken(name, by: known)))
        }
        let id =
            try connection.first(
                """
                INSERT INTO experiment (workspace, name, location, stage, created, updated)
                VALUES (?, ?, ?, 0, ?, ?) RETURNING id
                """,
                [
                    .text(workspace.name), .text(name), .text(""), .integer(now), .integer(now),
                ]
            ) { row throws(TrackingError) in row.integer(0) ?? 0 } ?? 0
        let place =
            location.map { store.root.location(stated: $0) }
            ?? store.root.location(ofExperiment: id)
        try connection.run(
            "UPDATE experiment SET location = ? WHERE id = ?", .text(place), .integer(id))
        try connection.insert(
            into: "experiment_tag", ["experiment", "key", "value"],
            tags.lastOfEachKey.map { [.integer(id), .text($0.key), .text($0.value)] })
        return id
    }

    private static func taken(_ name: String, by known: Experiment) -> String {
        known.stage == .active
            ? "Experiment(name=\(name)) already exists."
            : "Experiment(name=\(name)) already exists in deleted state. You can restore the "
                + "experiment, or permanently delete the experiment to create a new one."
    }

    /// - Throws: `missing` when there is none that the caller may see.
    package func experiment(
        _ id: String, within reach: TrackingReach
    ) throws(TrackingError) -> Experiment {
        guard let number = Int64(id),
            var found = try connection.first(
                "SELECT \(Self.experimentColumns) FROM experiment WHERE id = ?",
                [.integer(number)], Self.experiment)
        else { throw .refused(.experiment(id)) }
        try reach.requireReading(found.workspace, orElse: .experiment(id))
        found.tags = try pairs("experiment_tag", "experiment", of: number)
        return found
    }

    package func experiment(
        named name: String, in workspace: Workspace
    ) throws(TrackingError) -> Experiment? {
        guard
            var found = try connection.first(
                "SELECT \(Self.experimentColumns) FROM experiment WHERE workspace = ? AND name = ?",
                [.text(workspace.name), .text(name)], Self.experiment)
        else { return nil }
        found.tags = try pairs("experiment_tag", "experiment", of: found.id)
        return found
    }

    /// The same, where something is to be changed.
    func loggable(
        experiment id: String, within reach: TrackingReach
    ) throws(TrackingError) -> Experiment {
        let found = try experiment(id, within: reach)
        try reach.requireLogging(found.workspace, orElse: .experiment(id))
        return found
    }

    static let experimentColumns =
        "experiment.id, experiment.workspace, experiment.name, experiment.location, "
        + "experiment.stage, experiment.created, experiment.updated"

    static func experiment(_ row: any SQLRow) throws(TrackingError) -> Experiment {
        guard let id = row.integer(0), let workspace = row.text(1).flatMap({ Workspace($0) }),
            let name = row.text(2), let location = row.text(3),
            let stage = row.integer(4).flatMap(LifecycleStage.init(rawValue:)),
            let created = row.integer(5), let updated = row.integer(6)
        else { throw .failed(.broken("a row of an experiment does not read")) }
        return Experiment(
            id: id, name: name, workspace: workspace, artifactLocation: location, stage: stage,
            createdMilliseconds: created, updatedMilliseconds: updated)
    }

    /// Where an experiment is, which never changes.
    func workspace(ofExperiment id: Int64) throws(TrackingError) -> Workspace? {
        if let known = store.workspaces.withLock({ $0[id] }) { return known }
        let found =
            try connection.first(
                "SELECT workspace FROM experiment WHERE id = ?", [.integer(id)]
            ) { row throws(TrackingError) in row.text(0).flatMap { Workspace($0) } } ?? nil
        guard !isWriting else { return found }
        store.workspaces.withLock { known in
            if known.count >= 10_000 { known.removeAll() }
            known[id] = found
        }
        return found
    }

    /// Tags or parameters of one thing, by key.
    func pairs(
        _ table: String, _ column: String, of number: Int64
    ) throws(TrackingError) -> [TrackedPair] {
        try connection.all(
            "SELECT key, value FROM \(table) WHERE \(column) = ? ORDER BY key",
            [.integer(number)]
        ) { row throws(TrackingError) in
            TrackedPair(key: row.text(0) ?? "", value: row.text(1) ?? "")
        }
    }
}
