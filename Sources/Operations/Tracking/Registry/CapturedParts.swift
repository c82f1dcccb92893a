import Governance
import Ledger
import Tracking
import Transparency

/// What a version of a registered model is made of, with all of its bytes handed in.
struct CapturedParts {
    let version: ModelVersion
    let isPrompt: Bool
    /// Who has its files; `nil` when this server has.
    let upstream: (any ModelUpstream)?
    let by: Actor

    static let promptTextTag = "mlflow.prompt.text"
    static let fileCountMax = 100_000
    /// What says which packages a model needs, the most exact first.
    private static let environmentFiles = [
        "requirements.txt", "conda.yaml", "python_env.yaml",
    ]

    func kept(on platform: Platform) async throws -> [HashedPart] {
        let parts = try await found(on: platform)
        var files: [(digest: Digest, byteCount: Int)] = []
        for part in parts {
            if let manifest = part.manifest {
                files += manifest.entries.map { ($0.digest, $0.size) }
            } else {
                files.append((part.digest, part.byteCount))
            }
        }
        try await platform.keep(files, in: version.workspace, by: by)
        return parts
    }

    private func found(on platform: Platform) async throws -> [HashedPart] {
        if isPrompt { return [try prompt(on: platform)] }
        let entries = try await entries(on: platform)
        guard !entries.isEmpty else { return [try pointer(on: platform)] }
        let manifest = FolderManifest(entries)
        var parts = [
            HashedPart(
                role: .weights, name: "model", path: version.location, isFolder: true,
                digest: manifest.digest, byteCount: manifest.byteCount,
                fileCount: entries.count, manifest: manifest)
        ]
        let known = Dictionary(entries.map { ($0.path, $0) }) { first, _ in first }
        if let file = Self.environmentFiles.compactMap({ known[$0] }).first {
            parts.append(
                HashedPart(
                    role: .environment, name: file.path, path: version.location + "/" + file.path,
                    isFolder: false, digest: file.digest, byteCount: file.size, fileCount: 1,
                    manifest: nil))
        }
        return parts
    }

    private func prompt(on platform: Platform) throws -> HashedPart {
        guard let text = version.tags.first(where: { $0.key == Self.promptTextTag })?.value else {
            throw Failure.fault(
                "bad_tracking", "a prompt's version needs its text, in `\(Self.promptTextTag)`")
        }
        return try blob(Array(text.utf8), role: .prompt, name: "prompt.txt", on: platform)
    }

    /// Files that this server does not have: what is known of them is where they are said to be.
    private func pointer(on platform: Platform) throws -> HashedPart {
        var members: [String: JSON] = ["source": .string(version.source)]
        if let run = version.runID { members["run"] = .string(run) }
        return try blob(
            JSON.object(members).canonicalBytes, role: .config, name: "source.json", on: platform)
    }

    private func blob(
        _ bytes: [UInt8], role: PartRole, name: String, on platform: Platform
    ) throws -> HashedPart {
        HashedPart(
            role: role, name: name, path: name, isFolder: false,
            digest: try platform.blobs.put(bytes), byteCount: bytes.count, fileCount: 1,
            manifest: nil)
    }

    /// The files at the version's place; none when this server does not have them.
    private func entries(on platform: Platform) async throws -> [FolderManifest.Entry] {
        if let upstream {
            return try await UpstreamFiles(
                location: String(version.location.dropFirst(ModelVersion.upstreamPrefix.count)),
                upstream: upstream, by: by
            ).taken(on: platform)
        }
        let (tracked, reach) = (try platform.tracked(), by.reach)
        let address = try await address(in: tracked)
        guard let place = try? FilePlace(address, root: tracked.root) else { return [] }
        switch place {
        case .kept(let folder):
            let files = try await tracked.searching { session throws(TrackingError) in
                try session.files(below: folder, limit: Self.fileCountMax, within: reach)
            }
            return try files.map { file in
                guard let digest = file.digest.flatMap({ Digest($0) }) else {
                    throw Failure.fault("damaged_tracking", "a file's digest does not read")
                }
                return .init(path: file.name, digest: digest, size: Int(file.byteCount))
            }
        case .folder(let folder): return try await taken(folder, on: platform)
        }
    }

    /// `runs:/RUN/PATH` is a place below the run's.
    private func address(in tracked: TrackingStore) async throws -> String {
        guard version.location.hasPrefix("runs:/"),
            case .run(let run, let path)? = try? ModelSource(version.location)
        else { return version.location }
        let reach = by.reach
        let base = try? await tracked.reading { session throws(TrackingError) in
            try session.address(of: .run(run), within: reach)
        }
        return base.map { path.isEmpty ? $0 : "\($0)/\(path)" } ?? version.location
    }

    /// Files of a folder of this machine, taken in.
    private func taken(
        _ folder: LocalFolder, on platform: Platform
    ) async throws -> [FolderManifest.Entry] {
        var entries: [FolderManifest.Entry] = []
        var waiting = [(folder: folder, path: "")]
        while let (folder, path) = waiting.popLast() {
            for entry in try folder.entries() {
                let name = path.isEmpty ? entry.name : "\(path)/\(entry.name)"
                let inner = folder.appending(
                    try Failure.tracking { () throws(TrackingError) in
                        try ArtifactPath(entry.name)
                    })
                guard !entry.isFolder else {
                    waiting.append((inner, name))
                    continue
                }
                guard entries.count < Self.fileCountMax else {
                    throw Failure.fault("too_large", "the model has too many files")
                }
                let bytes = try inner.bytes()
                entries.append(
                    .init(
                        path: name, digest: try platform.blobs.put(bytes), size: bytes.count))
            }
        }
        return entries
    }
}
