package import Governance
package import Tracking

/// Finds versions of registered models.
package struct SearchModelVersions: Operation {
    package let search: RegistrySearch
    package let by: Actor

    package static let permission = Permission.readRuns
    package var object: OperationObject { .visible }

    package init(
        search: RegistrySearch,
        by: Actor
    ) {
        self.search = search
        self.by = by
    }

    package func run(on platform: Platform) async throws -> SearchPage<ModelVersion> {
        let (search, reach) = (search, by.reach)
        let page = try await platform.tracked().searching { session throws(TrackingError) in
            try session.modelVersions(search, within: reach)
        }
        return SearchPage(try await platform.withAcceptance(page.found), next: page.next)
    }
}
