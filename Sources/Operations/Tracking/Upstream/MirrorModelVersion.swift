package import Governance
import Ledger
package import Tracking
import Transparency

/// Registers a version that another tracking server has: its files by their digests, looked at, with
/// what it comes of.
///
/// Who asks for one that is known is told what is known. One that could not be registered is tried
/// again, but not at once.
package struct MirrorModelVersion: Operation {
    package let stated: UpstreamVersion
    package let upstream: any ModelUpstream
    package let by: Actor

    package static let permission = Permission.registerVersion
    package var object: OperationObject { .visible }

    /// What another server has belongs to one workspace, for it knows of none.
    package static let workspace = Workspace.standard
    private static let pauseMilliseconds: Int64 = 60_000

    package init(_ stated: UpstreamVersion, at upstream: any ModelUpstream, by: Actor) {
        self.stated = stated
        self.upstream = upstream
        self.by = by
    }

    package func run(on platform: Platform) async throws -> ModelVersion {
        let tracked = try platform.tracked()
        let stated = stated
        let known = try await tracked.reading { session throws(TrackingError) in
            try session.mirrored(stated.new.name, stated.number, in: Self.workspace)
        }
        let now = platform.now().milliseconds
        if let known, known.isSame(as: stated), !isToBeTriedAgain(known, now) { return known }
        try Self.check(by)
        let location = UpstreamFiles.plain(try await upstream.location(of: stated))
        let model =
            try await upstream.model(stated.new.name) ?? UpstreamModel(description: "", tags: [])
        let version = try await tracked.writing { session throws(TrackingError) in
            let own = try session.mirror(
                registeredModel: stated.new.name, in: Self.workspace,
                description: model.description, tags: model.tags, at: now)
            return try session.mirror(
                stated, of: own, location: ModelVersion.upstreamPrefix + location, at: now)
        }
        return try await platform.registrar.register(
            version, from: upstream, by: by, on: platform)
    }

    /// - Throws: That an actor may not do what needs these, where another server's things are. A
    ///   permission in some other workspace lets nobody see or change them.
    package static func check(
        _ by: Actor, _ needed: [Permission] = [.logRuns, .registerVersion, .addEvidence]
    ) throws(Failure) {
        for needed in needed {
            guard by.workspaces(for: needed).contains(workspace) else {
                throw Failure.notAllowed(needed)
            }
        }
    }

    /// A version that stands in the ledger is what it is; one that does not may have failed by chance.
    private func isToBeTriedAgain(_ known: ModelVersion, _ now: Int64) -> Bool {
        known.status == .failed && known.version == nil
            && now - known.updatedMilliseconds >= Self.pauseMilliseconds
    }
}
