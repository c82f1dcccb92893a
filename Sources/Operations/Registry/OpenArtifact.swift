package import Governance
import Ledger
package import Transparency

/// Opens the bytes of an artifact, for who may see something that refers to it.
package struct OpenArtifact: Operation {
    package let digest: Digest
    /// The folder whose file it is, when no version names it itself.
    package let folder: Digest?
    package let by: Actor

    package static let permission = Permission.readArtifact
    package var object: OperationObject { .visible }

    package init(digest: Digest, within folder: Digest? = nil, by: Actor) {
        self.digest = digest
        self.folder = folder
        self.by = by
    }

    /// - Throws: The same fault when there are no such bytes as when the actor may not have them.
    package func run(on platform: Platform) async throws -> BlobFile {
        let mayHave = try await platform.store.mayHave(
            digest, within: folder, in: by.workspaces(for: Self.permission), blobs: platform.blobs)
        guard mayHave, platform.blobs.contains(digest) else {
            throw Failure.unknownArtifact(digest, isOfFolder: folder != nil)
        }
        try await refuseRecalled(on: platform)
        return try platform.blobs.open(digest)
    }

    /// INVARIANT: bytes that stand in recalled versions alone are given to nobody but those who may
    /// recall, and look into it.
    func refuseRecalled(on platform: Platform) async throws {
        let asked = (folder ?? digest).description
        let versions = try await platform.store.rows(
            RowQuery(
                ReadModel.versions.rawValue, matching: [.init("digest", asked)], limit: 1_000),
            in: by.workspaces(for: Self.permission)
        ).rows
        guard let last = versions.first,
            versions.allSatisfy({ $0.document["recalled"] != nil }),
            !by.workspaces(for: .recallVersion).contains(last.workspace)
        else { return }
        let id = last.document["recalled"]?.stringValue ?? ""
        guard let name = VersionName(last.key),
            let recall = try await platform.store.row(.recalls, id)
                .flatMap({ Recall(json: $0.document) })
        else { throw Failure.unknownArtifact(digest, isOfFolder: folder != nil) }
        throw Failure.recalled(name, recall)
    }
}

extension Failure {
    static func unknownArtifact(_ digest: Digest, isOfFolder: Bool) -> Failure {
        let hint = isOfFolder ? "" : "; a file of a folder is asked for with `within` its folder"
        return .fault("unknown_artifact", "there are no bytes `\(digest)` that you may have" + hint)
    }
}
