import Transparency

/// The turns of one commit: what they did, and who waits for it.
struct PendingBatch: Sendable {
    /// A command's answer and which of the batch's records are its own.
    private struct Waiting: Sendable {
        let answer: QueuedCommand.Answer
        let records: Range<Int>
    }

    /// Where the batch starts.
    let position: LedgerPosition
    /// The commands that were run, in order.
    private(set) var commands: [QueuedCommand] = []
    private(set) var records: [AppendedRecord] = []
    private(set) var tree: TreeExtension
    private(set) var byteCount = 0
    private var changes: RowOverlay
    private let writer: String
    private let store: any RowReading
    private var waiting: [Waiting] = []

    /// `before`: what is being committed just before.
    init(
        after position: LedgerPosition, over before: PendingBatch?, writer: String,
        store: any RowReading
    ) {
        self.position = position
        self.writer = writer
        let stored = BatchReads(store)
        if let before {
            // Whether those changes are stored yet when a row is read makes no difference then.
            self.store = OverlaidRows(overlay: before.changes, base: stored)
            changes = RowOverlay(over: before.changes)
        } else {
            self.store = stored
            changes = RowOverlay()
        }
        tree = TreeExtension(of: position.head.frontier)
    }

    /// Whether there is nothing to commit: all commands only read, or threw.
    var isEmpty: Bool { records.isEmpty && changes.isEmpty }

    /// Whether the batch takes no more commands.
    func isFull(_ limits: SequencerLimits) -> Bool {
        commands.count >= limits.batchCountMax || byteCount >= limits.batchByteCountMax
    }

    /// The writer's number after this batch.
    var nextNumber: Int { position.nextNumber + records.count }

    var rowChanges: [RowChange] {
        guard !records.isEmpty,
            let change = WriterNumbers.change(from: position.last, to: writer)
        else { return changes.changes }
        return changes.changes + [change]
    }

    /// Runs a command over all that the batch holds so far.
    nonisolated(nonsending) mutating func run(_ command: QueuedCommand, now: Instant) async {
        let (attempt, added, changed) = await turn(of: command, now: now)
        let first = records.count
        if attempt.isKept {
            for appended in added {
                records.append(appended)
                tree.append(MerkleHash.leaf(appended.record.bytes))
                byteCount += appended.record.bytes.count
            }
            changes.merge(changed)
        }
        commands.append(command)
        waiting.append(Waiting(answer: attempt.answer, records: first..<records.count))
    }

    nonisolated(nonsending) private func turn(
        of command: QueuedCommand, now: Instant
    ) async -> (QueuedCommand.Attempt, [AppendedRecord], RowOverlay) {
        var turn = Turn(
            now: now, writer: writer, nextIndex: position.head.size + records.count,
            nextNumber: nextNumber, pending: changes, store: store)
        let attempt = await command.attempt(&turn)
        return (attempt, turn.records, turn.changes)
    }

    /// Where the next batch starts, once this one is committed.
    func position(after batch: LedgerBatch) -> LedgerPosition {
        let last = records.last.map {
            WriterNumber(writer: writer, number: $0.record.number)
        }
        return LedgerPosition(
            head: batch.head, nextNumber: nextNumber, last: last ?? position.last)
    }

    /// A proof for each record, in order.
    var proofs: [InclusionProof] { tree.inclusionProofs }

    /// Tells each command that its changes are durable.
    func answer(proofs: [InclusionProof], checkpoint: SignedNote?) {
        for one in waiting {
            let committed = one.records.map { index in
                CommittedRecord(
                    index: records[index].index, record: records[index].record,
                    proof: proofs[index])
            }
            one.answer(.committed(records: committed, checkpoint: checkpoint))
        }
    }

    /// Tells each command that nothing came of it.
    func fail(_ error: any Error) {
        for one in waiting { one.answer(.failed(error)) }
    }
}
