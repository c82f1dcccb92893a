import Governance
import Ledger
import Operations
import Tracking
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
    /// of this process among several; `tracking`: Where files of new experiments are, for a server;
    /// `seesTracking`: Whether to see what a server keeps track of, where there was one.
    static func open(
        database: String? = Environment.value("ASSAY_DATABASE"),
        name: String? = Environment.value("ASSAY_NAME"),
        uploads: UploadLimits = UploadLimits(), webhooks: WebhookRule = .publicOnly,
        tracking: ArtifactRoot? = nil, seesTracking: Bool = false
    ) async throws -> Home {
        let path = Environment.home
        let files = try HomeFiles(path: path)
        let signer = files.signer
        let writer = try WriterName(origin: signer.name, name: name, isShared: database != nil)
        let store = try await HomeStore(files: files, database: database).open()
        let sequencer = Sequencer(
            store: store, signer: signer, origin: signer.name, writer: writer.text,
            clock: Self.now)
        let tracked = TrackingHome(files: files, database: database)
        let platform = Platform(
            store: store, sequencer: sequencer, blobs: BlobFolder(path: files.blobs),
            keys: PlatformKeys(release: files.release, log: signer.verifier),
            policies: PolicyShelf(folder: files.policies), uploadLimits: uploads,
            rulebook: RulebookShelf(home: path), webhookRule: webhooks,
            tracking: try await seesTracking ? tracked.openExisting() : tracked.open(tracking),
            lineage: LineageIndex(cache: LineageCache(path: files.lineage)),
            now: Self.now,
            random: { count in (0..<count).map { _ in UInt8.random(in: .min ... .max) } })
        return Home(
            path: path, platform: platform, origin: signer.name, database: database, store: store)
    }

    /// For what is done on a home's own files alone, by whoever may read them.
    ///
    /// - Throws: A fault when commands are to be done on a server.
    static func refuseServer(for verb: String) throws(Failure) {
        guard Environment.value("ASSAY_URL") == nil else {
            throw .fault(
                "not_remote",
                "`assay \(verb)` works on a home's own files; run it where they are, and unset "
                    + "ASSAY_URL")
        }
    }

    /// This machine's clock.
    @Sendable static func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(
            milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// Waits for what is under way, and keeps the newest checkpoint beside the database, so that
    /// a database put back to an older state is found out.
    func close(keepingCheckpoint keeps: Bool = true) async throws {
        await platform.sequencer.close()
        await platform.tracking?.close()
        guard keeps else { return }
        do {
            try await KeptCheckpoint(path: path)
                .keep(store.head(), provenBy: LedgerProver(store: store))
        } catch let error as LedgerError {
            throw Failure(error)
        }
    }
}
