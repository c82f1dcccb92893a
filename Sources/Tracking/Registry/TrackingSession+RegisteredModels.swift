import Governance

/// What may be done to a registered model that is there.
package enum RegisteredModelChange: Sendable, Equatable {
    case rename(String)
    case describe(String)
    case setTag(TrackedPair)
    case removeTag(String)
    case delete
}

// Registered models, one at a time.
extension TrackingSession {
    /// - Throws: `exists` when the workspace has one of that name.
    package func create(
        _ new: RegisteredModel, within reach: TrackingReach
    ) throws(TrackingError) -> RegisteredModel {
        try Self.check(new, within: reach)
        var model = new
        var webhooks: [Int64] = []
        try connection.forEachRow(of: Self.creation(of: new)) { query, row throws(TrackingError) in
            let number = row.integer(0) ?? 0
            if query == 0 { model.number = number } else { webhooks.append(number) }
        }
        guard model.number > 0 else {
            throw .refused(.exists("Registered Model (name=\(new.name)) already exists."))
        }
        let number = model.number
        try connection.insert(
            into: "registered_model_tag", ["model", "key", "value"],
            new.tags.map { [.integer(number), .text($0.key), .text($0.value)] })
        try note(.created(new), to: webhooks, at: new.createdMilliseconds)
        return model
    }

    fileprivate static func check(
        _ new: RegisteredModel, within reach: TrackingReach
    ) throws(TrackingError) {
        guard reach.writable.contains(new.workspace) else { throw .refused(.mayNotLog) }
        try RegistryCheck.name(new.name)
        try RegistryCheck.description(new.description)
        try RegistryCheck.tags(new.tags)
    }

    fileprivate static func creation(of new: RegisteredModel) -> [SQLQuery] {
        [insertion(of: new), webhooks(toldOf: RegistryEvent.created(new).kind)]
    }

    private static func insertion(of model: RegisteredModel) -> SQLQuery {
        SQLQuery(
            """
            INSERT INTO registered_model (workspace, name, is_prompt, description, created, updated)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id
            """,
            [
                .text(model.workspace.name), .text(model.name), .integer(model.isPrompt ? 1 : 0),
                .text(model.description), .integer(model.createdMilliseconds),
                .integer(model.updatedMilliseconds),
            ])
    }

    static let registeredModelColumns =
        "registered_model.id, registered_model.workspace, registered_model.name, "
        + "registered_model.is_prompt, registered_model.description, registered_model.subject, "
        + "registered_model.created, registered_model.updated"

    static func registeredModel(_ row: any SQLRow) throws(TrackingError) -> RegisteredModel {
        guard let number = row.integer(0), let workspace = row.text(1).flatMap({ Workspace($0) }),
            let name = row.text(2), let isPrompt = row.integer(3), let created = row.integer(6),
            let updated = row.integer(7)
        else { throw .failed(.broken("a row of a registered model does not read")) }
        return RegisteredModel(
            number: number, name: name, workspace: workspace, isPrompt: isPrompt == 1,
            description: row.text(4) ?? "", subject: row.text(5), createdMilliseconds: created,
            updatedMilliseconds: updated)
    }

    /// The one of this name that the caller may see: of several the first that was made.
    ///
    /// - Throws: `missing` when there is none.
    func registeredModelRow(
        _ name: String, within reach: TrackingReach
    ) throws(TrackingError) -> RegisteredModel {
        try RegistryCheck.name(name)
        let all = try connection.all(
            """
            SELECT \(Self.registeredModelColumns) FROM registered_model WHERE name = ?
            ORDER BY id LIMIT 1000
            """, [.text(name)], Self.registeredModel)
        guard let found = all.first(where: { reach.readable.contains($0.workspace) }) else {
            throw .refused(.registeredModel(name))
        }
        return found
    }

    /// The same, with tags and the newest versions.
    package func registeredModel(
        _ name: String, within reach: TrackingReach
    ) throws(TrackingError) -> RegisteredModel {
        var found = try registeredModelRow(name, within: reach)
        found.tags = try pairs("registered_model_tag", "model", of: found.number)
        found.aliases = try aliases(of: [found.number])[found.number] ?? []
        found.latest = try latestVersions(of: [found.number])[found.number] ?? []
        return found
    }

    /// The same, where something is to be changed.
    func changeableModel(
        _ name: String, within reach: TrackingReach
    ) throws(TrackingError) -> RegisteredModel {
        let found = try registeredModelRow(name, within: reach)
        try reach.requireLogging(found.workspace, orElse: .registeredModel(name))
        return found
    }

    package func change(
        registeredModel name: String, _ change: RegisteredModelChange, at now: Int64,
        within reach: TrackingReach
    ) throws(TrackingError) -> RegisteredModel {
        let model = try changeableModel(name, within: reach)
        switch change {
        case .rename(let newName): try rename(model, to: newName, at: now)
        case .describe(let text):
            try RegistryCheck.description(text)
            try connection.run(
                "UPDATE registered_model SET description = ?, updated = ? WHERE id = ?",
                .text(text), .integer(now), .integer(model.number))
        case .setTag(let tag):
            try RegistryCheck.tag(tag)
            try connection.insert(
                into: "registered_model_tag", ["model", "key", "value"],
                [[.integer(model.number), .text(tag.key), .text(tag.value)]],
                "ON CONFLICT (model, key) DO UPDATE SET value = excluded.value")
            try note(.tagSet(tag, on: model), at: now)
        case .removeTag(let key):
            let count = try connection.changedCount(
                "DELETE FROM registered_model_tag WHERE model = ? AND key = ?",
                .integer(model.number), .text(key))
            if count > 0 { try note(.tagDeleted(key, from: model), at: now) }
        case .delete:
            try delete(model)
            return model
        }
        if case .rename(let newName) = change { return try registeredModel(newName, within: reach) }
        return try registeredModel(name, within: reach)
    }

    private func rename(
        _ model: RegisteredModel, to name: String, at now: Int64
    ) throws(TrackingError) {
        try RegistryCheck.name(name, "new_name")
        let taken = try connection.first(
            "SELECT id FROM registered_model WHERE workspace = ? AND name = ?",
            [.text(model.workspace.name), .text(name)]
        ) { row throws(TrackingError) in row.integer(0) ?? 0 }
        guard taken == nil || taken == model.number else {
            throw .refused(.exists("Registered Model (name=\(name)) already exists."))
        }
        try connection.run(
            "UPDATE registered_model SET name = ?, updated = ? WHERE id = ?", .text(name),
            .integer(now), .integer(model.number))
        try connection.run(
            "UPDATE model_version SET updated = ? WHERE model = ? AND is_deleted = 0",
            .integer(now), .integer(model.number))
    }

    private func delete(_ model: RegisteredModel) throws(TrackingError) {
        try connection.run(
            """
            DELETE FROM model_version_tag
            WHERE version IN (SELECT id FROM model_version WHERE model = ?)
            """, .integer(model.number))
        for table in ["model_version", "registered_model_tag", "model_alias"] {
            try connection.run("DELETE FROM \(table) WHERE model = ?", .integer(model.number))
        }
        try connection.run("DELETE FROM registered_model WHERE id = ?", .integer(model.number))
    }

    /// Says which governed thing its versions are of.
    package func name(
        subject: String, ofRegisteredModel number: Int64
    ) throws(TrackingError) {
        try connection.run(
            "UPDATE registered_model SET subject = ? WHERE id = ? AND subject IS NULL",
            .text(subject), .integer(number))
    }

    /// Whether another registered model has versions of this governed thing, or had.
    package func isTaken(
        subject: String, byOtherThan number: Int64
    ) throws(TrackingError) -> Bool {
        try connection.first(
            "SELECT 1 FROM registered_model WHERE subject = ? AND id <> ?",
            [.text(subject), .integer(number)]
        ) { _ throws(TrackingError) in true } ?? false
    }
}

extension FirstQuestion {
    /// That of ``TrackingSession/create(_:within:)``.
    package static func creating(
        _ new: RegisteredModel, within reach: TrackingReach
    ) -> FirstQuestion {
        do throws(TrackingError) { try TrackingSession.check(new, within: reach) } catch {
            return .unknown
        }
        return FirstQuestion(TrackingSession.creation(of: new))
    }
}
