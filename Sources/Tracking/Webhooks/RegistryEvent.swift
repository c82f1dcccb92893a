package import Governance
package import Transparency

/// Something that happened to a registered model or a prompt, as webhooks are told of it.
package struct RegistryEvent: Sendable, Equatable {
    package let kind: RegistryEventKind
    let workspace: Workspace
    /// What it was about, in MLflow's words.
    let data: JSON

    /// The message's body.
    ///
    /// `workspace`: Two of them may have models of one name.
    package static func body(
        _ kind: RegistryEventKind, _ data: JSON, in workspace: Workspace, at milliseconds: Int64
    ) -> JSON {
        let moment = Instant(milliseconds: milliseconds).description
        return [
            "entity": .string(kind.entity), "action": .string(kind.action), "data": data,
            // The offset as Python writes it, for older ones read no other.
            "timestamp": .string(moment.replacing("Z", with: "+00:00")),
            "workspace": .string(workspace.name),
        ]
    }
}

// What happens to models and prompts themselves.
extension RegistryEvent {
    /// What only says that something is a prompt, and which kind of.
    private static let promptMarks: Set = [RegisteredModel.promptTag, "_mlflow_prompt_type"]
    private static let promptText = "mlflow.prompt.text"

    static func created(_ model: RegisteredModel) -> RegistryEvent {
        RegistryEvent(
            kind: model.isPrompt ? .promptCreated : .registeredModelCreated,
            workspace: model.workspace,
            data: [
                "name": .string(model.name),
                "tags": json(model.tags, without: model.isPrompt ? promptMarks : []),
                "description": .string(model.description),
            ])
    }

    /// - Returns: `nil` for a model, whose own tags nobody is told of.
    static func tagSet(_ tag: TrackedPair, on model: RegisteredModel) -> RegistryEvent? {
        guard model.isPrompt else { return nil }
        return RegistryEvent(
            kind: .promptTagSet, workspace: model.workspace,
            data: [
                "name": .string(model.name), "key": .string(tag.key), "value": .string(tag.value),
            ])
    }

    /// - Returns: `nil` for a model, whose own tags nobody is told of.
    static func tagDeleted(_ key: String, from model: RegisteredModel) -> RegistryEvent? {
        guard model.isPrompt else { return nil }
        return RegistryEvent(
            kind: .promptTagDeleted, workspace: model.workspace,
            data: ["name": .string(model.name), "key": .string(key)])
    }

    private static func json(_ tags: [TrackedPair], without left: Set<String> = []) -> JSON {
        let told = tags.filter { !left.contains($0.key) }
        return .object(
            Dictionary(told.map { ($0.key, .string($0.value)) }, uniquingKeysWith: { $1 }))
    }
}

// What happens to versions.
extension RegistryEvent {
    static func created(_ version: ModelVersion, isPrompt: Bool) -> RegistryEvent {
        var data: [String: JSON] = [
            "name": .string(version.name), "version": .string("\(version.number)"),
            "description": version.description.isEmpty ? .null : .string(version.description),
        ]
        if isPrompt {
            data["template"] =
                version.tags.first { $0.key == promptText }
                .map { .string($0.value) } ?? .null
            data["tags"] = json(version.tags, without: promptMarks.union([promptText]))
        } else {
            data["source"] = .string(version.source)
            data["run_id"] = version.runID.map { $0.isEmpty ? .null : .string($0) } ?? .null
            data["tags"] = json(version.tags)
        }
        return RegistryEvent(
            kind: isPrompt ? .promptVersionCreated : .modelVersionCreated,
            workspace: version.workspace, data: .object(data))
    }

    static func tagSet(
        _ tag: TrackedPair, on version: ModelVersion, isPrompt: Bool
    ) -> RegistryEvent {
        RegistryEvent(
            kind: isPrompt ? .promptVersionTagSet : .modelVersionTagSet,
            workspace: version.workspace,
            data: [
                "name": .string(version.name), "version": .string("\(version.number)"),
                "key": .string(tag.key), "value": .string(tag.value),
            ])
    }

    static func tagDeleted(
        _ key: String, from version: ModelVersion, isPrompt: Bool
    ) -> RegistryEvent {
        RegistryEvent(
            kind: isPrompt ? .promptVersionTagDeleted : .modelVersionTagDeleted,
            workspace: version.workspace,
            data: [
                "name": .string(version.name), "version": .string("\(version.number)"),
                "key": .string(key),
            ])
    }

    static func aliasCreated(
        _ alias: String, of version: ModelVersion, isPrompt: Bool
    ) -> RegistryEvent {
        RegistryEvent(
            kind: isPrompt ? .promptAliasCreated : .modelVersionAliasCreated,
            workspace: version.workspace,
            data: [
                "name": .string(version.name), "alias": .string(alias),
                "version": .string("\(version.number)"),
            ])
    }

    static func aliasDeleted(_ alias: String, of model: RegisteredModel) -> RegistryEvent {
        RegistryEvent(
            kind: model.isPrompt ? .promptAliasDeleted : .modelVersionAliasDeleted,
            workspace: model.workspace,
            data: ["name": .string(model.name), "alias": .string(alias)])
    }
}
