import Governance

/// What a client logs to a run at once.
package struct LogEntries: Sendable, Equatable {
    package var metrics: [Metric]
    package var parameters: [TrackedPair]
    package var tags: [TrackedPair]

    package init(
        metrics: [Metric] = [], parameters: [TrackedPair] = [], tags: [TrackedPair] = []
    ) {
        self.metrics = metrics
        self.parameters = parameters
        self.tags = tags
    }
}

// Metrics, parameters and tags of runs.
extension TrackingSession {
    /// - Throws: `invalid` also when a parameter has another value already.
    package func log(
        _ entries: LogEntries, to id: String, within reach: TrackingReach
    ) throws(TrackingError) {
        try TrackingCheck.batch(
            metrics: entries.metrics, parameters: entries.parameters, tags: entries.tags)
        if Self.mayTouchFirst(entries, within: reach), let run = try touched(run: id) {
            return try journal(entries.metrics, entries.tags, on: run)
        }
        var run = try loggable(run: id, within: reach)
        let fresh = try newParameters(entries.parameters, of: run)
        let names = Set(entries.metrics.compactMap(\.model))
        let models = try numbers(ofModels: names, run)
        try connection.insert(
            into: "param", ["run", "key", "value"],
            fresh.map { [.integer(run.number), .text($0.key), .text($0.value)] })
        try put(entries.metrics, ofModels: models, on: run)
        try touch(&run)
        try journal(entries.metrics, entries.tags, on: run)
    }

    /// Gives a run that is held a new revision, with which something comes to its journal.
    func touch(_ run: inout RunInfo) throws(TrackingError) {
        run.revision += 1
        try connection.run(
            "UPDATE run SET revision = ?, unsettled = 1 WHERE id = ?", .integer(run.revision),
            .integer(run.number))
    }

    /// Whether nothing else can keep an active run from being logged to.
    fileprivate static func mayTouchFirst(
        _ entries: LogEntries, within reach: TrackingReach
    ) -> Bool {
        entries.parameters.isEmpty && reach.writable == .all
            && !entries.metrics.contains { $0.model != nil }
    }

    /// The run, held and with a new revision; `nil` when it is not active.
    private func touched(run id: String) throws(TrackingError) -> RunInfo? {
        let query = Self.touchQuery(id)
        return try connection.first(query.sql, query.values, Self.runInfo)
    }

    fileprivate static func touchQuery(_ id: String) -> SQLQuery {
        SQLQuery(
            """
            UPDATE run SET revision = revision + 1, unsettled = 1 WHERE run_id = ? AND stage = ?
            RETURNING \(runColumns)
            """, [.text(id), .integer(LifecycleStage.active.rawValue)])
    }

    /// Those that are not there yet.
    private func newParameters(
        _ pairs: [TrackedPair], of run: RunInfo
    ) throws(TrackingError) -> [TrackedPair] {
        guard !pairs.isEmpty else { return [] }
        var known: [String: String] = [:]
        var fresh: [TrackedPair] = []
        for pair in pairs {
            let value = TrackingCheck.cut(pair.value, to: TrackingLimits.parameterLengthMax)
            var old = known[pair.key]
            if old == nil { old = try parameter(pair.key, of: run) }
            guard let old else {
                known[pair.key] = value
                fresh.append(TrackedPair(key: pair.key, value: value))
                continue
            }
            guard old == value else {
                throw TrackingCheck.invalid(
                    "Changing param values is not allowed. Param with key='\(pair.key)' was "
                        + "already logged with value='\(old)' for run ID='\(run.id)'. Attempted "
                        + "logging new value '\(value)'.")
            }
        }
        return fresh
    }

    private func parameter(_ key: String, of run: RunInfo) throws(TrackingError) -> String? {
        try connection.first(
            "SELECT value FROM param WHERE run = ? AND key = ?",
            [.integer(run.number), .text(key)]
        ) { row throws(TrackingError) in row.text(0) ?? "" }
    }

    private func numbers(
        ofModels ids: Set<String>, _ run: RunInfo
    ) throws(TrackingError) -> [String: Int64] {
        var numbers: [String: Int64] = [:]
        for id in ids {
            let number = try connection.first(
                "SELECT id FROM logged_model WHERE model_id = ? AND experiment = ?",
                [.text(id), .integer(run.experiment)]
            ) { row throws(TrackingError) in row.integer(0) ?? 0 }
            guard let number else { throw .refused(.model(id)) }
            numbers[id] = number
        }
        return numbers
    }

    /// What was measured of logged models, beside them.
    private func put(
        _ metrics: [Metric], ofModels numbers: [String: Int64], on run: RunInfo
    ) throws(TrackingError) {
        guard !numbers.isEmpty else { return }
        let rows: [[SQLValue]] = metrics.compactMap { metric in
            guard let number = metric.model.flatMap({ numbers[$0] }) else { return nil }
            return [
                .integer(number), .text(metric.key), .integer(metric.timestampMilliseconds),
                .integer(metric.step), .text(run.id),
                .number(metric.value.isNaN ? 0 : metric.value),
                .integer(metric.value.isNaN ? 1 : 0), .text(metric.dataset?.name ?? ""),
                .text(metric.dataset?.digest ?? ""),
            ]
        }
        try connection.insert(
            into: "logged_model_metric",
            [
                "model", "key", "timestamp", "step", "run_id", "value", "is_nan", "dataset",
                "dataset_digest",
            ], rows, "ON CONFLICT DO NOTHING")
    }
}

extension FirstQuestion {
    /// That of ``TrackingSession/log(_:to:within:)``.
    package static func logging(
        _ entries: LogEntries, to run: String, within reach: TrackingReach
    ) -> FirstQuestion {
        guard TrackingSession.mayTouchFirst(entries, within: reach) else { return .unknown }
        return FirstQuestion([TrackingSession.touchQuery(run)])
    }
}
