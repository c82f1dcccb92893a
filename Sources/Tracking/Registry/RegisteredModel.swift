package import Governance

/// A name under which versions of a model or a prompt are kept, as people who train know it.
package struct RegisteredModel: Sendable, Equatable {
    package var number: Int64
    package var name: String
    package var workspace: Workspace
    package var isPrompt: Bool
    package var description: String
    /// The governed thing that its versions are of, once there is a version.
    package var subject: String?
    package var createdMilliseconds: Int64
    package var updatedMilliseconds: Int64
    package var tags: [TrackedPair] = []
    package var aliases: [ModelAlias] = []
    /// The newest version in each stage.
    package var latest: [ModelVersion] = []

    /// What says that a registered model is a prompt.
    package static let promptTag = "mlflow.prompt.is_prompt"
}

extension RegisteredModel {
    /// One that is yet to be made.
    package init(
        newNamed name: String, in workspace: Workspace, description: String, tags: [TrackedPair],
        at now: Int64
    ) {
        let isPrompt = tags.contains {
            $0.key == Self.promptTag && $0.value.lowercased() == "true"
        }
        self.init(
            number: 0, name: name, workspace: workspace, isPrompt: isPrompt,
            description: description, createdMilliseconds: now, updatedMilliseconds: now,
            tags: tags.lastOfEachKey)
    }
}

/// A name that means one version of a model, until it means another.
package struct ModelAlias: Sendable, Equatable {
    package let alias: String
    package let number: Int64

    package init(alias: String, number: Int64) {
        self.alias = alias
        self.number = number
    }
}

/// A version of a registered model, as people who train know it.
package struct ModelVersion: Sendable, Equatable {
    package enum Status: Int64, Sendable {
        /// Its files are being looked at.
        case pending = 0
        case ready = 1
        case failed = 2

        package var name: String {
            switch self {
            case .pending: "PENDING_REGISTRATION"
            case .ready: "READY"
            case .failed: "FAILED_REGISTRATION"
            }
        }
    }

    package enum Stage: String, Sendable, CaseIterable {
        case none = "None"
        case staging = "Staging"
        case production = "Production"
        case archived = "Archived"

        /// - Returns: `nil` for what is no stage; case does not matter.
        package init?(asked text: String) {
            guard
                let found = Self.allCases.first(where: {
                    $0.rawValue.lowercased() == text.lowercased()
                })
            else { return nil }
            self = found
        }
    }

    package var row: Int64
    package var model: Int64
    package var name: String
    /// From 1; numbers of deleted versions are not used again.
    package var number: Int64
    package var workspace: Workspace
    /// As the client said it.
    package var source: String
    /// Where its files are.
    package var location: String
    package var runID: String?
    package var runLink: String?
    package var modelID: String?
    package var user: String
    package var description: String
    package var status: Status
    package var statusMessage: String?
    package var stage: Stage
    /// Its name in the ledger, such as `model:income@2`, once it is registered.
    package var version: String?
    package var createdMilliseconds: Int64
    package var updatedMilliseconds: Int64
    package var tags: [TrackedPair] = []
    package var aliases: [String] = []
}

/// What a client says of a new version.
package struct NewModelVersion: Sendable {
    package var name: String
    package var source: String
    package var runID: String?
    package var runLink: String?
    package var modelID: String?
    package var user: String
    package var description: String
    package var tags: [TrackedPair]

    package init(
        name: String, source: String, runID: String?, runLink: String?, modelID: String?,
        user: String, description: String, tags: [TrackedPair]
    ) {
        self.name = name
        self.source = source
        self.runID = runID
        self.runLink = runLink
        self.modelID = modelID
        self.user = user
        self.description = description
        self.tags = tags
    }
}
