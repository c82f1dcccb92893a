package import Governance
import Ledger
package import SupplyChain
import Transparency

/// Opens a file by DVC's name for it, where the caller may read.
package struct OpenPipelineFile: Operation {
    package let digest: DVCDigest
    /// `nil` for any that the caller may read in.
    package let workspace: Workspace?
    package let by: Actor

    package static let permission = Permission.readArtifact
    package var object: OperationObject { .visible }

    package init(digest: DVCDigest, in workspace: Workspace?, by: Actor) {
        self.digest = digest
        self.workspace = workspace
        self.by = by
    }

    /// - Throws: The same fault when there is no such file as when the caller may not see it.
    package func run(on platform: Platform) async throws -> BlobFile {
        var workspaces = by.workspaces(for: Self.permission)
        if let workspace {
            guard workspaces.contains(workspace) else { throw unknown }
            workspaces = .only([workspace])
        }
        let row = try await platform.store.rows(
            .pipelineFiles, where: ["md5": digest.description]
        ).first { workspaces.contains($0.workspace) }
        guard let kept = row?.document["digest"]?.stringValue.flatMap({ Digest($0) }),
            platform.blobs.contains(kept)
        else { throw unknown }
        try await OpenArtifact(digest: kept, by: by).refuseRecalled(on: platform)
        return try platform.blobs.open(kept)
    }

    private var unknown: Failure {
        .fault("unknown_file", "there is no file `\(digest)` that you may have")
    }
}
