import Governance
import Tracking
import Transparency

/// The files of a version that another server has, taken in by their digests.
struct UpstreamFiles {
    /// By the other server's own address, in its one spelling.
    let location: String
    let upstream: any ModelUpstream
    let by: Actor

    private static let folderCountMax = 10_000

    /// Where the files are at the other server; `nil` when it does not give them out itself.
    static func place(of location: String) -> ArtifactPath? {
        let scheme = ArtifactRoot.proxyScheme + "/"
        guard location.hasPrefix(scheme), !location.hasPrefix(scheme + "/") else { return nil }
        return try? ArtifactPath(String(location.dropFirst(scheme.count)))
    }

    /// An address of files that the other server gives out itself, in its one spelling.
    static func plain(_ location: String) -> String {
        place(of: location).map { "\(ArtifactRoot.proxyScheme)/\($0.text)" } ?? location
    }

    /// - Returns: None when the other server does not give out the files: those of `s3://…`, say.
    func taken(on platform: Platform) async throws -> [FolderManifest.Entry] {
        guard let place = Self.place(of: location), !place.isRoot else { return [] }
        var entries: [FolderManifest.Entry] = []
        var waiting = [ArtifactPath.root]
        var folderCount = 0
        while let folder = waiting.popLast() {
            folderCount += 1
            guard folderCount <= Self.folderCountMax else { throw Self.tooMany }
            for entry in try await upstream.entries(in: place.appending(folder)) {
                let path = folder.appending(entry.name)
                // What is too deep, or leads elsewhere after all, is no name of a file.
                _ = try Failure.tracking { () throws(TrackingError) in
                    try ArtifactPath(place.appending(path).text)
                }
                guard !entry.isFolder else {
                    waiting.append(path)
                    continue
                }
                guard entries.count < CapturedParts.fileCountMax else { throw Self.tooMany }
                entries.append(try await taken(path, of: place, on: platform))
            }
        }
        return entries
    }

    private func taken(
        _ path: ArtifactPath, of place: ArtifactPath, on platform: Platform
    ) async throws -> FolderManifest.Entry {
        // What leads elsewhere after all is no name of a file.
        let whole = place.appending(path)
        _ = try Failure.tracking { () throws(TrackingError) in try ArtifactPath(whole.text) }
        let (digest, count) = try await platform.uploads.receive(
            unnamed: Hex.encode(platform.random(16)), by: by.uploader,
            upstream.bytes(of: place.appending(path)), at: platform.now())
        return .init(path: path.text, digest: digest, size: count)
    }

    private static let tooMany = Failure.fault("too_large", "the model has too many files")
}
