package import Governance
import Ledger
package import Transparency

/// How many bytes a workspace handed in under a digest.
package struct FindHandedIn: Operation {
    package let digest: Digest
    package let workspace: Workspace
    package let by: Actor

    package static let permission = Permission.registerVersion
    package var object: OperationObject { .visible }

    package init(digest: Digest, workspace: Workspace, by: Actor) {
        self.digest = digest
        self.workspace = workspace
        self.by = by
    }

    /// - Returns: `nil` when it did not, or somebody else did.
    package func run(on platform: Platform) async throws -> Int? {
        guard by.workspaces(for: Self.permission).contains(workspace),
            platform.blobs.contains(digest)
        else { return nil }
        return try await platform.store.handedInByteCount(digest, in: .only([workspace]))
    }
}
