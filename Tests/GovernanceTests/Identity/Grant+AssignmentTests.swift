import Governance
import Testing

@Suite struct GrantAssignmentTests {
    private let ann = Principal.ID("p:ann")
    private let root = Principal.ID("p:root")

    private func check(
        _ grants: String..., kind: PrincipalKind = .person, by: Principal.ID? = nil
    ) throws(AssignmentRefusal) {
        let grants = Set(grants.compactMap { Grant($0) })
        try Grant.check(grants, of: ann, kind: kind, by: by ?? root)
    }

    @Test func `nobody gives roles to themselves`() {
        #expect(throws: AssignmentRefusal.ownGrants) { try check("viewer", by: ann) }
        #expect(throws: AssignmentRefusal.ownGrants) { try check(by: ann) }
    }

    @Test(arguments: PrincipalRole.allCases)
    func `who runs or audits the platform has no other role but viewer`(role: PrincipalRole) throws
    {
        for apart in [PrincipalRole.administrator, .auditor] {
            let grants: Set = [
                Grant(apart, in: nil), Grant(role, in: Workspace("health")),
            ]
            if role == .viewer || role == apart {
                try Grant.check(grants, of: ann, kind: .person, by: root)
            } else {
                #expect(throws: AssignmentRefusal.self) {
                    try Grant.check(grants, of: ann, kind: .person, by: root)
                }
            }
        }
    }

    @Test func `a service signs nothing off`() throws {
        for role in PrincipalRole.allCases where role.maySignOff {
            #expect(throws: AssignmentRefusal.serviceMayNotSignOff(role)) {
                try check(role.rawValue, kind: .service)
            }
        }
        try check("contributor", "viewer@health", kind: .service)
    }

    @Test func `an account has a hundred grants and not one more`() throws {
        let grants = (1...100).compactMap { Workspace("w\($0)") }
            .map { Grant(.viewer, in: $0) }
        try Grant.check(Set(grants), of: ann, kind: .person, by: root)
        #expect(throws: AssignmentRefusal.tooMany(limit: 100)) {
            try Grant.check(
                Set(grants + [Grant(.viewer, in: nil)]), of: ann, kind: .person, by: root)
        }
    }
}
