package import Governance
package import Tracking

/// Finds registered models.
package struct SearchRegisteredModels: Operation {
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

    package func run(on platform: Platform) async throws -> SearchPage<RegisteredModel> {
        let (search, reach) = (search, by.reach)
        let tracked = try platform.tracked()
        do { return try await tracked.registeredModels(search, within: reach) } catch {
            throw Failure(error)
        }
    }
}
