/// What a principal may be allowed to do; what no role grants, nobody may.
package enum Permission: String, Sendable, CaseIterable, Comparable {
    /// Versions, dossiers, decisions, policies and releases of a workspace.
    case readInventory = "inventory:read"
    case registerVersion = "version:register"
    case addEvidence = "evidence:add"
    case judgeVersion = "gate:judge"
    case approveVersion = "version:approve"
    case waiveFinding = "finding:waive"
    case recallVersion = "version:recall"
    case changePolicy = "policy:change"
    /// What was made of what, as tools tell of it.
    case recordLineage = "lineage:record"
    /// Experiments and runs of a workspace, with what they logged.
    case readRuns = "run:read"
    case logRuns = "run:log"
    case readArtifact = "artifact:read"
    case writeArtifact = "artifact:write"
    /// Records of all workspaces, and the whole log.
    case readLedger = "ledger:read"
    case readPeople = "people:read"
    case managePeople = "people:manage"
    case issueOwnToken = "token:own"
    case manageTokens = "token:manage"
    /// One's own password and tokens: no role gives it, whoever is let in has it.
    case useOwnAccount = "account:own"
    case manageWebhooks = "webhook:manage"
    case readMetrics = "metrics:read"
    /// Backups, and read models made again from the records.
    case maintainPlatform = "platform:maintain"

    package static func < (left: Permission, right: Permission) -> Bool {
        left.rawValue < right.rawValue
    }

    /// Whether it changes something.
    package var isWriting: Bool {
        switch self {
        case .readInventory, .readRuns, .readArtifact, .readLedger, .readPeople, .readMetrics:
            false
        case .registerVersion, .addEvidence, .judgeVersion, .approveVersion, .waiveFinding,
            .recallVersion, .changePolicy, .recordLineage, .logRuns, .writeArtifact, .managePeople,
            .issueOwnToken, .manageTokens,
            .useOwnAccount, .manageWebhooks, .maintainPlatform:
            true
        }
    }

    /// Whether it is about the platform as a whole: a grant in one workspace does not give it.
    package var isPlatformWide: Bool {
        switch self {
        case .readLedger, .readPeople, .managePeople, .manageTokens, .manageWebhooks,
            .readMetrics, .maintainPlatform, .changePolicy:
            true
        case .readInventory, .registerVersion, .addEvidence, .judgeVersion, .approveVersion,
            .waiveFinding, .recallVersion, .recordLineage, .readRuns, .logRuns, .readArtifact,
            .writeArtifact,
            .issueOwnToken, .useOwnAccount:
            false
        }
    }
}
