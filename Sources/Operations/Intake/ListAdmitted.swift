package import Governance
import Ledger
import Transparency

/// Lists projects whose newest version may be used, where the caller may see it.
package struct ListAdmitted: Operation {
    package let source: Intake.Source
    /// Beginnings of words of the project's name.
    package let text: String?
    /// What the project's name begins with, such as `org/`.
    package let prefix: String
    package let limit: Int
    package let by: Actor

    package static let permission = Permission.readArtifact
    package var object: OperationObject { .visible }

    /// Intakes that are looked at.
    private static let lookedMax = 20_000

    package init(
        source: Intake.Source, text: String?, prefix: String = "", limit: Int, by: Actor
    ) {
        self.source = source
        self.text = text
        self.prefix = prefix
        self.limit = limit
        self.by = by
    }

    /// - Returns: The newest of each project, by when it was taken in.
    package func run(on platform: Platform) async throws -> [Intake] {
        var found: [Intake] = []
        var seen: Set<String> = []
        var cursor: PageCursor?
        var looked = 0
        repeat {
            let page = try await ListIntakes(
                matching: [("source", source.rawValue)], text: text, after: cursor, limit: 500,
                by: by
            ).run(on: platform)
            for intake in page.intakes where intake.project.hasPrefix(prefix) {
                guard seen.insert(intake.project).inserted,
                    try await platform.isAdmitted(intake.version, in: intake.workspace)
                else { continue }
                found.append(intake)
                if found.count == limit { return found }
            }
            looked += page.intakes.count
            cursor = page.next
        } while cursor != nil && looked < Self.lookedMax
        return found
    }
}

extension Platform {
    /// Whether a version may be used as far as was decided: nothing is judged.
    func isAdmitted(_ version: VersionName, in workspace: Workspace) async throws -> Bool {
        guard try await store.isReleased(version),
            try await store.row(.scans, version.description)?.document["outcome"] != "dangerous",
            try await store.recalls(of: store.version(version).1, in: workspace).isEmpty
        else { return false }
        return try await RecalledAncestor(of: version, in: workspace, on: self) == nil
    }
}
