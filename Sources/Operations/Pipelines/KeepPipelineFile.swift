import Crypto
package import Governance
import Ledger
package import SupplyChain
import Transparency

/// Takes in a file that DVC pushes: kept as all bytes are, by SHA-256, and found by DVC's own name.
package struct KeepPipelineFile: Operation {
    package let digest: DVCDigest
    /// `nil` for the caller's own.
    package let workspace: Workspace?
    package let source: ByteSource
    package let by: Actor

    package static let permission = Permission.writeArtifact
    package var object: OperationObject { .visible }

    package init(digest: DVCDigest, in workspace: Workspace?, source: ByteSource, by: Actor) {
        self.digest = digest
        self.workspace = workspace
        self.source = source
        self.by = by
    }

    package func run(on platform: Platform) async throws {
        let allowed = by.workspaces(for: Self.permission)
        let workspace = self.workspace ?? allowed.own
        guard allowed.contains(workspace) else { throw Failure.notAllowed(Self.permission) }
        let (digest, byteCount) = try await platform.uploads.receive(
            unnamed: Hex.encode(platform.random(16)), by: by.uploader, checked, at: platform.now())
        let key = PipelineFileKey(self.digest, in: workspace)
        _ = try await platform.perform { turn in
            try await turn.keep(
                digest, byteCount: byteCount, in: workspace, by: self.by, on: platform)
            guard try await turn.row(.pipelineFiles, key.text) == nil else { return }
            let principal = try await turn.principal(self.by, in: workspace, on: platform)
            try await turn.record(
                .pipelineFileKept,
                [
                    "bytes": JSON(byteCount), "digest": .string(digest.description),
                    "md5": .string(self.digest.description),
                    "workspace": .string(workspace.name),
                ], by: principal)
        }
    }

    /// INVARIANT: bytes whose MD5 is another than their name says are thrown away, before they are
    /// anybody's.
    private var checked: ByteSource {
        ByteSource(statedByteCount: source.statedByteCount) { [source, digest] consume in
            var hasher = Insecure.MD5()
            try await source.forEach { piece in
                hasher.update(bufferPointer: piece)
                try consume(piece)
            }
            let found = Hex.encode(Array(hasher.finalize()))
            guard found == digest.hex else {
                throw Failure.fault(
                    "wrong_md5", "the bytes have the MD5 `\(found)`, and were sent as `\(digest)`")
            }
        }
    }
}

/// Under which a file's row is kept.
struct PipelineFileKey {
    let text: String

    init(_ digest: DVCDigest, in workspace: Workspace) { text = "\(digest) \(workspace.name)" }
}
