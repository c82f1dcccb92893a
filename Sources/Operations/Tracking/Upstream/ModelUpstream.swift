package import Tracking

/// What another tracking server has to say of the models that are registered there.
package protocol ModelUpstream: Sendable {
    var address: String { get }

    /// - Returns: `nil` when it has no model of that name.
    func model(_ name: String) async throws -> UpstreamModel?

    /// Where the files of a version are, by the other server's own address.
    func location(of version: UpstreamVersion) async throws -> String

    /// - Returns: `nil` when it has no such run.
    func run(_ id: String) async throws -> Run?

    /// What is in a folder of the files that it gives out; nothing when it is not there.
    func entries(in folder: ArtifactPath) async throws -> [UpstreamEntry]

    /// The bytes of a file that it gives out.
    func bytes(of file: ArtifactPath) -> ByteSource
}

/// What is said of a registered model at another server.
package struct UpstreamModel: Sendable, Equatable {
    package let description: String
    package let tags: [TrackedPair]

    package init(description: String, tags: [TrackedPair]) {
        self.description = description
        self.tags = tags
    }
}

/// A file or a folder at another server.
package struct UpstreamEntry: Sendable, Equatable {
    /// One part of a path.
    package let name: ArtifactPath
    package let isFolder: Bool

    package init(name: ArtifactPath, isFolder: Bool) {
        self.name = name
        self.isFolder = isFolder
    }
}
