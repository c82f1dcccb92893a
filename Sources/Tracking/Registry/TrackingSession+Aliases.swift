import Governance

// What aliases of registered models mean.
extension TrackingSession {
    package func modelVersion(
        _ name: String, alias: String, within reach: TrackingReach
    ) throws(TrackingError) -> ModelVersion {
        try RegistryCheck.alias(alias)
        let model = try registeredModelRow(name, within: reach)
        if alias.lowercased() == RegistryCheck.latestAlias {
            return try newestVersion(of: model, within: reach)
        }
        let number = try connection.first(
            "SELECT number FROM model_alias WHERE model = ? AND alias = ?",
            [.integer(model.number), .text(alias)]
        ) { row throws(TrackingError) in row.integer(0) ?? 0 }
        guard let number else {
            throw .refused(.invalid("Registered model alias \(alias) not found."))
        }
        return try modelVersion(name, number, within: reach)
    }

    private func newestVersion(
        of model: RegisteredModel, within reach: TrackingReach
    ) throws(TrackingError) -> ModelVersion {
        let number =
            try connection.first(
                "SELECT max(number) FROM model_version WHERE model = ? AND is_deleted = 0",
                [.integer(model.number)]
            ) { row throws(TrackingError) in row.integer(0) } ?? nil
        guard let number else {
            throw .refused(.missing("Latest version not found for model \(model.name)."))
        }
        return try modelVersion(model.name, number, within: reach)
    }

    /// A version that is there, for who may change it.
    package func changeableVersion(
        _ name: String, _ number: Int64, within reach: TrackingReach
    ) throws(TrackingError) -> ModelVersion {
        _ = try changeableModel(name, within: reach)
        return try modelVersion(name, number, within: reach)
    }

    /// A model with its aliases, for who may change it.
    package func changeableModel(
        named name: String, within reach: TrackingReach
    ) throws(TrackingError) -> RegisteredModel {
        var model = try changeableModel(name, within: reach)
        model.aliases = try aliases(of: [model.number])[model.number] ?? []
        return model
    }

    package func set(
        alias: String, of version: ModelVersion, at now: Int64
    ) throws(TrackingError) {
        try connection.insert(
            into: "model_alias", ["model", "alias", "number"],
            [[.integer(version.model), .text(alias), .integer(version.number)]],
            "ON CONFLICT (model, alias) DO UPDATE SET number = excluded.number")
        try connection.run(
            "UPDATE registered_model SET updated = ? WHERE id = ?", .integer(now),
            .integer(version.model))
        let isPrompt = try connection.first(
            "SELECT is_prompt FROM registered_model WHERE id = ?", [.integer(version.model)]
        ) { row throws(TrackingError) in row.integer(0) == 1 }
        try note(
            .aliasCreated(alias, of: version, isPrompt: isPrompt ?? false), at: now)
    }

    package func remove(
        alias: String, of model: RegisteredModel, at now: Int64
    ) throws(TrackingError) {
        let count = try connection.changedCount(
            "DELETE FROM model_alias WHERE model = ? AND alias = ?", .integer(model.number),
            .text(alias))
        if count > 0 { try note(.aliasDeleted(alias, of: model), at: now) }
    }

    func aliases(of models: [Int64]) throws(TrackingError) -> [Int64: [ModelAlias]] {
        guard !models.isEmpty else { return [:] }
        var found: [Int64: [ModelAlias]] = [:]
        let query = Self.aliases(of: models)
        try connection.forEachRow(query.sql, query.values) { row throws(TrackingError) in
            found[row.integer(0) ?? 0, default: []].append(
                ModelAlias(alias: row.text(1) ?? "", number: row.integer(2) ?? 0))
        }
        return found
    }

    static func aliases(of models: [Int64]) -> SQLQuery {
        let places = SQLCondition.among("model", models)
        return SQLQuery(
            "SELECT model, alias, number FROM model_alias WHERE \(places.text) ORDER BY model, alias",
            places.values)
    }

    /// The aliases that mean one version.
    func aliases(of version: ModelVersion) throws(TrackingError) -> [String] {
        try connection.all(
            "SELECT alias FROM model_alias WHERE model = ? AND number = ? ORDER BY alias",
            [.integer(version.model), .integer(version.number)]
        ) { row throws(TrackingError) in row.text(0) ?? "" }
    }
}
