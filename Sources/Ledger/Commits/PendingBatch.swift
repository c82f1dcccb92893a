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
    private let writer: String
    private(set) var records: [AppendedRecord] = []
    private(set) var byteCount = 0
    private var changes = RowOverlay()
    private var waiting: [Waiting] = []

    init(after position: LedgerPosition, writer: String) {
        self.position = position
        self.writer = writer
    }

    /// Whether there is nothing to commit: all commands only read, or threw.
    var isEmpty: Bool { records.isEmpty && changes.isEmpty }

    /// The commands that were run.
    var commandCount: Int { waiting.count }

    /// The writer's number after this batch.
    var nextNumber: Int { position.nextNumber + records.count }

    var rowChanges: [RowChange] {
        guard let last = records.last else { return changes.changes }
        let row = WriterNumbers.row(writer: writer, number: last.record.number)
        return changes.changes + [.put(row)]
    }

    /// Runs a command over all that the batch holds so far.
    mutating func run(_ command: QueuedCommand, now: LedgerTime, store: any RowReading) async {
        let (attempt, turn) = await taken(command, now: now, store: store)
        let first = records.count
        if attempt.isKept {
            records += turn.records
            byteCount += turn.records.reduce(0) { $0 + $1.record.bytes.count }
            changes.merge(turn.changes)
        }
        waiting.append(Waiting(answer: attempt.answer, records: first..<records.count))
    }

    private func taken(
        _ command: QueuedCommand, now: LedgerTime, store: any RowReading
    ) async -> (QueuedCommand.Attempt, (records: [AppendedRecord], changes: RowOverlay)) {
        var turn = Turn(
            now: now, writer: writer, nextIndex: position.head.size + records.count,
            nextNumber: nextNumber, pending: changes, store: store)
        let attempt = await command.attempt(&turn)
        return (attempt, (turn.records, turn.changes))
    }

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

/// Where the next commit starts.
struct LedgerPosition: Sendable {
    let head: LedgerHead
    /// The number of the writer's next record.
    let nextNumber: Int
}
