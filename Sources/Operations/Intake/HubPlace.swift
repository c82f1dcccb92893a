package import Governance
import Ledger

/// Where a project is, or would begin, for whoever wants to add to it.
package struct HubPlace: Sendable {
    package let project: String
    package let by: Actor

    package init(project: String, by: Actor) {
        self.project = project
        self.by = by
    }

    /// - Throws: A refusal where the project may be seen, and not added to.
    package func workspace(on platform: Platform) async throws -> Workspace {
        let writable = by.workspaces(for: .registerVersion)
        if let known = try await platform.store.intakes(
            of: .hub, project, in: writable, limit: 1
        ).first {
            return known.workspace
        }
        let visible = try await platform.store.intakes(
            of: .hub, project, in: by.workspaces(for: .readArtifact), limit: 1)
        guard visible.isEmpty, !writable.isEmpty else {
            throw Failure.notAllowed(.registerVersion)
        }
        guard case .only(let workspaces) = writable, workspaces.count == 1,
            let only = workspaces.first
        else { return .standard }
        return only
    }
}
