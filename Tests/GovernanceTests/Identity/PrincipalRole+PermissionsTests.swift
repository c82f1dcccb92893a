import Governance
import Testing

@Suite struct PrincipalRolePermissionsTests {
    @Test func `administrators neither approve nor touch the ledger`() {
        let forbidden: Set<Permission> = [
            .approveVersion, .waiveFinding, .judgeVersion, .registerVersion, .addEvidence,
            .changePolicy, .readLedger,
        ]
        #expect(PrincipalRole.administrator.permissions.isDisjoint(with: forbidden))
    }

    @Test func `auditors read everything and change nothing`() {
        let reading = Permission.allCases.filter { !$0.isWriting }
        #expect(PrincipalRole.auditor.permissions == Set(reading))
    }

    @Test func `who may approve has a role that signs off, and every such role may approve`() {
        for role in PrincipalRole.allCases {
            #expect(role.permissions.contains(.approveVersion) == role.maySignOff, "\(role)")
            #expect(role.permissions.contains(.waiveFinding) == role.maySignOff, "\(role)")
        }
    }

    @Test func `people are managed by administrators alone`() {
        for role in PrincipalRole.allCases where role != .administrator {
            #expect(
                role.permissions.isDisjoint(with: [
                    .managePeople, .manageTokens, .manageWebhooks, .maintainPlatform,
                ]), "\(role)")
        }
    }

    @Test func `a viewer changes nothing but their own tokens`() {
        #expect(PrincipalRole.viewer.permissions.filter(\.isWriting) == [.issueOwnToken])
        #expect(PrincipalRole.gatewayClient.permissions == [.readInventory])
    }
}
