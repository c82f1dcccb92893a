package import Transparency

/// What can happen to registered models and prompts: to which entity, and what.
///
/// A kind's raw value is what MLflow calls it, and what is kept.
package enum RegistryEventKind: String, Sendable, CaseIterable {
    case registeredModelCreated = "registered_model.created"
    case modelVersionCreated = "model_version.created"
    case modelVersionTagSet = "model_version_tag.set"
    case modelVersionTagDeleted = "model_version_tag.deleted"
    case modelVersionAliasCreated = "model_version_alias.created"
    case modelVersionAliasDeleted = "model_version_alias.deleted"
    case promptCreated = "prompt.created"
    case promptVersionCreated = "prompt_version.created"
    case promptTagSet = "prompt_tag.set"
    case promptTagDeleted = "prompt_tag.deleted"
    case promptVersionTagSet = "prompt_version_tag.set"
    case promptVersionTagDeleted = "prompt_version_tag.deleted"
    case promptAliasCreated = "prompt_alias.created"
    case promptAliasDeleted = "prompt_alias.deleted"

    package var entity: String { String(rawValue.prefix { $0 != "." }) }
    package var action: String { String(rawValue.drop { $0 != "." }.dropFirst()) }

    /// - Throws: `invalid` when such a thing does not happen to such an entity; case does not matter.
    package init(entity: String, action: String) throws(TrackingError) {
        let (entity, action) = (entity.lowercased(), action.lowercased())
        if let known = Self(rawValue: "\(entity).\(action)") {
            self = known
            return
        }
        let actions = Self.allCases.filter { $0.entity == entity }.map(\.action).sorted()
        guard !actions.isEmpty else {
            throw TrackingCheck.invalid("Invalid webhook entity '\(entity.prefix(100))'.")
        }
        throw TrackingCheck.invalid(
            "Invalid action '\(action.prefix(100))' for entity '\(entity)'. Valid actions are: "
                + "[" + actions.map { "'\($0)'" }.joined(separator: ", ") + "]")
    }

    /// What a message of this kind looks like, for trying a webhook.
    package var example: JSON {
        let name: JSON = entity.hasPrefix("prompt") ? "example_prompt" : "example_model"
        let noun = name == "example_prompt" ? "prompt" : "registered model"
        let tags: JSON = ["example_key": "example_value"]
        return switch self {
        case .registeredModelCreated, .promptCreated:
            ["name": name, "tags": tags, "description": .string("An example \(noun)")]
        case .modelVersionCreated:
            [
                "name": name, "version": "1", "source": "models:/123",
                "run_id": "abcd1234abcd5678", "tags": tags,
                "description": "An example model version",
            ]
        case .promptVersionCreated:
            [
                "name": name, "version": "1", "template": "Hello {{name}}!", "tags": tags,
                "description": "An example prompt version",
            ]
        case .promptTagSet: ["name": name, "key": "example_key", "value": "example_value"]
        case .promptTagDeleted: ["name": name, "key": "example_key"]
        case .modelVersionTagSet, .promptVersionTagSet:
            ["name": name, "version": "1", "key": "example_key", "value": "example_value"]
        case .modelVersionTagDeleted, .promptVersionTagDeleted:
            ["name": name, "version": "1", "key": "example_key"]
        case .modelVersionAliasCreated, .promptAliasCreated:
            ["name": name, "alias": "example_alias", "version": "1"]
        case .modelVersionAliasDeleted, .promptAliasDeleted:
            ["name": name, "alias": "example_alias"]
        }
    }
}
