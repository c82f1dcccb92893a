import Transparency

/// A batch that is ready for the store: its tree extended, its checkpoint signed.
struct SignedBatch {
    let batch: LedgerBatch
    /// `nil` when nothing was ever appended.
    let checkpoint: SignedNote?
    private let tree: TreeExtension
    private let indices: [Int]

    init(
        _ pending: PendingBatch, writer: String, origin: String, signer: NoteSigner
    ) throws(SequencerError) {
        let head = pending.position.head
        let records = pending.records.map(\.record.bytes)
        tree = TreeExtension(of: head.frontier, leaves: records.map { MerkleHash.leaf($0) })
        indices = pending.records.map(\.index)
        guard !records.isEmpty else {
            checkpoint = head.note
            batch = LedgerBatch(changing: pending.rowChanges, after: head, writer: writer)
            return
        }
        let note = try Self.checkpoint(over: tree.frontier, origin: origin, signer: signer)
        checkpoint = note
        batch = LedgerBatch(
            extending: head, by: tree, records: records, rowChanges: pending.rowChanges,
            checkpoint: note.encoded, writer: writer)
    }

    /// A proof for each record, in order.
    var proofs: [InclusionProof] {
        indices.compactMap { try? tree.inclusionProof(of: $0) }
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
