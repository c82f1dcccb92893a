import Governance
import Ledger
import LedgerSQLite
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
    private let store: SQLiteStore

    /// Opens `ASSAY_HOME`, and makes it the first time.
    static func open(
        uploads: UploadLimits = UploadLimits(), webhooks: WebhookRule = .publicOnly
    ) async throws -> Home {
        if Environment.value("ASSAY_URL") != nil {
            throw Failure.fault(
                "no_server",
                "ASSAY_URL is set, and this build acts on a home folder only; unset it")
        }
        let path = Environment.home
        let files = try HomeFiles(path: path)
        let store: SQLiteStore
        do {
            store = try SQLiteStore(path: files.database)
        } catch {
            throw Failure(cause(of: error, in: path))
        }
        let signer = files.signer
        let sequencer = Sequencer(
            store: store, signer: signer, origin: signer.name, writer: signer.name,
            clock: { Instant(milliseconds: Self.milliseconds()) })
        let platform = Platform(
            store: store, sequencer: sequencer, blobs: BlobFolder(path: files.blobs),
            keys: PlatformKeys(release: files.release, log: signer.verifier),
            policies: PolicyShelf(folder: files.policies), uploadLimits: uploads,
            webhookRule: webhooks,
            now: { Instant(milliseconds: Self.milliseconds()) },
            random: { count in (0..<count).map { _ in UInt8.random(in: .min ... .max) } })
        return Home(path: path, platform: platform, origin: signer.name, store: store)
    }

    /// SQLite maps a small file beside the database before it reads; that fails on a full disk as
    /// any other input or output does.
    private static func cause(of error: LedgerError, in path: String) -> LedgerError {
        var disk = statvfs()
        guard case .inputOutput = error, statvfs(path, &disk) == 0,
            disk.f_bavail * disk.f_frsize < 64 << 10
        else { return error }
        return .full
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
