package import Governance

/// A named place where runs are kept together.
package struct Experiment: Sendable, Equatable {
    package var id: Int64
    package var name: String
    package var workspace: Workspace
    /// Where files of its runs are; each run has a folder in it.
    package var artifactLocation: String
    package var stage: LifecycleStage
    package var createdMilliseconds: Int64
    package var updatedMilliseconds: Int64
    package var tags: [TrackedPair]

    package init(
        id: Int64, name: String, workspace: Workspace, artifactLocation: String,
        stage: LifecycleStage, createdMilliseconds: Int64, updatedMilliseconds: Int64,
        tags: [TrackedPair] = []
    ) {
        self.id = id
        self.name = name
        self.workspace = workspace
        self.artifactLocation = artifactLocation
        self.stage = stage
        self.createdMilliseconds = createdMilliseconds
        self.updatedMilliseconds = updatedMilliseconds
        self.tags = tags
    }

    /// The one that is there from the start, in the standard workspace.
    package static let standardID: Int64 = 0
}

/// Whether something counts, or was put away and can come back.
package enum LifecycleStage: Int64, Sendable {
    case active = 0
    case deleted = 1

    package var name: String { self == .active ? "active" : "deleted" }
}

/// Which stages a search looks at.
package enum StageView: Sendable, Equatable {
    case active, deleted, all

    package func contains(_ stage: LifecycleStage) -> Bool {
        switch self {
        case .active: stage == .active
        case .deleted: stage == .deleted
        case .all: true
        }
    }
}

/// A key with its text: a tag or a parameter.
package struct TrackedPair: Sendable, Hashable {
    package let key: String
    package let value: String

    package init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}
