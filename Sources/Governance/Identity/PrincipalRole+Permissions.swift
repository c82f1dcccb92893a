extension PrincipalRole {
    /// What the role allows.
    ///
    /// INVARIANT: who runs the platform neither approves nor reads the ledger, and who audits it
    /// reads everything and changes nothing.
    package var permissions: Set<Permission> {
        switch self {
        case .viewer: [.readInventory, .readRuns, .readArtifact, .readLedger, .issueOwnToken]
        case .contributor: Self.making
        case .modelOwner: Self.making.union(Self.signingOff)
        case .approver, .dataSteward: Self.signingOff
        case .riskReviewer: Self.signingOff.union([.addEvidence, .changePolicy])
        case .auditor:
            [.readInventory, .readRuns, .readArtifact, .readLedger, .readPeople, .readMetrics]
        case .gatewayClient: [.readInventory]
        case .administrator:
            [
                .readInventory, .readPeople, .managePeople, .issueOwnToken, .manageTokens,
                .manageWebhooks, .readMetrics, .maintainPlatform,
            ]
        }
    }

    private static let making: Set<Permission> = PrincipalRole.viewer.permissions.union([
        .registerVersion, .recordLineage, .addEvidence, .judgeVersion, .logRuns, .writeArtifact,
    ])

    private static let signingOff: Set<Permission> = PrincipalRole.viewer.permissions.union([
        .approveVersion, .waiveFinding, .judgeVersion, .recallVersion,
    ])
}
