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
