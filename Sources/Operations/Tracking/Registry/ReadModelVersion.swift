package import Governance
package import Tracking

/// Reads a version of a registered model, by its number or by an alias.
package struct ReadModelVersion: Operation {
    package let name: String
    package let place: Place
    package let by: Actor

    package static let permission = Permission.readRuns
    package var object: OperationObject { .visible }

    package init(
        name: String,
        place: Place,
        by: Actor
    ) {
        self.name = name
        self.place = place
        self.by = by
    }

    package func run(on platform: Platform) async throws -> ModelVersion {
        let (name, place, reach) = (name, place, by.reach)
        let version = try await platform.tracked().reading { session throws(TrackingError) in
            switch place {
            case .number(let text):
                try session.modelVersion(name, RegistryCheck.number(text), within: reach)
            case .alias(let alias): try session.modelVersion(name, alias: alias, within: reach)
            }
        }
        return try await platform.withAcceptance([version])[0]
    }

    package enum Place: Sendable, Equatable {
        case number(String)
        case alias(String)
    }
}
