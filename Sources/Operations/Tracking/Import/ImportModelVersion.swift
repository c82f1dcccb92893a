package import Governance
package import Tracking
import Transparency

/// Brings in a version of a registered model that another tracking server has, with its bytes, and
/// registers it.
package struct ImportModelVersion: Operation {
    package let stated: UpstreamVersion
    package let upstream: any ModelUpstream
    package let workspace: Workspace
    /// Below whose folder its files are named.
    package let experiment: Int64
    package let by: Actor

    package static let permission = Permission.registerVersion
    package var object: OperationObject { .visible }

    /// Files are looked at for as long as it takes.
    private static let patience = Duration.seconds(86_400)

    package init(
        _ stated: UpstreamVersion, from upstream: any ModelUpstream, in workspace: Workspace,
        experiment: Int64, by: Actor
    ) {
        self.stated = stated
        self.upstream = upstream
        self.workspace = workspace
        self.experiment = experiment
        self.by = by
    }

    /// - Returns: The version, and whether it was not there.
    package func run(on platform: Platform) async throws -> (version: ModelVersion, isNew: Bool) {
        let tracked = try platform.tracked()
        let (stated, workspace, reach) = (stated, workspace, by.reach)
        let known = try await tracked.reading { session throws(TrackingError) in
            try session.mirrored(stated.new.name, stated.number, in: workspace)
        }
        if let known, known.isSame(as: stated), known.version != nil { return (known, false) }
        let location = try await location(on: platform)
        let now = platform.now().milliseconds
        let version = try await tracked.writing { session throws(TrackingError) in
            let model = try session.registeredModel(stated.new.name, within: reach)
            return try session.mirror(stated, of: model, location: location, at: now)
        }
        let registered = try await VersionRegistrar(patience: Self.patience).register(
            version, by: by, on: platform)
        return (registered, known == nil)
    }

    /// Where its files are here, once they are; at the other address when they cannot be had.
    private func location(on platform: Platform) async throws -> String {
        let there = UpstreamFiles.plain(try await upstream.location(of: stated))
        let files = try await UpstreamFiles(location: there, upstream: upstream, by: by)
            .taken(on: platform)
        guard !files.isEmpty else { return there }
        let said = "\(stated.new.name)/\(stated.number)/\(stated.createdMilliseconds)"
        let digest = Digest(of: Array(said.utf8)).hex.prefix(32)
        let (tracked, reach) = (try platform.tracked(), by.reach)
        let folder = "\(experiment)/models/imported-\(digest)/artifacts"
        let now = platform.now().milliseconds
        for file in files {
            try await tracked.writing { session throws(TrackingError) in
                try session.keep(
                    file.digest.description, byteCount: Int64(file.size),
                    at: ArtifactPath("\(folder)/\(file.path)"), on: now, within: reach)
            }
        }
        return "\(ArtifactRoot.proxyScheme)/\(folder)"
    }
}
