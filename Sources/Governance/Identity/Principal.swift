/// A person or a service, as records name it.
package struct Principal: Sendable, Hashable {
    /// A pseudonym: records carry it in place of a name, so that a name can be erased.
    package struct ID: Sendable, Hashable {
        package let text: String
        package init(_ text: String) { self.text = text }
    }

    package let id: ID
    /// The roles it acts in.
    package let roles: Set<PrincipalRole>
    /// `declared` when it is whoever the person says, `verified` when a server authenticated it.
    package let grade: Grade

    package init(id: ID, roles: Set<PrincipalRole>, grade: Grade) {
        self.id = id
        self.roles = roles
        self.grade = grade
    }
}

/// What a principal may be.
package enum PrincipalRole: String, Sendable, CaseIterable, Comparable {
    case viewer, contributor, approver, auditor, administrator
    case modelOwner = "model-owner"
    case riskReviewer = "risk-reviewer"
    case dataSteward = "data-steward"
    case gatewayClient = "gateway-client"

    package static func < (left: PrincipalRole, right: PrincipalRole) -> Bool {
        left.rawValue < right.rawValue
    }

    /// Roles that are never allowed to approve: those who run the platform and those who audit it.
    package var maySignOff: Bool {
        switch self {
        case .approver, .modelOwner, .riskReviewer, .dataSteward: true
        case .viewer, .contributor, .auditor, .administrator, .gatewayClient: false
        }
    }
}
