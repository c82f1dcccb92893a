package import Transparency

/// The one place where the ledger grows.
///
/// Commands wait in a bounded queue. One loop takes them in order, runs each over what the earlier
/// ones did, and commits many at once; the answers go out after the commit. While the store writes
/// one commit, the commands of the next are run over it. So a decision, and the record of it, are
/// one step that nothing comes between; what another server does in the meantime is caught by the
/// compare-and-swap on the head, after which the commands are run again.
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
    package typealias Command<Value> =
        nonisolated(nonsending) @Sendable (inout Turn) async throws -> Value

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

    /// Where the next commit starts, once the one under way is durable; `nil` when that must be read.
    private var position: LedgerPosition?
    /// What the store is writing.
    private var underway: PendingBatch?
    /// Commits that are being answered while the next one goes on.
    private var answeringCount = 0
    /// Commands that have been run for the commit after that.
    private var runCount = 0
    /// Whether another server committed first, so that this one goes first now.
    private var hasLost = false
    /// Commands whose commit another server was before.
    private var lost: [QueuedCommand] = []
    /// The loop, when it waits for a command or for the end of a commit.
    private var whenSomethingHappens: CheckedContinuation<Void, Never>?

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
        guard waitingCount < limits.queueCountMax else {
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

    /// Commands whose commit has not begun.
    var waitingCount: Int { queue.count + runCount }

    private func cancel(_ id: Int) {
        guard let index = queue.firstIndex(where: { $0.id == id }) else { return }
        queue.remove(at: index).fail(CancellationError())
    }

    private func enqueue(_ command: QueuedCommand) {
        queue.append(command)
        somethingHappened()
        guard !isDraining else { return }
        isDraining = true
        Task { await drain() }
    }

    private func somethingHappened() {
        whenSomethingHappens?.resume()
        whenSomethingHappens = nil
    }
}

/// The loop: run the commands of one commit while the store writes the one before.
extension Sequencer {
    private func drain() async {
        while true {
            if queue.isEmpty, underway == nil {
                guard answeringCount > 0 else { break }
                await something()
                continue
            }
            do throws(LedgerError) {
                let batch = try await gather()
                while underway != nil { await something() }
                await begin(batch)
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

    /// Waits for a command or for the end of a commit.
    private func something() async {
        await withCheckedContinuation { whenSomethingHappens = $0 }
    }

    /// Runs the commands that wait, as long as they fit into one commit.
    ///
    /// - Throws: ``LedgerError`` when it cannot be read where the ledger stands.
    private func gather() async throws(LedgerError) -> PendingBatch {
        if position == nil {
            position = try await LedgerPosition.read(
                by: writer, from: store, isAheadOfOthers: hasLost)
        }
        guard let position else { preconditionFailure("the position has just been read") }
        var batch = PendingBatch(after: position, over: underway, writer: writer, store: store)
        var idleCount = 0
        while !batch.isFull(limits), idleCount < limits.gatherCountMax {
            if !queue.isEmpty {
                await batch.run(queue.removeFirst(), now: now)
                runCount = batch.commands.count
            } else if underway != nil {
                await something()
            } else {
                // Those who were just answered may ask again and share this commit.
                idleCount += 1
                await Task.yield()
            }
        }
        return batch
    }

    private var now: Instant { max(clock(), Record.earliest) }

    /// Has the store write a batch; its commands are answered when that is done.
    private func begin(_ pending: PendingBatch) async {
        runCount = 0
        // They were run over a commit that did not come about.
        if position == nil { return requeue(lost: lost, others: pending.commands) }
        guard !pending.isEmpty else {
            if hasLost { await store.letOthersCommit() }
            hasLost = false
            return pending.answer(proofs: [], checkpoint: pending.position.head.note)
        }
        do throws(SequencerError) {
            let signed = try SignedBatch(
                pending, writer: writer, origin: origin, signer: signer)
            position = pending.position(after: signed.batch)
            underway = pending
            Task { await commit(signed) }
        } catch {
            await store.letOthersCommit()
            pending.fail(error)
        }
    }

    private func commit(_ signed: SignedBatch) async {
        let pending = signed.pending
        let (outcome, proofs) = await signed.written(to: store)
        answeringCount += 1
        switch outcome {
        case .committed:
            hasLost = false
        case .headMoved:
            hasLost = true
            position = nil
            lost = pending.commands
        case .failed:
            hasLost = false
            position = nil
        }
        underway = nil
        somethingHappened()
        await signed.answer(outcome, proofs)
        answeringCount -= 1
        somethingHappened()
    }

    /// Puts commands back to the front, but for those that have lost too often.
    private func requeue(lost commands: [QueuedCommand], others: [QueuedCommand]) {
        let again = commands.map(\.afterLoss)
        let error = SequencerError.contended(attemptCount: limits.attemptCountMax)
        for command in again where command.lossCount >= limits.attemptCountMax {
            command.fail(error)
        }
        let kept = again.filter { $0.lossCount < limits.attemptCountMax }
        queue.insert(contentsOf: kept + others, at: 0)
        lost = []
    }
}
