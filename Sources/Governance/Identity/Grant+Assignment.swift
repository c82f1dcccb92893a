/// Why a principal does not get the grants.
package enum AssignmentRefusal: Error, Sendable, Equatable {
    /// Nobody gives roles to themselves.
    case ownGrants
    /// Who runs the platform and who audits it have no other role that changes something.
    case keptApart(PrincipalRole, PrincipalRole)
    /// An approval is a person's.
    case serviceMayNotSignOff(PrincipalRole)
    case tooMany(limit: Int)
}

extension Grant {
    package static let countMax = 100

    /// Whether a principal may have these grants, and no others, from somebody.
    ///
    /// - Throws: ``AssignmentRefusal`` with the first reason against it.
    package static func check(
        _ grants: Set<Grant>, of principal: Principal.ID, kind: PrincipalKind, by: Principal.ID
    ) throws(AssignmentRefusal) {
        guard principal != by else { throw .ownGrants }
        guard grants.count <= countMax else { throw .tooMany(limit: countMax) }
        let roles = Set(grants.map(\.role)).sorted()
        if kind == .service, let role = roles.first(where: \.maySignOff) {
            throw .serviceMayNotSignOff(role)
        }
        guard let apart = roles.first(where: \.standsApart) else { return }
        if let other = roles.first(where: { $0 != apart && $0 != .viewer }) {
            throw .keptApart(apart, other)
        }
    }
}

extension PrincipalRole {
    /// Whether who has it has no other role than viewer besides.
    package var standsApart: Bool {
        switch self {
        case .administrator, .auditor: true
        case .viewer, .contributor, .approver, .modelOwner, .riskReviewer, .dataSteward,
            .gatewayClient:
            false
        }
    }
}
