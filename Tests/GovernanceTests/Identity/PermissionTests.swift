import Governance
import Testing

@Suite struct PermissionTests {
    @Test func `a permission's name is its own`() {
        #expect(Set(Permission.allCases.map(\.rawValue)).count == Permission.allCases.count)
    }

    @Test func `a name that ends in read changes nothing, and every other changes something`() {
        for permission in Permission.allCases {
            #expect(
                permission.isWriting == !permission.rawValue.hasSuffix(":read"), "\(permission)")
        }
    }

    @Test func `every permission but one's own account is some role's`() {
        let given = PrincipalRole.allCases.reduce(into: Set<Permission>()) {
            $0.formUnion($1.permissions)
        }
        #expect(Set(Permission.allCases).subtracting(given) == [.useOwnAccount])
    }
}
