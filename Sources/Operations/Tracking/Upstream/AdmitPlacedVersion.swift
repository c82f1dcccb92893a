package import Governance
import Ledger
package import Tracking
import Transparency

/// Whether an alias or a stage may lead to the version that another tracking server says it means.
///
/// INVARIANT: a way that a policy guards leads to nothing that the gate has not let go that way,
/// whoever set it at the other server.
package struct AdmitPlacedVersion: Operation {
    package let version: ModelVersion
    /// As policies name it.
    package let to: String
    package let by: Actor

    package static let permission = Permission.readRuns
    package var object: OperationObject { .visible }

    package init(_ version: ModelVersion, to: String, by: Actor) {
        self.version = version
        self.to = to
        self.by = by
    }

    /// - Throws: A refusal that says why not, and what to do.
    package func run(on platform: Platform) async throws {
        try await version.refuseRecalled(on: platform)
        let status = try await platform.withAcceptance([version])[0].status
        guard status != .failed else { throw Failure.notRegistered(version, to: to) }
        guard try platform.isGuarded(to) else { return }
        var states: JSON?
        if let name = version.version {
            states = try await platform.store.row(.versions, name)?.document["states"]
        }
        guard states?[to] == "released" else {
            throw Failure.refused(
                "not_let_through",
                "`\(to)` of `\(version.name)` means version \(version.number) at the MLflow server, "
                    + "and the gate has not allowed that: it was set there and not through this "
                    + "server; set it here, so that the gate is asked")
        }
    }
}
