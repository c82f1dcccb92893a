package import Governance
package import Tracking

/// Reads what is known of versions that another tracking server has.
package struct ReadMirroredVersions: Operation {
    package let stated: [UpstreamVersion]
    package let by: Actor

    package static let permission = Permission.readRuns
    package var object: OperationObject { .visible }

    package init(_ stated: [UpstreamVersion], by: Actor) {
        self.stated = stated
        self.by = by
    }

    /// - Returns: One for each, `nil` where nothing is known.
    package func run(on platform: Platform) async throws -> [ModelVersion?] {
        guard by.workspaces(for: Self.permission).contains(MirrorModelVersion.workspace) else {
            throw Failure.notAllowed(Self.permission)
        }
        let stated = stated
        return try await platform.tracked().searching { session throws(TrackingError) in
            var found: [ModelVersion?] = []
            for version in stated {
                let known = try session.mirrored(
                    version.new.name, version.number, in: MirrorModelVersion.workspace)
                found.append(known.flatMap { $0.isSame(as: version) ? $0 : nil })
            }
            return found
        }
    }
}
