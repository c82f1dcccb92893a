package import Governance
import Ledger

/// Finds what a project's name and a branch, a tag or a commit mean, where the caller may see it.
package struct FindIntake: Operation {
    package let source: Intake.Source
    package let project: String
    package let place: Place
    package let by: Actor

    package enum Place: Sendable, Equatable {
        case ref(String)
        case revision(String)
        /// Whatever was taken in last.
        case newest
    }

    package static let permission = Permission.readArtifact
    package var object: OperationObject { .visible }

    package init(source: Intake.Source, project: String, place: Place, by: Actor) {
        self.source = source
        self.project = project
        self.place = place
        self.by = by
    }

    /// - Returns: The newest, or `nil` when there is none that the caller may see.
    package func run(on platform: Platform) async throws -> Intake? {
        var (ref, revision): (String?, String?)
        switch place {
        case .ref(let name): ref = name
        case .revision(let name): revision = name
        case .newest: break
        }
        return try await platform.store.intakes(
            of: source, project, in: by.workspaces(for: Self.permission), ref: ref,
            revision: revision, limit: 1
        ).first
    }
}
