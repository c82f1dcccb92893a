import Governance
import Operations
import Transparency

/// One part of a version, as a row.
struct PartRow: Sendable {
    let role: String
    let name: String
    let digest: String
    let shortDigest: String
    let size: String
    let files: String
    /// Against the version before; `nil` when there is none.
    let change: String?

    init(_ artifact: Artifact, change: String?) {
        role = artifact.part.role.rawValue
        name = artifact.name
        digest = artifact.part.digest.description
        shortDigest = Wording.digest(digest)
        size = Wording.bytes(artifact.byteCount)
        files = artifact.isFolder ? Wording.count(artifact.fileCount, "file") : "1 file"
        self.change = change
    }
}
