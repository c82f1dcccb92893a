package import Governance
package import Ledger
package import Tracking
package import Transparency

/// What every operation works with: the ledger, the bytes, the keys, the policies, and a clock.
package struct Platform: Sendable {
    package let store: any LedgerStore
    package let sequencer: Sequencer
    package let blobs: BlobFolder
    package let keys: PlatformKeys
    package let policies: PolicyShelf
    package let door: Doorkeeper
    package let uploads: UploadFolder
    package let rulebook: RulebookShelf
    /// Which addresses the platform may send to.
    package let webhookRule: WebhookRule
    /// Experiments and runs; `nil` where nothing is tracked, as in a command of the command line.
    package let tracking: TrackingStore?
    let registrar: VersionRegistrar
    let admissions = Admissions()
    let projects = ProjectTurns()
    package let lineage: LineageIndex
    package let now: @Sendable () -> Instant
    /// As many random bytes as asked for.
    package let random: @Sendable (Int) -> [UInt8]

    package init(
        store: any LedgerStore, sequencer: Sequencer, blobs: BlobFolder, keys: PlatformKeys,
        policies: PolicyShelf, door: Doorkeeper = Doorkeeper(),
        uploadLimits: UploadLimits = UploadLimits(), rulebook: RulebookShelf = RulebookShelf(),
        webhookRule: WebhookRule = .publicOnly, tracking: TrackingStore? = nil,
        registrar: VersionRegistrar = VersionRegistrar(),
        lineage: LineageIndex = LineageIndex(),
        now: @escaping @Sendable () -> Instant,
        random: @escaping @Sendable (Int) -> [UInt8]
    ) {
        self.store = store
        self.sequencer = sequencer
        self.blobs = blobs
        self.keys = keys
        self.policies = policies
        self.door = door
        uploads = UploadFolder(blobs: blobs, limits: uploadLimits)
        self.rulebook = rulebook
        self.webhookRule = webhookRule
        self.tracking = tracking
        self.registrar = registrar
        self.lineage = lineage
        self.now = now
        self.random = random
    }

    /// Does one command as one turn of the sequencer and waits until it is committed.
    func perform<Value: Sendable>(
        _ command: @escaping @Sendable (inout Turn) async throws -> Value
    ) async throws -> Committed<Value> {
        let once = OncePerKey.current
        do {
            let committed = try await sequencer.submit { turn in
                try await once?.claim(in: &turn)
                let value = try await command(&turn)
                try await once?.keep(value, in: &turn, now: now())
                return value
            }
            CommitWitness.current?.add(committed)
            return committed
        } catch let error as LedgerError {
            throw Failure(error)
        } catch let error as TurnError {
            throw Failure(error)
        } catch let error as SequencerError {
            throw Failure.fault("not_committed", "\(error)")
        }
    }
}

extension Platform {
    /// The commits so far: while it is the same, nothing that the ledger holds has changed.
    package func revision() async throws(Failure) -> Int {
        do { return try await store.head().revision } catch { throw Failure(error) }
    }

    /// Writes a row that nobody reads, to find out whether anything can be written.
    ///
    /// - Returns: Why not.
    package func trialWrite() async -> Failure? {
        do {
            let now = now()
            _ = try await perform { turn in
                try turn.put(
                    Row(table: "trial", key: "write", document: ["at": .string(now.description)]))
            }
            return nil
        } catch let failure as Failure {
            return failure
        } catch {
            return .fault("not_committed", "\(error)")
        }
    }
}

/// The keys a platform signs with.
package struct PlatformKeys: Sendable {
    /// Signs statements: releases, and files after OpenSSF Model Signing.
    package let release: SigningKey
    /// Under which checkpoints are believed.
    package let log: NoteVerifier

    package init(release: SigningKey, log: NoteVerifier) {
        self.release = release
        self.log = log
    }
}
