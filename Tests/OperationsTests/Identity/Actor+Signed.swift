import Governance
import Operations

extension Actor {
    /// Somebody whom a server let in, with grants such as `viewer` or `contributor@health`.
    static func signed(
        _ name: String, _ grants: String..., within scope: Access.Scope? = nil
    ) -> Actor {
        .authenticated(
            Caller(
                id: .init("p:" + name), name: name,
                access: Access(Set(grants.compactMap { Grant($0) }), within: scope),
                means: .token(id: "test")), as: nil)
    }
}
