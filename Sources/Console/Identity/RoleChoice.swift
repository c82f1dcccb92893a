import Governance

/// A role to give or take, with what it is for.
struct RoleChoice: Sendable {
    let role: String
    let roleTitle: String
    let roleMeaning: String
    let isGiven: Bool

    /// All roles, those marked that somebody has everywhere.
    static func all(given grants: Set<Grant> = []) -> [RoleChoice] {
        let everywhere = Set(grants.filter { $0.workspace == nil }.map(\.role))
        return PrincipalRole.allCases.sorted { $0.meaning.rank < $1.meaning.rank }.map {
            RoleChoice(
                role: $0.rawValue, roleTitle: Wording.title($0.rawValue),
                roleMeaning: $0.meaning.text, isGiven: everywhere.contains($0))
        }
    }
}

extension PrincipalRole {
    fileprivate var meaning: (rank: Int, text: String) {
        switch self {
        case .viewer: (0, "reads the inventory and the ledger")
        case .contributor: (1, "registers versions, adds evidence, asks the gate")
        case .modelOwner: (2, "makes versions and signs off those of others")
        case .approver: (3, "signs off versions that others made")
        case .riskReviewer: (4, "reviews risk, signs off, changes policies")
        case .dataSteward: (5, "signs off data that others brought")
        case .auditor: (6, "reads everything, changes nothing; no other role besides")
        case .administrator: (7, "runs the platform, approves nothing; no other role besides")
        case .gatewayClient: (8, "a service that reads what may run")
        }
    }
}

/// Grants as a form sends them: roles everywhere, and others as `ROLE@WORKSPACE`.
struct GrantFields {
    let grants: Set<Grant>

    /// - Throws: What does not read, in backticks.
    init(_ request: ConsoleRequest) throws(GrantFieldsError) {
        var grants: Set<Grant> = []
        for (name, value) in request.form where name == "role" {
            guard let role = PrincipalRole(rawValue: value) else {
                throw GrantFieldsError(text: value)
            }
            grants.insert(Grant(role, in: nil))
        }
        let words = (request.field("grants") ?? "").split { $0.isWhitespace || $0 == "," }
        for word in words {
            guard let grant = Grant(String(word)) else {
                throw GrantFieldsError(text: String(word))
            }
            grants.insert(grant)
        }
        self.grants = grants
    }

    struct GrantFieldsError: Error {
        let text: String
    }
}
