import Governance
import Ledger

/// Makes the service that stands for whoever is on this machine, when it is not there.
package struct TrustThisMachine: Sendable {
    /// Who starts the server.
    package let by: PrincipalClaim

    static let name = "this-machine"
    /// What it may do: log and register, and nothing that signs off or runs the platform.
    static let grants: Set<Grant> = [Grant(.contributor, in: nil)]

    package init(by: PrincipalClaim) { self.by = by }

    package func run(on platform: Platform) async throws {
        guard try await platform.store.account(named: Self.name) == nil else { return }
        _ = try await platform.perform(
            AddPrincipal(
                name: Self.name, kind: .service, grants: Self.grants, by: .claimed(by)))
    }
}
