package import Governance
package import Tracking

/// Reads one experiment, by its number or by its name.
package struct ReadExperiment: Operation {
    package enum Name: Sendable {
        case number(String)
        case name(String, in: Workspace)
    }

    package let name: Name
    package let by: Actor

    package static let permission = Permission.readRuns
    package var object: OperationObject { .visible }

    package init(_ name: Name, by: Actor) {
        self.name = name
        self.by = by
    }

    package func run(on platform: Platform) async throws -> Experiment {
        let (name, reach) = (name, by.reach)
        return try await platform.tracked().reading { session throws(TrackingError) in
            switch name {
            case .number(let id): return try session.experiment(id, within: reach)
            case .name(let name, let workspace):
                guard reach.readable.contains(workspace),
                    let found = try session.experiment(named: name, in: workspace)
                else {
                    throw .refused(
                        .missing("Could not find experiment with name '\(name.prefix(500))'"))
                }
                return found
            }
        }
    }
}
