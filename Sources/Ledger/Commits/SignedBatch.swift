import Transparency

/// A batch that is ready for the store, with its checkpoint signed.
struct SignedBatch: Sendable {
    let pending: PendingBatch
    let batch: LedgerBatch
    /// `nil` when nothing was ever appended.
    let checkpoint: SignedNote?

    init(
        _ pending: PendingBatch, writer: String, origin: String, signer: NoteSigner
    ) throws(SequencerError) {
        self.pending = pending
        let head = pending.position.head
        guard !pending.records.isEmpty else {
            checkpoint = head.note
            batch = LedgerBatch(changing: pending.rowChanges, after: head, writer: writer)
            return
        }
        let note = try Self.checkpoint(
            over: pending.tree.frontier, origin: origin, signer: signer)
        checkpoint = note
        batch = LedgerBatch(
            extending: head, by: pending.tree, records: pending.records.map(\.record.bytes),
            rowChanges: pending.rowChanges, checkpoint: note.encoded, writer: writer)
    }

    /// What became of it in the store, and the proof of each record, worked out meanwhile.
    func written(
        to store: any LedgerStore
    ) async -> (outcome: CommitOutcome, proofs: [InclusionProof]) {
        async let proofs = pending.proofs
        let outcome = await store.outcome(of: batch, expecting: pending.position.head)
        return (outcome, await proofs)
    }

    /// Tells each command what became of it; a commit that was lost is answered another time.
    func answer(_ outcome: CommitOutcome, _ proofs: [InclusionProof]) async {
        switch outcome {
        case .committed: pending.answer(proofs: proofs, checkpoint: checkpoint)
        case .failed(let error): pending.fail(error)
        case .headMoved: break
        }
    }

    private static func checkpoint(
        over frontier: MerkleFrontier, origin: String, signer: NoteSigner
    ) throws(SequencerError) -> SignedNote {
        let checkpoint: Checkpoint
        do {
            checkpoint = try Checkpoint(
                origin: origin, size: frontier.size, root: frontier.root)
        } catch { throw .malformedOrigin(error) }
        do { return try checkpoint.signed(by: [signer]) } catch { throw .cannotSign(error) }
    }
}

extension LedgerHead {
    /// The checkpoint, read; `nil` when there is none or it is malformed, which the audit tells.
    var note: SignedNote? { checkpoint.flatMap { try? SignedNote(parsing: $0) } }
}
