package import Governance

/// Somebody whom a server authenticated, and what they may do.
package struct Caller: Sendable, Hashable {
    /// How they proved who they are.
    package enum Means: Sendable, Hashable {
        case session(id: String)
        case token(id: String)
        /// By nothing but being on the machine, where that is enough.
        case thisMachine
    }

    package let id: Principal.ID
    /// The name they sign in by.
    package let name: String
    package let access: Access
    package let means: Means

    package init(id: Principal.ID, name: String, access: Access, means: Means) {
        self.id = id
        self.name = name
        self.access = access
        self.means = means
    }
}

/// Who asks for an operation.
package enum Actor: Sendable, Hashable {
    /// Embedded, a principal is whoever the person says.
    case claimed(PrincipalClaim)
    /// Behind a server; with the role they act in, if they say one.
    case authenticated(Caller, as: PrincipalRole?)

    /// Where an operation may look: embedded, everywhere.
    package func workspaces(for permission: Permission) -> WorkspaceSet {
        switch self {
        case .claimed: .all
        case .authenticated(let caller, _): caller.access.workspaces(for: permission)
        }
    }
}
