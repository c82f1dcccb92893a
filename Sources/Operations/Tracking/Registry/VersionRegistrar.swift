import Governance
import Tracking
import Transparency

/// Registers versions while their clients wait, and goes on when that takes long.
///
/// INVARIANT: a version is pending only while this looks at its files.
package actor VersionRegistrar {
    private var underway: [Int64: Task<Void, Never>] = [:]
    /// How long a client waits for its answer before it is told to ask again.
    private let patience: Duration

    package init(patience: Duration = .seconds(2)) { self.patience = patience }

    /// Files of other servers that are fetched at once: clients that look through all versions of
    /// one would have all of its files fetched.
    private static let underwayMax = 64

    /// `upstream`: Who has the files, when they are not here.
    ///
    /// - Returns: The version as it is when its files were looked at, or when patience ended.
    func register(
        _ version: ModelVersion, from upstream: (any ModelUpstream)? = nil, by actor: Actor,
        on platform: Platform
    ) async throws -> ModelVersion {
        guard upstream == nil || underway.count < Self.underwayMax else {
            throw Failure.fault("busy", "too much is fetched just now; ask again")
        }
        let work =
            underway[version.row]
            ?? Task { await self.finish(version, from: upstream, by: actor, on: platform) }
        underway[version.row] = work
        await withTaskGroup { group in
            group.addTask { await work.value }
            group.addTask { [patience] in try? await Task.sleep(for: patience) }
            await group.next()
            group.cancelAll()
        }
        let (name, number, reach) = (version.name, version.number, actor.reach)
        return try await platform.tracked().reading { session throws(TrackingError) in
            try session.modelVersion(name, number, within: reach)
        }
    }

    private func finish(
        _ version: ModelVersion, from upstream: (any ModelUpstream)?, by actor: Actor,
        on platform: Platform
    ) async {
        let outcome = await CapturedVersion(version: version, upstream: upstream, by: actor)
            .outcome(on: platform)
        let now = platform.now().milliseconds
        _ = try? await platform.tracked().writing { session throws(TrackingError) in
            try session.finish(
                modelVersion: version.row, as: outcome.status, message: outcome.message,
                version: outcome.name, at: now)
        }
        underway[version.row] = nil
    }
}

/// Says of versions that were being looked at when a server ended that they were not.
package struct GiveUpOldVersions: Sendable {
    /// Whether other servers may be looking at some of them.
    package let isShared: Bool

    /// Nobody looks at the files of one version for as long.
    private static let longest: Int64 = 3_600_000
    private static let countMax = 500

    package init(isShared: Bool) { self.isShared = isShared }

    package func run(on platform: Platform) async throws {
        let tracked = try platform.tracked()
        let now = platform.now().milliseconds
        let since = isShared ? now - Self.longest : now
        while true {
            let pending = try await tracked.searching { session throws(TrackingError) in
                try session.pendingVersions(since: since, limit: Self.countMax)
            }
            guard !pending.isEmpty else { return }
            try await tracked.writing { session throws(TrackingError) in
                for version in pending {
                    try session.finish(
                        modelVersion: version.row, as: .failed,
                        message: "the server ended while it looked at the files; register again",
                        version: nil, at: now)
                }
            }
        }
    }
}
