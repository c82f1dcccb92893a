import Governance
import Ledger
import Operations
import Transparency

#if canImport(Glibc)
import Glibc
#endif

/// One folder with everything in it: ledger, bytes, keys and policies.
struct Home {
    let path: String
    let platform: Platform
    let origin: String
    /// The PostgreSQL with the ledger; `nil` when the ledger is in the home.
    let database: String?
    private let store: any LedgerStore

    /// Opens `ASSAY_HOME`, and makes it the first time.
    ///
    /// `database`: Where the ledger is, when that is not in the home; `name`: who numbers the records
    /// of this process among several.
    static func open(
        database: String? = Environment.value("ASSAY_DATABASE"),
        name: String? = Environment.value("ASSAY_NAME")
    ) async throws -> Home {
        if Environment.value("ASSAY_URL") != nil {
            throw Failure.fault(
                "no_server",
                "ASSAY_URL is set, and this build acts on a home folder only; unset it")
        }
        let path = Environment.home
        let files = try HomeFiles(path: path)
        let signer = files.signer
        let writer = try WriterName(origin: signer.name, name: name, isShared: database != nil)
        let store = try await HomeStore(files: files, database: database).open()
        let sequencer = Sequencer(
            store: store, signer: signer, origin: signer.name, writer: writer.text,
            clock: { Instant(milliseconds: Self.milliseconds()) })
        let platform = Platform(
            store: store, sequencer: sequencer, blobs: BlobFolder(path: files.blobs),
            keys: PlatformKeys(release: files.release, log: signer.verifier),
            policies: PolicyShelf(folder: files.policies),
            now: { Instant(milliseconds: Self.milliseconds()) },
            random: { count in (0..<count).map { _ in UInt8.random(in: .min ... .max) } })
        return Home(
            path: path, platform: platform, origin: signer.name, database: database, store: store)
    }

    private static func milliseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// Waits for what is under way, and keeps the newest checkpoint beside the database, so that
    /// a database put back to an older state is found out.
    func close(keepingCheckpoint keeps: Bool = true) async throws {
        await platform.sequencer.close()
        guard keeps else { return }
        do {
            try await KeptCheckpoint(path: path)
                .keep(store.head(), provenBy: LedgerProver(store: store))
        } catch let error as LedgerError {
            throw Failure(error)
        }
    }
}

extension Home {
    /// Where a release's files are: its statement and a bundle for each part.
    func folder(of release: SignedRelease) -> String {
        "\(path)/releases/\(release.version.replacing(":", with: "-"))/\(release.to)"
    }

    /// Lays out a release's signed files for people to take away.
    func writeFiles(of release: SignedRelease, for actor: Actor) async throws {
        guard let version = VersionName(release.version) else { return }
        let folder = folder(of: release)
        try FileBytes.makeFolder(folder)
        let blobs = platform.blobs
        try FileBytes.keep(
            blobs.get(release.statement), at: "\(folder)/release.intoto.dsse.json")
        let artifacts = try await platform.perform(
            VersionSources(version: version, by: actor))
        var count: [String: Int] = [:]
        for (artifact, bundle) in zip(artifacts, release.bundles) {
            let role = artifact.part.role.rawValue
            count[role, default: 0] += 1
            let suffix = count[role] == 1 ? "" : "-\(count[role] ?? 0)"
            try FileBytes.keep(
                blobs.get(bundle), at: "\(folder)/\(role)\(suffix).sigstore.json")
        }
    }
}
