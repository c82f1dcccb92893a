/// Somebody outside who is told of what happens to registered models of all workspaces, in MLflow's
/// words.
///
/// The secret that messages are signed with is no part of it, so that no answer can hold it.
package struct RegistryWebhook: Sendable, Equatable {
    package var number: Int64
    package var id: String
    package var name: String
    package var description: String?
    package var url: String
    /// In the order in which they were asked for, each once.
    package var kinds: [RegistryEventKind]
    /// Whether it is told of what happens now.
    package var isActive: Bool
    package var createdMilliseconds: Int64
    package var updatedMilliseconds: Int64

    /// How many there are at most.
    package static let countMax = 50
}

/// What is asked for of a webhook, new or there; `nil` for what is not said.
package struct AskedRegistryWebhook: Sendable, Equatable {
    package var name: String?
    package var description: String?
    package var url: String?
    package var kinds: [RegistryEventKind]?
    /// Messages are signed when there is one.
    package var secret: String?
    package var isActive: Bool?

    package init(
        name: String? = nil, description: String? = nil, url: String? = nil,
        kinds: [RegistryEventKind]? = nil, secret: String? = nil, isActive: Bool? = nil
    ) {
        self.name = name
        self.description = description
        self.url = url
        self.kinds = kinds
        self.secret = secret
        self.isActive = isActive
    }
}

extension TrackingRefusal {
    package static func registryWebhook(_ id: String) -> Self {
        .missing("Webhook with ID \(id.prefix(100)) not found.")
    }
}
