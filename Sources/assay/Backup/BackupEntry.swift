import Operations
import Transparency

/// What a file in a backup is, by its name; there is no other.
enum BackupEntry: Equatable {
    case ledger
    /// The file of tracked runs.
    case tracking
    case checkpoint
    case privateKey
    case publicKey
    /// A policy, or a release's files for people to take away.
    case text
    case blob(Digest)

    static let ledgerName = "assay.sqlite"
    static let trackingName = "tracking.sqlite"
    static let checkpointName = "checkpoint"
    static let privateKeys = ["keys/log.key", "keys/release.pem"]
    static let publicKeys = ["keys/log.pub", "keys/release.pub.pem"]
    static let textFolders = ["policies", "releases"]
    static let blobFolder = "blobs"

    /// - Returns: `nil` for a name that no backup has.
    init?(_ name: String) {
        let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
        switch name {
        case Self.ledgerName: self = .ledger
        case Self.trackingName: self = .tracking
        case Self.checkpointName: self = .checkpoint
        case _ where Self.privateKeys.contains(name): self = .privateKey
        case _ where Self.publicKeys.contains(name): self = .publicKey
        case _ where parts.count == 2 && Self.textFolders.contains(parts[0]): self = .text
        case _ where parts.count == 2 && parts[0] == Self.blobFolder:
            guard let digest = Self.digest(ofBlob: parts[1]) else { return nil }
            self = .blob(digest)
        default: return nil
        }
    }

    /// The digest that a blob's place names: two digits, `/`, and the rest.
    static func digest(ofBlob place: String) -> Digest? {
        let hex = place.replacing("/", with: "", maxReplacements: 1)
        guard let digest = Digest("sha256:" + hex), place == "\(hex.prefix(2))/\(hex.dropFirst(2))"
        else { return nil }
        return digest
    }
}
