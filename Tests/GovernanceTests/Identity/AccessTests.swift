import Governance
import Testing

@Suite struct AccessTests {
    private let health = Workspace("health") ?? .standard
    private let bank = Workspace("bank") ?? .standard

    private func access(_ grants: String..., within scope: Access.Scope? = nil) -> Access {
        Access(Set(grants.compactMap { Grant($0) }), within: scope)
    }

    @Test func `what no role grants is denied`() {
        for permission in Permission.allCases {
            #expect(access().workspaces(for: permission).isEmpty)
        }
        #expect(access().roles(in: .standard).isEmpty)
    }

    @Test func `a role holds in its workspace and in no other`() {
        let access = access("contributor@health")
        #expect(access.allows(.registerVersion, in: health))
        #expect(!access.allows(.registerVersion, in: bank))
        #expect(!access.allows(.readInventory, in: .standard))
        #expect(access.roles(in: health) == [.contributor])
        #expect(access.roles(in: bank).isEmpty)
    }

    @Test func `roles of several workspaces add up, each where it is`() {
        let access = access("viewer", "risk-reviewer@bank")
        #expect(access.workspaces(for: .readInventory) == .all)
        #expect(access.workspaces(for: .approveVersion) == .only([bank]))
        #expect(access.roles(in: bank) == [.viewer, .riskReviewer])
        #expect(access.roles(in: health) == [.viewer])
    }

    @Test func `what is the whole platform's needs a grant for all workspaces`() {
        for permission in Permission.allCases where permission.isPlatformWide {
            for role in PrincipalRole.allCases where role.permissions.contains(permission) {
                let here = Access([Grant(role, in: health)])
                #expect(here.workspaces(for: permission).isEmpty, "\(role) \(permission)")
                let everywhere = Access([Grant(role, in: nil)])
                #expect(everywhere.workspaces(for: permission) == .all, "\(role) \(permission)")
            }
        }
    }

    @Test func `a token in one workspace does nothing to the platform`() {
        let scope = Access.Scope(
            permissions: Set(Permission.allCases), workspaces: .only([health]))
        let access = access("administrator", within: scope)
        #expect(access.workspaces(for: .managePeople).isEmpty)
        #expect(access.workspaces(for: .readInventory) == .only([health]))
    }

    @Test func `a token's scope only narrows`() {
        let everything = Access.Scope(
            permissions: Set(Permission.allCases), workspaces: .only([health, bank]))
        for role in PrincipalRole.allCases {
            let own = Access([Grant(role, in: health)])
            let through = Access([Grant(role, in: health)], within: everything)
            for permission in Permission.allCases {
                #expect(
                    through.workspaces(for: permission)
                        == own.workspaces(for: permission).intersection(.only([health, bank])))
            }
        }
        let reading = Access.Scope(permissions: [.readInventory], workspaces: .all)
        let narrow = access("model-owner", within: reading)
        #expect(narrow.workspaces(for: .readInventory) == .all)
        #expect(narrow.workspaces(for: .approveVersion).isEmpty)
    }

    @Test func `roles do not count outside the token's workspaces`() {
        let scope = Access.Scope(permissions: [.approveVersion], workspaces: .only([bank]))
        let access = access("risk-reviewer", within: scope)
        #expect(access.roles(in: bank) == [.riskReviewer])
        #expect(access.roles(in: health).isEmpty)
    }
}
