package import Transparency

/// The one place where the ledger grows.
///
/// Commands wait in a bounded queue. One loop takes them in order, runs each over what the earlier
/// ones did, and commits many at once; the answers go out after the commit. So a decision, and the
/// record of it, are one step that nothing comes between; what another server does in the meantime
/// is caught by the compare-and-swap on the head, after which the commands are run again.
///
/// ```swift
/// let done = try await sequencer.submit { turn in
///     guard try await turn.row("version", "credit@3") == nil else { throw Refusal.exists }
///     return try turn.append(kind: "version_registered", body: body, by: ada, grade: "verified")
/// }
/// print(done.records[0].receipt(under: checkpoint).encoded)
/// ```
package actor Sequencer {
    /// Runs in its turn; may run again when another server committed first.
    package typealias Command<Value> = @Sendable (inout Turn) async throws -> Value

    private let store: any LedgerStore
    private let signer: NoteSigner
    private let origin: String
    private let writer: String
    private let clock: @Sendable () -> Instant
    private let limits: SequencerLimits

    private var queue: [QueuedCommand] = []
    private var lastID = 0
    private var isDraining = false
    private(set) var isClosed = false
    private var whenDrained: [CheckedContinuation<Void, Never>] = []

    /// Where the next commit starts; `nil` when that must be read.
    private var position: LedgerPosition?
    /// Whether another server committed first, so that this one goes first now.
    private var hasLost = false

    /// A sequencer over a store.
    ///
    /// `signer` signs each checkpoint; its name is `origin`, the log's, or readers of C2SP logs
    /// refuse the signature. `writer` numbers the records; no two processes use the same one at the
    /// same time. A `clock` that runs before ``Record/earliest`` is held there.
    package init(
        store: any LedgerStore, signer: NoteSigner, origin: String, writer: String,
        limits: SequencerLimits = SequencerLimits(), clock: @escaping @Sendable () -> Instant
    ) {
        precondition(Record.isWriter(writer), "a writer's name has letters, digits and -_.:@/")
        self.store = store
        self.signer = signer
        self.origin = origin
        self.writer = writer
        self.limits = limits
        self.clock = clock
    }

    /// Runs a command in its turn.
    ///
    /// - Returns: Its value with its records and proofs, once all is durable.
    /// - Throws: What the command throws; ``SequencerError``; ``LedgerError`` when the commit
    ///   failed; `CancellationError` when the caller's task is cancelled before the turn comes.
    ///   A turn that has begun is finished, and then its answer is given.
    package func submit<Value: Sendable>(
        _ command: @escaping Command<Value>
    ) async throws -> Committed<Value> {
        guard !isClosed else { throw SequencerError.closed }
        guard queue.count < limits.queueCountMax else {
            throw SequencerError.queueFull(countMax: limits.queueCountMax)
        }
        lastID += 1
        let id = lastID
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                enqueue(QueuedCommand(id: id, command: command, continuation: continuation))
            }
        } onCancel: {
            Task { await self.cancel(id) }
        }
    }

    /// Takes no more commands and waits until those that wait are answered.
    package func close() async {
        isClosed = true
        guard isDraining else { return }
        await withCheckedContinuation { whenDrained.append($0) }
    }

    /// Commands whose turn has not come.
    var waitingCount: Int { queue.count }

    private func cancel(_ id: Int) {
        guard let index = queue.firstIndex(where: { $0.id == id }) else { return }
        queue.remove(at: index).fail(CancellationError())
    }

    private func enqueue(_ command: QueuedCommand) {
        queue.append(command)
        guard !isDraining else { return }
        isDraining = true
        Task { await drain() }
    }
}

/// The loop: decide, commit, answer, one batch after the other.
extension Sequencer {
    private func drain() async {
        while !queue.isEmpty {
            do throws(LedgerError) {
                let batch = try await decide()
                await commit(batch)
            } catch {
                await store.letOthersCommit()
                queue.forEach { $0.fail(error) }
                queue.removeAll()
            }
        }
        isDraining = false
        whenDrained.forEach { $0.resume() }
        whenDrained = []
    }

    /// Runs the commands that wait, as long as they fit into one commit.
    ///
    /// - Throws: ``LedgerError`` when it cannot be read where the ledger stands.
    private func decide() async throws(LedgerError) -> PendingBatch {
        if position == nil {
            position = try await LedgerPosition.read(
                by: writer, from: store, isAheadOfOthers: hasLost)
        }
        guard let position else { preconditionFailure("the position has just been read") }
        var batch = PendingBatch(after: position, writer: writer, store: store)
        var idleCount = 0
        while !batch.isFull(limits), idleCount < limits.gatherCountMax {
            guard !queue.isEmpty else {
                // Those who were just answered may ask again and share this commit.
                idleCount += 1
                await Task.yield()
                continue
            }
            await batch.run(queue.removeFirst(), now: max(clock(), Record.earliest))
        }
        return batch
    }

    /// Commits a batch and answers its commands, or has them run again.
    private func commit(_ pending: PendingBatch) async {
        guard !pending.isEmpty else {
            if hasLost { await store.letOthersCommit() }
            hasLost = false
            return pending.answer(proofs: [], checkpoint: pending.position.head.note)
        }
        let signed: SignedBatch
        do throws(SequencerError) {
            signed = try SignedBatch(pending, writer: writer, origin: origin, signer: signer)
        } catch {
            await store.letOthersCommit()
            return pending.fail(error)
        }
        // The proofs are worked out while the store writes.
        async let outcome = store.outcome(
            of: signed.batch, expecting: pending.position.head)
        let proofs = pending.proofs
        switch await outcome {
        case .committed:
            hasLost = false
            position = pending.position(after: signed.batch)
            pending.answer(proofs: proofs, checkpoint: signed.checkpoint)
        case .headMoved:
            hasLost = true
            position = nil
            requeue(pending.commands)
        case .failed(let error):
            hasLost = false
            position = nil
            pending.fail(error)
        }
    }

    /// Puts commands back to the front, but for those that have lost too often.
    private func requeue(_ commands: [QueuedCommand]) {
        let again = commands.map(\.afterLoss)
        let error = SequencerError.contended(attemptCount: limits.attemptCountMax)
        for command in again where command.lossCount >= limits.attemptCountMax {
            command.fail(error)
        }
        queue.insert(contentsOf: again.filter { $0.lossCount < limits.attemptCountMax }, at: 0)
    }
}
