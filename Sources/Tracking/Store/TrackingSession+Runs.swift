import Governance

/// What a run begins with.
package struct NewRun: Sendable, Equatable {
    package var id: String
    package var experiment: String
    package var name: String
    package var user: String
    package var startedMilliseconds: Int64
    package var tags: [TrackedPair]

    package init(
        id: String, experiment: String, name: String, user: String, startedMilliseconds: Int64,
        tags: [TrackedPair]
    ) {
        self.id = id
        self.experiment = experiment
        self.name = name
        self.user = user
        self.startedMilliseconds = startedMilliseconds
        self.tags = tags
    }

    static let nameTag = "mlflow.runName"
    static let userTag = "mlflow.user"
}

// Runs, one at a time.
extension TrackingSession {
    /// `name`: For a run that nobody named.
    package func createRun(
        _ new: NewRun, orNamed name: String, within reach: TrackingReach
    ) throws(TrackingError) -> Run {
        let experiment = try loggable(experiment: new.experiment, within: reach)
        guard experiment.stage == .active else {
            throw TrackingCheck.invalid(
                "The experiment \(experiment.id) must be in the 'active' state. Current state is "
                    + "deleted.")
        }
        try TrackingCheck.batch(metrics: [], parameters: [], tags: new.tags)
        try TrackingCheck.plain(new.name + new.user, "run_name")
        var tags = new.tags.lastOfEachKey.map(\.cut)
        let tagged = tags.first { $0.key == NewRun.nameTag }?.value ?? ""
        guard new.name.isEmpty || tagged.isEmpty || new.name == tagged else {
            throw TrackingCheck.invalid(
                "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with "
                    + "different values (run_name='\(new.name)', mlflow.runName='\(tagged)').")
        }
        let name = !new.name.isEmpty ? new.name : !tagged.isEmpty ? tagged : name
        if tagged.isEmpty {
            tags.removeAll { $0.key == NewRun.nameTag }
            tags.append(TrackedPair(key: NewRun.nameTag, value: name).cut)
        }
        let location = "\(experiment.artifactLocation)/\(new.id)/artifacts"
        var info = RunInfo(
            number: 0, revision: 1, id: new.id, experiment: experiment.id,
            name: TrackingCheck.cut(name, to: TrackingLimits.tagLengthMax), user: new.user,
            status: .running, startedMilliseconds: new.startedMilliseconds,
            endedMilliseconds: nil, stage: .active, artifactURI: location)
        info.number = try insert(info)
        try connection.insert(
            into: "run_tag", ["run", "key", "value"],
            tags.map { [.integer(info.number), .text($0.key), .text($0.value)] })
        var run = Run(info: info)
        run.tags = tags.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        return run
    }

    private func insert(_ info: RunInfo) throws(TrackingError) -> Int64 {
        try connection.first(
            """
            INSERT INTO run (run_id, experiment, name, user_id, status, started, ended, stage,
              location, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1) RETURNING id
            """,
            [
                .text(info.id), .integer(info.experiment), .text(info.name), .text(info.user),
                .integer(info.status.rawValue), .integer(info.startedMilliseconds),
                .integer(info.endedMilliseconds), .integer(info.stage.rawValue),
                .text(info.artifactURI),
            ]
        ) { row throws(TrackingError) in row.integer(0) ?? 0 } ?? 0
    }

    static let runColumns =
        "run.id, run.revision, run.run_id, run.experiment, run.name, run.user_id, run.status, "
        + "run.started, run.ended, run.stage, run.location"

    static func runInfo(_ row: any SQLRow) throws(TrackingError) -> RunInfo {
        guard let number = row.integer(0), let revision = row.integer(1), let id = row.text(2),
            let experiment = row.integer(3), let name = row.text(4), let user = row.text(5),
            let started = row.integer(7),
            let status = row.integer(6).flatMap(RunStatus.init(rawValue:)),
            let stage = row.integer(9).flatMap(LifecycleStage.init(rawValue:)),
            let location = row.text(10)
        else { throw .failed(.broken("a row of a run does not read")) }
        return RunInfo(
            number: number, revision: revision, id: id, experiment: experiment, name: name,
            user: user, status: status, startedMilliseconds: started,
            endedMilliseconds: row.integer(8), stage: stage, artifactURI: location)
    }

    /// Where a run is; for who may see it.
    package func place(
        ofRun id: String, within reach: TrackingReach
    ) throws(TrackingError) -> RunPlace {
        let query = Self.placeQuery(id)
        let found = try connection.first(query.sql, query.values) { row throws(TrackingError) in
            (row.integer(0) ?? 0, row.integer(1) ?? 0, row.integer(2) ?? 0)
        }
        guard let (number, revision, experiment) = found else { throw .refused(.run(id)) }
        try requireReading(experiment: experiment, within: reach, orElse: .run(id))
        return RunPlace(number: number, revision: revision)
    }

    fileprivate static func placeQuery(_ id: String) -> SQLQuery {
        SQLQuery("SELECT id, revision, experiment FROM run WHERE run_id = ?", [.text(id)])
    }

    func requireReading(
        experiment: Int64, within reach: TrackingReach,
        orElse missing: @autoclosure () -> TrackingRefusal
    ) throws(TrackingError) {
        guard reach.readable != .all else { return }
        guard let workspace = try workspace(ofExperiment: experiment) else {
            throw .refused(missing())
        }
        try reach.requireReading(workspace, orElse: missing())
    }

    /// A run that the caller may see, without what it logged.
    package func runInfo(
        _ id: String, within reach: TrackingReach
    ) throws(TrackingError) -> RunInfo {
        try runInfo(id, within: reach, lock: "")
    }

    private func runInfo(
        _ id: String, within reach: TrackingReach, lock: String
    ) throws(TrackingError) -> RunInfo {
        let found = try connection.first(
            "SELECT \(Self.runColumns) FROM run WHERE run_id = ?" + lock, [.text(id)],
            Self.runInfo)
        guard let found else { throw .refused(.run(id)) }
        try requireReading(experiment: found.experiment, within: reach, orElse: .run(id))
        return found
    }

    /// A run that the caller may log to, held until the transaction ends.
    func loggable(
        run id: String, within reach: TrackingReach, stage: LifecycleStage? = .active
    ) throws(TrackingError) -> RunInfo {
        let info = try runInfo(id, within: reach, lock: connection.dialect.forUpdate)
        if reach.writable != .all {
            guard let workspace = try workspace(ofExperiment: info.experiment) else {
                throw .refused(.run(id))
            }
            try reach.requireLogging(workspace, orElse: .run(id))
        }
        guard stage == nil || info.stage == stage else {
            throw .refused(info.stage == .active ? .deletedRunExpected(id) : .inactiveRun(id))
        }
        return info
    }

    /// INVARIANT: whatever changes what a run shows makes its revision a new one, so that what was
    /// made of it before is not taken for it.
    func touch(run number: Int64) throws(TrackingError) {
        try connection.run(
            "UPDATE run SET revision = revision + 1 WHERE id = ?", .integer(number))
    }
}

extension FirstQuestion {
    /// That of ``TrackingSession/place(ofRun:within:)``.
    package static func place(ofRun id: String) -> FirstQuestion {
        FirstQuestion([TrackingSession.placeQuery(id)])
    }
}

extension TrackedPair {
    /// As long as a tag may be.
    var cut: TrackedPair {
        TrackedPair(key: key, value: TrackingCheck.cut(value, to: TrackingLimits.tagLengthMax))
    }
}
