package import Governance

/// A version of a registered model as another tracking server states it.
package struct UpstreamVersion: Sendable {
    package var number: Int64
    package var createdMilliseconds: Int64
    package var new: NewModelVersion

    package init(number: Int64, createdMilliseconds: Int64, new: NewModelVersion) {
        self.number = number
        self.createdMilliseconds = createdMilliseconds
        self.new = new
    }
}

extension ModelVersion {
    /// What stands before the address of files that another tracking server has.
    package static let upstreamPrefix = "upstream+"

    /// Whether another tracking server has it, and this one knows of it.
    package var isMirrored: Bool { location.hasPrefix(Self.upstreamPrefix) }

    /// Whether the other server means the same by this number: a model that was deleted and made
    /// again counts from 1 again.
    package func isSame(as stated: UpstreamVersion) -> Bool {
        createdMilliseconds == stated.createdMilliseconds && source == stated.new.source
    }
}

// What another tracking server has, as far as this one needs to know it.
extension TrackingSession {
    /// The model of this name in the workspace; made when there is none.
    package func mirror(
        registeredModel name: String, in workspace: Workspace, description: String,
        tags: [TrackedPair], at now: Int64
    ) throws(TrackingError) -> RegisteredModel {
        let reach = TrackingReach(readable: .only([workspace]), writable: .only([workspace]))
        let known = try connection.first(
            "SELECT id FROM registered_model WHERE workspace = ? AND name = ?",
            [.text(workspace.name), .text(name)]
        ) { row throws(TrackingError) in row.integer(0) ?? 0 }
        guard known == nil else { return try registeredModel(name, within: reach) }
        let elsewhere = try connection.first(
            "SELECT id FROM registered_model WHERE name = ?", [.text(name)]
        ) { row throws(TrackingError) in row.integer(0) ?? 0 }
        guard elsewhere == nil else {
            throw TrackingCheck.invalid(
                "Another workspace of this server has a registered model '\(name)' of its own; "
                    + "keep it and the MLflow server's in two homes.")
        }
        let new = RegisteredModel(
            newNamed: name, in: workspace, description: description, tags: tags, at: now)
        return try create(new, within: reach)
    }

    /// The version by its number at the other server; pending when it is new, or other than the one
    /// that had the number there.
    ///
    /// - Throws: `invalid` when this server has another one of its own by that name and number.
    package func mirror(
        _ stated: UpstreamVersion, of model: RegisteredModel, location: String, at now: Int64
    ) throws(TrackingError) -> ModelVersion {
        if let known = try mirrored(model.name, stated.number, in: model.workspace) {
            let isMirror = location.hasPrefix(ModelVersion.upstreamPrefix)
            if known.isMirrored == isMirror, known.isSame(as: stated) { return known }
            guard known.isMirrored, isMirror else {
                throw TrackingCheck.invalid(
                    "Model version \(stated.number) of '\(model.name)' is this server's own, and "
                        + "the other MLflow server has another; keep them in two homes.")
            }
        }
        try forget(stated.number, of: model.number)
        try RegistryCheck.description(stated.new.description)
        try RegistryCheck.tags(stated.new.tags)
        try TrackingCheck.length(stated.new.source, "source", RegistryCheck.sourceLengthMax)
        let new = stated.new
        var version = ModelVersion(
            row: 0, model: model.number, name: model.name, number: stated.number,
            workspace: model.workspace, source: new.source,
            location: location, runID: new.runID,
            runLink: new.runLink, modelID: new.modelID, user: new.user,
            description: new.description, status: .pending, stage: .none,
            createdMilliseconds: stated.createdMilliseconds, updatedMilliseconds: now,
            tags: new.tags.lastOfEachKey)
        version.row = try insert(version)
        try connection.insert(
            into: "model_version_tag", ["version", "key", "value"],
            version.tags.map { [.integer(version.row), .text($0.key), .text($0.value)] })
        return version
    }

    /// A number that is given again means nothing that it meant before.
    private func forget(_ number: Int64, of model: Int64) throws(TrackingError) {
        try connection.run(
            """
            DELETE FROM model_version_tag WHERE version IN
              (SELECT id FROM model_version WHERE model = ? AND number = ?)
            """, .integer(model), .integer(number))
        for table in ["model_version", "model_alias"] {
            try connection.run(
                "DELETE FROM \(table) WHERE model = ? AND number = ?", .integer(model),
                .integer(number))
        }
    }

    /// What is known of a version of another server; `nil` when nothing is.
    package func mirrored(
        _ name: String, _ number: Int64, in workspace: Workspace
    ) throws(TrackingError) -> ModelVersion? {
        try connection.first(
            """
            SELECT \(Self.modelVersionColumns) FROM \(Self.modelVersionTables)
            WHERE registered_model.name = ? AND registered_model.workspace = ?
              AND model_version.number = ? AND model_version.is_deleted = 0
            """, [.text(name), .text(workspace.name), .integer(number)], Self.modelVersion)
    }
}
