package import Governance

/// Who asks, as the platform knows them.
package struct WhoAmI: Operation {
    package let by: Actor

    package static let permission = Permission.readInventory
    package var object: OperationObject { .visible }

    package init(by: Actor) { self.by = by }

    package struct Me: Sendable, Equatable {
        package let name: String
        /// Such as `viewer` or `contributor@health`, in order.
        package let roles: [String]

        package init(name: String, roles: [String]) {
            self.name = name
            self.roles = roles
        }
    }

    package func run(on platform: Platform) async throws -> Me {
        switch by {
        case .claimed(let claim):
            Me(name: claim.name, roles: claim.role.map { [$0.rawValue] } ?? [])
        case .authenticated(let caller, _):
            Me(name: caller.name, roles: caller.access.grants.sorted().map(\.description))
        }
    }
}
