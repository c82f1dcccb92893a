import Governance

/// What a token is for, as a form offers it.
enum TokenPurpose: String, Sendable, CaseIterable {
    case everything, reading, registering, judging

    /// `nil` for all that its owner may.
    var permissions: Set<Permission>? {
        let reading: Set<Permission> = [.readInventory, .readArtifact, .readLedger]
        return switch self {
        case .everything: nil
        case .reading: reading
        case .registering: reading.union([.registerVersion, .addEvidence, .writeArtifact])
        case .judging:
            reading.union([.registerVersion, .addEvidence, .writeArtifact, .judgeVersion])
        }
    }

    var title: String {
        switch self {
        case .everything: "all that its owner may"
        case .reading: "only read"
        case .registering: "register versions and add evidence"
        case .judging: "that, and ask the gate"
        }
    }
}
