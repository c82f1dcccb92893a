import Governance
import Tracking

/// Whose files are meant.
package enum FileHolder: Sendable, Equatable {
    case run(String)
    case model(String)
    case trace(String)
    /// Any that this server keeps, by their whole paths.
    case server
}

/// Where files are: here, by digest, or in a folder of this machine that clients write themselves.
enum FilePlace: Sendable, Equatable {
    case kept(ArtifactPath)
    case folder(LocalFolder)

    /// - Throws: `invalid` when they are somewhere this server does not go.
    init(_ uri: String, root: ArtifactRoot) throws(TrackingError) {
        if uri.hasPrefix(ArtifactRoot.proxyScheme) {
            var rest = uri.dropFirst(ArtifactRoot.proxyScheme.count)
            if rest.hasPrefix("//") {
                rest = rest.dropFirst(2)
                rest = rest.drop { $0 != "/" }
            }
            self = .kept(try ArtifactPath(String(rest.drop { $0 == "/" })))
            return
        }
        guard let folder = LocalFolder(uri, below: root) else {
            throw .refused(
                .invalid("The files are not on this server; ask for them at their own address."))
        }
        self = .folder(folder)
    }
}

extension TrackingSession {
    /// The address of a holder's files, for who may see it.
    func address(of holder: FileHolder, within reach: TrackingReach) throws(TrackingError) -> String
    {
        switch holder {
        case .run(let id): try runInfo(id, within: reach).artifactURI
        case .model(let id): try model(id, within: reach).artifactURI
        case .trace(let id): try location(ofTrace: id, within: reach)
        case .server: ArtifactRoot.proxyScheme + "/"
        }
    }
}

extension TrackingStore {
    /// Where a holder's file is.
    func place(
        of path: ArtifactPath, _ holder: FileHolder, within reach: TrackingReach
    ) async throws(Failure) -> (address: String, place: FilePlace) {
        let root = self.root
        return try await reading { session throws(TrackingError) in
            let address = try session.address(of: holder, within: reach)
            switch try FilePlace(address, root: root) {
            case .kept(let folder): return (address, .kept(folder.appending(path)))
            case .folder(let folder): return (address, .folder(folder.appending(path)))
            }
        }
    }
}
