// What judges models' answers.
extension TrackingSession {
    private static let scorerColumns =
        "scorer.scorer_id, scorer.experiment, scorer.name, v.number, v.content, v.created"
    private static let scorerTables = "scorer JOIN scorer_version AS v ON v.scorer = scorer.id"
    private static let isNewest =
        "v.number = (SELECT max(w.number) FROM scorer_version AS w WHERE w.scorer = scorer.id)"

    private static func scorer(_ row: any SQLRow) throws(TrackingError) -> Scorer {
        guard let id = row.text(0), let experiment = row.integer(1), let name = row.text(2),
            let version = row.integer(3), let content = row.text(4), let created = row.integer(5)
        else { throw .failed(.broken("a row of a scorer does not read")) }
        return Scorer(
            id: id, experiment: experiment, name: name, version: version, content: content,
            createdMilliseconds: created)
    }

    /// Keeps a version after all others of that name; `id` is what the first one is called by.
    package func register(
        scorer name: String, _ content: String, orCalled id: String,
        inExperiment experiment: String, at now: Int64, within reach: TrackingReach
    ) throws(TrackingError) -> Scorer {
        try TrackingCheck.scorer(name, content)
        let place = try loggable(traceExperiment: experiment, within: reach)
        try requireRoom(forScorer: name, in: place.id)
        try connection.run(
            """
            INSERT INTO scorer (scorer_id, experiment, name) VALUES (?, ?, ?)
            ON CONFLICT (experiment, name) DO NOTHING
            """, .text(id), .integer(place.id), .text(name))
        let number = try connection.first(
            "SELECT id FROM scorer WHERE experiment = ? AND name = ?"
                + connection.dialect.forUpdate, [.integer(place.id), .text(name)]
        ) { row throws(TrackingError) in row.integer(0) ?? 0 }
        let last = try connection.first(
            "SELECT COALESCE(max(number), 0) FROM scorer_version WHERE scorer = ?",
            [.integer(number)]
        ) { row throws(TrackingError) in row.integer(0) ?? 0 }
        try connection.run(
            "INSERT INTO scorer_version (scorer, number, content, created) VALUES (?, ?, ?, ?)",
            .integer(number), .integer((last ?? 0) + 1), .text(content), .integer(now))
        return try scorer(name, version: nil, ofExperiment: experiment, within: reach)
    }

    private func requireRoom(
        forScorer name: String, in experiment: Int64
    ) throws(TrackingError) {
        let counts =
            try connection.first(
                """
                SELECT (SELECT count(*) FROM scorer WHERE experiment = ? AND name <> ?),
                  (SELECT count(*) FROM \(Self.scorerTables)
                   WHERE scorer.experiment = ? AND scorer.name = ?)
                """, [.integer(experiment), .text(name), .integer(experiment), .text(name)]
            ) { row throws(TrackingError) in (row.integer(0) ?? 0, row.integer(1) ?? 0) } ?? (0, 0)
        guard counts.0 < ScorerLimits.countMax, counts.1 < ScorerLimits.versionCountMax else {
            throw TrackingCheck.invalid(
                "An experiment has at most \(ScorerLimits.countMax) scorers, of at most "
                    + "\(ScorerLimits.versionCountMax) versions each.")
        }
    }

    /// The newest version of each scorer of experiments, those left out that the caller may not see.
    package func scorers(
        ofExperiments ids: [String], within reach: TrackingReach
    ) throws(TrackingError) -> [Scorer] {
        guard ids.count <= ScorerLimits.experimentCountMax else {
            throw TrackingCheck.invalid(
                "At most \(ScorerLimits.experimentCountMax) experiments may be given at once.")
        }
        var found: [Scorer] = []
        for number in try visible(ids, within: reach) {
            found += try connection.all(
                """
                SELECT \(Self.scorerColumns) FROM \(Self.scorerTables)
                WHERE scorer.experiment = ? AND \(Self.isNewest) ORDER BY scorer.name
                """, [.integer(number)], Self.scorer)
        }
        return found
    }

    /// All of one experiment, which must be there.
    package func scorers(
        ofExperiment id: String, within reach: TrackingReach
    ) throws(TrackingError) -> [Scorer] {
        let experiment = try experiment(id, within: reach)
        return try scorers(ofExperiments: ["\(experiment.id)"], within: reach)
    }

    /// All versions of one, the oldest first.
    package func versions(
        ofScorer name: String, ofExperiment id: String, within reach: TrackingReach
    ) throws(TrackingError) -> [Scorer] {
        let experiment = try experiment(id, within: reach)
        let found = try connection.all(
            """
            SELECT \(Self.scorerColumns) FROM \(Self.scorerTables)
            WHERE scorer.experiment = ? AND scorer.name = ? ORDER BY v.number
            """, [.integer(experiment.id), .text(name)], Self.scorer)
        guard !found.isEmpty else { throw .refused(.scorer(name, version: nil, in: id)) }
        return found
    }

    /// The newest version where none is named.
    package func scorer(
        _ name: String, version: Int64?, ofExperiment id: String, within reach: TrackingReach
    ) throws(TrackingError) -> Scorer {
        let experiment = try experiment(id, within: reach)
        let which =
            version.map { SQLCondition("v.number = ?", [.integer($0)]) }
            ?? SQLCondition(Self.isNewest)
        let found = try connection.first(
            """
            SELECT \(Self.scorerColumns) FROM \(Self.scorerTables)
            WHERE scorer.experiment = ? AND scorer.name = ? AND \(which.text)
            """, [.integer(experiment.id), .text(name)] + which.values, Self.scorer)
        guard let found else { throw .refused(.scorer(name, version: version, in: id)) }
        return found
    }

    /// All versions where none is named, and the scorer with the last of them.
    package func delete(
        scorer name: String, version: Int64?, ofExperiment id: String, within reach: TrackingReach
    ) throws(TrackingError) {
        let experiment = try loggable(traceExperiment: id, within: reach)
        let owner = "SELECT id FROM scorer WHERE experiment = ? AND name = ?"
        let which = version.map { SQLCondition(" AND number = ?", [.integer($0)]) }
        let count = try connection.changedCount(
            "DELETE FROM scorer_version WHERE scorer = (\(owner))" + (which?.text ?? ""),
            [.integer(experiment.id), .text(name)] + (which?.values ?? []))
        guard count > 0 else { throw .refused(.scorer(name, version: version, in: id)) }
        try connection.run(
            """
            DELETE FROM scorer WHERE experiment = ? AND name = ?
              AND NOT EXISTS (SELECT 1 FROM scorer_version AS v WHERE v.scorer = scorer.id)
            """, .integer(experiment.id), .text(name))
    }
}
