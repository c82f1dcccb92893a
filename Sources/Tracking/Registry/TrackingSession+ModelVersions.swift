import Governance

/// What may be done to a version of a registered model that is there.
package enum ModelVersionChange: Sendable, Equatable {
    case describe(String)
    case setTag(TrackedPair)
    case removeTag(String)
    /// `archivesOthers`: Whether versions that are in that stage leave it.
    case move(to: ModelVersion.Stage, archivesOthers: Bool)
    case delete
}

// Versions of registered models, one at a time.
extension TrackingSession {
    /// Adds a version whose files, at `location`, are yet to be looked at.
    package func createModelVersion(
        _ new: NewModelVersion, location: String, at now: Int64, within reach: TrackingReach
    ) throws(TrackingError) -> ModelVersion {
        let model = try changeableModel(new.name, within: reach)
        try RegistryCheck.description(new.description)
        try RegistryCheck.tags(new.tags)
        try TrackingCheck.length(new.source, "source", RegistryCheck.sourceLengthMax)
        try TrackingCheck.plain(new.source + (new.runLink ?? "") + (new.runID ?? ""), "source")
        if connection.dialect == .postgres {
            // Two servers must not give the same number.
            try connection.run(
                "UPDATE registered_model SET updated = ? WHERE id = ?", .integer(now),
                .integer(model.number))
        }
        let number =
            try connection.first(
                "SELECT coalesce(max(number), 0) + 1 FROM model_version WHERE model = ?",
                [.integer(model.number)]
            ) { row throws(TrackingError) in row.integer(0) ?? 1 } ?? 1
        var version = ModelVersion(
            row: 0, model: model.number, name: model.name, number: number,
            workspace: model.workspace, source: new.source, location: location,
            runID: new.runID, runLink: new.runLink, modelID: new.modelID, user: new.user,
            description: new.description, status: .pending, stage: .none,
            createdMilliseconds: now, updatedMilliseconds: now, tags: new.tags.lastOfEachKey)
        version.row = try insert(version)
        try connection.insert(
            into: "model_version_tag", ["version", "key", "value"],
            version.tags.map { [.integer(version.row), .text($0.key), .text($0.value)] })
        try touch(model.number, at: now)
        try note(.created(version, isPrompt: model.isPrompt), at: now)
        return version
    }

    func insert(_ version: ModelVersion) throws(TrackingError) -> Int64 {
        try connection.first(
            """
            INSERT INTO model_version (model, number, source, location, run_id, run_link, model_id,
              user_id, description, status, stage, created, updated, is_deleted)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0) RETURNING id
            """,
            [
                .integer(version.model), .integer(version.number), .text(version.source),
                .text(version.location), .text(version.runID), .text(version.runLink),
                .text(version.modelID), .text(version.user), .text(version.description),
                .integer(version.status.rawValue), .text(version.stage.rawValue),
                .integer(version.createdMilliseconds), .integer(version.updatedMilliseconds),
            ]
        ) { row throws(TrackingError) in row.integer(0) ?? 0 } ?? 0
    }

    private func touch(_ model: Int64, at now: Int64) throws(TrackingError) {
        try connection.run(
            "UPDATE registered_model SET updated = ? WHERE id = ?", .integer(now),
            .integer(model))
    }

    static let modelVersionColumns =
        "model_version.id, model_version.model, registered_model.name, model_version.number, "
        + "registered_model.workspace, model_version.source, model_version.location, "
        + "model_version.run_id, model_version.run_link, model_version.model_id, "
        + "model_version.user_id, model_version.description, model_version.status, "
        + "model_version.status_message, model_version.stage, model_version.version_name, "
        + "model_version.created, model_version.updated"

    static let modelVersionTables =
        "model_version JOIN registered_model ON registered_model.id = model_version.model"

    static func modelVersion(_ row: any SQLRow) throws(TrackingError) -> ModelVersion {
        guard let id = row.integer(0), let model = row.integer(1), let name = row.text(2),
            let number = row.integer(3), let workspace = row.text(4).flatMap({ Workspace($0) }),
            let source = row.text(5), let location = row.text(6),
            let status = row.integer(12).flatMap(ModelVersion.Status.init(rawValue:)),
            let stage = row.text(14).flatMap(ModelVersion.Stage.init(rawValue:)),
            let created = row.integer(16), let updated = row.integer(17)
        else { throw .failed(.broken("a row of a model version does not read")) }
        return ModelVersion(
            row: id, model: model, name: name, number: number, workspace: workspace,
            source: source, location: location, runID: row.text(7), runLink: row.text(8),
            modelID: row.text(9), user: row.text(10) ?? "", description: row.text(11) ?? "",
            status: status, statusMessage: row.text(13), stage: stage, version: row.text(15),
            createdMilliseconds: created, updatedMilliseconds: updated)
    }

    /// - Throws: `missing` also when it was deleted.
    package func modelVersion(
        _ name: String, _ number: Int64, within reach: TrackingReach
    ) throws(TrackingError) -> ModelVersion {
        let model = try registeredModelRow(name, within: reach)
        let found = try connection.first(
            """
            SELECT \(Self.modelVersionColumns) FROM \(Self.modelVersionTables)
            WHERE model_version.model = ? AND model_version.number = ?
              AND model_version.is_deleted = 0
            """, [.integer(model.number), .integer(number)], Self.modelVersion)
        guard var found else { throw .refused(.modelVersion(name, number)) }
        found.tags = try pairs("model_version_tag", "version", of: found.row)
        found.aliases = try aliases(of: found)
        return found
    }

    /// The newest version of each stage, by model; with their tags.
    package func latestVersions(
        of models: [Int64]
    ) throws(TrackingError) -> [Int64: [ModelVersion]] {
        guard !models.isEmpty else { return [:] }
        let query = Self.latestVersions(of: models)
        let found = try connection.all(query.sql, query.values, Self.modelVersion)
        return Dictionary(grouping: try tagged(found), by: \.model)
    }

    static func latestVersions(of models: [Int64]) -> SQLQuery {
        let places = SQLCondition.among("model", models)
        return SQLQuery(
            """
            SELECT \(modelVersionColumns) FROM \(modelVersionTables)
            WHERE model_version.is_deleted = 0 AND model_version.id IN (
              SELECT max(id) FROM model_version WHERE \(places.text) AND is_deleted = 0
              GROUP BY model, stage)
            ORDER BY model_version.model, model_version.number
            """, places.values)
    }

    /// The same versions with their tags.
    func tagged(_ versions: [ModelVersion]) throws(TrackingError) -> [ModelVersion] {
        guard !versions.isEmpty else { return [] }
        let places = Array(repeating: "?", count: versions.count).joined(separator: ",")
        var tags: [Int64: [TrackedPair]] = [:]
        try connection.forEachRow(
            """
            SELECT version, key, value FROM model_version_tag WHERE version IN (\(places))
            ORDER BY version, key
            """, versions.map { .integer($0.row) }
        ) { row throws(TrackingError) in
            tags[row.integer(0) ?? 0, default: []].append(
                TrackedPair(key: row.text(1) ?? "", value: row.text(2) ?? ""))
        }
        let aliases = try aliases(of: Array(Set(versions.map(\.model))))
        return versions.map { version in
            var version = version
            version.tags = tags[version.row] ?? []
            version.aliases = (aliases[version.model] ?? [])
                .filter { $0.number == version.number }.map(\.alias)
            return version
        }
    }

    /// - Returns: The version as it is then.
    package func change(
        modelVersion name: String, _ number: Int64, _ change: ModelVersionChange, at now: Int64,
        within reach: TrackingReach
    ) throws(TrackingError) -> ModelVersion {
        let isPrompt = try changeableModel(name, within: reach).isPrompt
        let version = try modelVersion(name, number, within: reach)
        switch change {
        case .describe(let text):
            try RegistryCheck.description(text)
            try connection.run(
                "UPDATE model_version SET description = ?, updated = ? WHERE id = ?", .text(text),
                .integer(now), .integer(version.row))
        case .setTag(let tag):
            try RegistryCheck.tag(tag)
            try connection.insert(
                into: "model_version_tag", ["version", "key", "value"],
                [[.integer(version.row), .text(tag.key), .text(tag.value)]],
                "ON CONFLICT (version, key) DO UPDATE SET value = excluded.value")
            try note(.tagSet(tag, on: version, isPrompt: isPrompt), at: now)
        case .removeTag(let key):
            let count = try connection.changedCount(
                "DELETE FROM model_version_tag WHERE version = ? AND key = ?",
                .integer(version.row), .text(key))
            if count > 0 {
                try note(.tagDeleted(key, from: version, isPrompt: isPrompt), at: now)
            }
        case .move(let stage, let archivesOthers):
            try move(version, to: stage, archivesOthers: archivesOthers, at: now)
        case .delete:
            try connection.run(
                "UPDATE model_version SET is_deleted = 1, updated = ? WHERE id = ?",
                .integer(now), .integer(version.row))
            try connection.run(
                "DELETE FROM model_alias WHERE model = ? AND number = ?", .integer(version.model),
                .integer(version.number))
            try touch(version.model, at: now)
            return version
        }
        return try modelVersion(name, number, within: reach)
    }

    private func move(
        _ version: ModelVersion, to stage: ModelVersion.Stage, archivesOthers: Bool, at now: Int64
    ) throws(TrackingError) {
        if archivesOthers {
            try connection.run(
                """
                UPDATE model_version SET stage = 'Archived', updated = ?
                WHERE model = ? AND stage = ? AND id <> ? AND is_deleted = 0
                """, .integer(now), .integer(version.model), .text(stage.rawValue),
                .integer(version.row))
        }
        try connection.run(
            "UPDATE model_version SET stage = ?, updated = ? WHERE id = ?",
            .text(stage.rawValue), .integer(now), .integer(version.row))
        try touch(version.model, at: now)
    }

    /// Says how looking at a version's files ended.
    package func finish(
        modelVersion row: Int64, as status: ModelVersion.Status, message: String?,
        version: String?, at now: Int64
    ) throws(TrackingError) {
        try connection.run(
            """
            UPDATE model_version SET status = ?, status_message = ?, version_name = ?, updated = ?
            WHERE id = ?
            """, .integer(status.rawValue), .text(message), .text(version), .integer(now),
            .integer(row))
    }

    /// Versions whose files have been looked at since before a time.
    package func pendingVersions(
        since: Int64, limit: Int
    ) throws(TrackingError) -> [ModelVersion] {
        try connection.all(
            """
            SELECT \(Self.modelVersionColumns) FROM \(Self.modelVersionTables)
            WHERE model_version.status = 0 AND model_version.created <= ?
            ORDER BY model_version.id LIMIT ?
            """, [.integer(since), .integer(Int64(limit))], Self.modelVersion)
    }

    /// The registered versions whose files are at one of these places.
    package func modelVersions(
        at locations: [String]
    ) throws(TrackingError) -> [ModelVersion] {
        let condition = SQLCondition.among("model_version.location", locations)
        return try connection.all(
            """
            SELECT \(Self.modelVersionColumns) FROM \(Self.modelVersionTables)
            WHERE \(condition.text) AND model_version.version_name IS NOT NULL LIMIT 100
            """, condition.values, Self.modelVersion)
    }
}
