/// A listing of dependencies, judged.
package struct DependencyReport: Sendable, Equatable {
    package struct Entry: Sendable, Hashable {
        package let dependency: Dependency
        package let verdict: DependencyVerdict
    }

    /// In the listing's order.
    package let entries: [Entry]
    package let problems: [DependencyListing.Problem]
    /// Of the database: when its newest advisory was changed.
    package let advisoriesModified: String

    /// - Throws: ``DocumentError`` when the database was changed since it was written.
    package init(
        of listing: DependencyListing, by verdicts: DependencyVerdicts
    ) throws(DocumentError) {
        entries = try listing.dependencies.map { (dependency) throws(DocumentError) in
            Entry(dependency: dependency, verdict: try verdicts.verdict(on: dependency))
        }
        problems = listing.problems
        advisoriesModified = verdicts.database.modified
    }

    package var vulnerable: [Entry] {
        entries.filter { if case .vulnerable = $0.verdict { true } else { false } }
    }

    package var undecided: [Entry] {
        entries.filter { if case .undecided = $0.verdict { true } else { false } }
    }

    /// Whether every dependency could be read and judged, and nothing is known against any.
    package var isClear: Bool {
        problems.isEmpty && entries.allSatisfy { $0.verdict == .clear }
    }
}
