import Governance

/// What may be done to a logged model that is there.
package enum LoggedModelChange: Sendable, Equatable {
    case finish(LoggedModel.Status)
    case setTags([TrackedPair])
    case removeTag(String)
    case addParameters([TrackedPair])
    case delete
}

// Logged models, one at a time.
extension TrackingSession {
    /// The run it comes from is whichever the client says: it may be another server's.
    package func createModel(
        _ new: NewLoggedModel, at now: Int64, within reach: TrackingReach
    ) throws(TrackingError) -> LoggedModel {
        let experiment = try loggable(experiment: new.experiment, within: reach)
        guard experiment.stage == .active else {
            throw TrackingCheck.invalid(
                "The experiment \(experiment.id) must be in the 'active' state. Current state is "
                    + "deleted.")
        }
        try TrackingCheck.modelName(new.name)
        try TrackingCheck.batch(metrics: [], parameters: new.parameters, tags: new.tags)
        try TrackingCheck.plain((new.kind ?? "") + (new.sourceRun ?? ""), "model_type")
        try TrackingCheck.length(new.kind ?? "", "model_type", 500)
        var model = LoggedModel(
            number: 0, id: new.id, experiment: experiment.id, name: new.name,
            artifactURI: "\(experiment.artifactLocation)/models/\(new.id)/artifacts",
            createdMilliseconds: now, updatedMilliseconds: now, status: .pending,
            kind: new.kind, sourceRun: new.sourceRun)
        model.number = try insert(model)
        model.parameters = new.parameters.lastOfEachKey
        model.tags = new.tags.lastOfEachKey.map(\.cut)
        try put(model.parameters, in: "logged_model_param", of: model)
        try put(model.tags, in: "logged_model_tag", of: model)
        return model
    }

    private func insert(_ model: LoggedModel) throws(TrackingError) -> Int64 {
        try connection.first(
            """
            INSERT INTO logged_model (model_id, experiment, name, location, created, updated,
              status, stage, kind, source_run) VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?) RETURNING id
            """,
            [
                .text(model.id), .integer(model.experiment), .text(model.name),
                .text(model.artifactURI), .integer(model.createdMilliseconds),
                .integer(model.updatedMilliseconds), .integer(model.status.rawValue),
                .text(model.kind), .text(model.sourceRun),
            ]
        ) { row throws(TrackingError) in row.integer(0) ?? 0 } ?? 0
    }

    private func put(
        _ pairs: [TrackedPair], in table: String, of model: LoggedModel
    ) throws(TrackingError) {
        try connection.insert(
            into: table, ["model", "key", "value"],
            pairs.map { [.integer(model.number), .text($0.key), .text($0.value)] },
            "ON CONFLICT (model, key) DO UPDATE SET value = excluded.value")
    }

    static let modelColumns =
        "logged_model.id, logged_model.model_id, logged_model.experiment, logged_model.name, "
        + "logged_model.location, logged_model.created, logged_model.updated, "
        + "logged_model.status, logged_model.kind, logged_model.source_run"

    static func model(_ row: any SQLRow) throws(TrackingError) -> LoggedModel {
        guard let number = row.integer(0), let id = row.text(1), let experiment = row.integer(2),
            let name = row.text(3), let location = row.text(4), let created = row.integer(5),
            let updated = row.integer(6),
            let status = row.integer(7).flatMap(LoggedModel.Status.init(rawValue:))
        else { throw .failed(.broken("a row of a logged model does not read")) }
        return LoggedModel(
            number: number, id: id, experiment: experiment, name: name, artifactURI: location,
            createdMilliseconds: created, updatedMilliseconds: updated, status: status,
            kind: row.text(8), sourceRun: row.text(9))
    }

    /// - Throws: `missing` also when it was deleted.
    package func model(
        _ id: String, within reach: TrackingReach
    ) throws(TrackingError) -> LoggedModel {
        let found = try connection.first(
            "SELECT \(Self.modelColumns) FROM logged_model WHERE model_id = ? AND stage = 0",
            [.text(id)], Self.model)
        guard let found else { throw .refused(.model(id)) }
        try requireReading(experiment: found.experiment, within: reach, orElse: .model(id))
        return try loaded(found)
    }

    func loaded(_ model: LoggedModel) throws(TrackingError) -> LoggedModel {
        var model = model
        model.parameters = try pairs("logged_model_param", "model", of: model.number)
        model.tags = try pairs("logged_model_tag", "model", of: model.number)
        model.metrics = try connection.all(
            """
            SELECT key, value, is_nan, timestamp, step, run_id, dataset, dataset_digest
            FROM logged_model_metric WHERE model = ? ORDER BY key, timestamp, step LIMIT 10000
            """, [.integer(model.number)]
        ) { row throws(TrackingError) in
            var metric = try Self.metric(row)
            metric.model = model.id
            if let name = row.text(6), !name.isEmpty {
                metric.dataset = Metric.DatasetName(name: name, digest: row.text(7) ?? "")
            }
            return LoggedModel.Measured(metric: metric, run: row.text(5) ?? "")
        }
        return model
    }

    package func change(
        model id: String, _ change: LoggedModelChange, at now: Int64, within reach: TrackingReach
    ) throws(TrackingError) -> LoggedModel {
        var model = try model(id, within: reach)
        if reach.writable != .all {
            guard let workspace = try workspace(ofExperiment: model.experiment) else {
                throw .refused(.model(id))
            }
            try reach.requireLogging(workspace, orElse: .model(id))
        }
        switch change {
        case .finish(let status):
            model.status = status
            try connection.run(
                "UPDATE logged_model SET status = ? WHERE id = ?", .integer(status.rawValue),
                .integer(model.number))
        case .setTags(let tags):
            try TrackingCheck.batch(metrics: [], parameters: [], tags: tags)
            try put(tags.lastOfEachKey.map(\.cut), in: "logged_model_tag", of: model)
        case .removeTag(let key): try removeTag(key, of: model)
        case .addParameters(let pairs):
            try TrackingCheck.batch(metrics: [], parameters: pairs, tags: [])
            try put(pairs.lastOfEachKey, in: "logged_model_param", of: model)
        case .delete:
            try connection.run(
                "UPDATE logged_model SET stage = 1 WHERE id = ?", .integer(model.number))
        }
        try connection.run(
            "UPDATE logged_model SET updated = ? WHERE id = ?", .integer(now),
            .integer(model.number))
        model.updatedMilliseconds = now
        return change == .delete ? model : try loaded(model)
    }

    private func removeTag(_ key: String, of model: LoggedModel) throws(TrackingError) {
        let count = try connection.changedCount(
            "DELETE FROM logged_model_tag WHERE model = ? AND key = ?", .integer(model.number),
            .text(key))
        guard count > 0 else {
            throw .refused(
                .missing("No tag with key '\(key.prefix(250))' found for model \(model.id)."))
        }
    }
}

extension TrackingCheck {
    fileprivate static func modelName(_ name: String) throws(TrackingError) {
        guard !name.isEmpty, !name.contains(where: { "/:.%\"'".contains($0) }),
            fits(name, TrackingLimits.experimentNameLengthMax)
        else {
            throw invalid(
                "Invalid model name ('\(cut(name, to: 100))') provided. Model name must be a "
                    + "non-empty string and cannot contain the following characters: "
                    + "('/', ':', '.', '%', '\"', \"'\")")
        }
        try plain(name, "name")
    }
}
