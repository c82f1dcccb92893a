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
    private let clock: @Sendable () -> LedgerTime
    private let limits: SequencerLimits

    private var queue: [QueuedCommand] = []
    private var lastID = 0
    private var isDraining = false
    private var isClosed = false
    private var whenDrained: [CheckedContinuation<Void, Never>] = []
    /// Where the next commit starts; `nil` when that must be read.
    private var position: LedgerPosition?

    /// - `signer`: Signs each checkpoint; its name is the log's origin in every sane set-up.
    /// - `writer`: Who numbers the records. No two processes use the same one at the same time.
    package init(
        store: any LedgerStore, signer: NoteSigner, origin: String, writer: String,
        limits: SequencerLimits = SequencerLimits(), clock: @escaping @Sendable () -> LedgerTime
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
                queue.append(
                    QueuedCommand(id: id, command: command, continuation: continuation))
                startDraining()
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

    private func cancel(_ id: Int) {
        guard let index = queue.firstIndex(where: { $0.id == id }) else { return }
        queue.remove(at: index).fail(CancellationError())
    }

    private func startDraining() {
        guard !isDraining else { return }
        isDraining = true
        Task { await drain() }
    }

    private func drain() async {
        while !queue.isEmpty {
            await gather()
            let commands = Array(queue.prefix(limits.batchCountMax))
            queue.removeFirst(commands.count)
            let settledCount = await settle(commands)
            queue.insert(contentsOf: commands.dropFirst(settledCount), at: 0)
        }
        isDraining = false
        whenDrained.forEach { $0.resume() }
        whenDrained = []
    }

    /// Lets those who were just answered ask again, so that they share the next commit.
    private func gather() async {
        for _ in 0..<limits.gatherCountMax {
            let count = queue.count
            await Task.yield()
            if queue.count == count { return }
        }
    }

    /// Runs and commits commands until they are answered.
    ///
    /// - Returns: How many were, from the first on; the rest did not fit into the commit.
    private func settle(_ commands: [QueuedCommand]) async -> Int {
        for _ in 0..<limits.attemptCountMax {
            let batch: PendingBatch
            do throws(LedgerError) {
                batch = try await decide(commands)
            } catch {
                commands.forEach { $0.fail(error) }
                return commands.count
            }
            switch await commit(batch) {
            case .settled: return batch.commandCount
            case .headMoved: continue
            }
        }
        let error = SequencerError.contended(attemptCount: limits.attemptCountMax)
        commands.forEach { $0.fail(error) }
        return commands.count
    }

    private func decide(
        _ commands: [QueuedCommand]
    ) async throws(LedgerError) -> PendingBatch {
        var batch = PendingBatch(after: try await currentPosition(), writer: writer)
        for command in commands where batch.byteCount < limits.batchByteCountMax {
            await batch.run(command, now: clock(), store: store)
        }
        return batch
    }

    private func currentPosition() async throws(LedgerError) -> LedgerPosition {
        if let position { return position }
        let head = try await store.head()
        let number = try await WriterNumbers.last(of: writer, in: store)
        let read = LedgerPosition(head: head, nextNumber: number + 1)
        position = read
        return read
    }

    private enum Progress { case settled, headMoved }

    private func commit(_ pending: PendingBatch) async -> Progress {
        guard !pending.isEmpty else {
            pending.answer(proofs: [], checkpoint: pending.position.head.note)
            return .settled
        }
        let signed: SignedBatch
        do throws(SequencerError) {
            signed = try SignedBatch(pending, writer: writer, origin: origin, signer: signer)
        } catch {
            pending.fail(error)
            return .settled
        }
        // The proofs are worked out while the store writes.
        async let outcome = outcome(of: signed.batch, expecting: pending.position.head)
        let proofs = signed.proofs
        switch await outcome {
        case .headMoved:
            position = nil
            return .headMoved
        case .failed(let error):
            position = nil
            pending.fail(error)
        case .committed(let head):
            position = LedgerPosition(head: head, nextNumber: pending.nextNumber)
            pending.answer(proofs: proofs, checkpoint: signed.checkpoint)
        }
        return .settled
    }
}

extension Sequencer {
    private enum StoreOutcome { case committed(LedgerHead), headMoved, failed(LedgerError) }

    private nonisolated func outcome(
        of batch: LedgerBatch, expecting head: LedgerHead
    ) async -> StoreOutcome {
        do throws(LedgerError) {
            return .committed(try await store.append(batch, expecting: head))
        } catch {
            switch error {
            case .headMoved: return .headMoved
            case .unknownOutcome(let cause): return await outcome(of: batch, after: cause)
            default: return .failed(error)
            }
        }
    }

    /// What became of a batch whose commit broke off: the head tells.
    private nonisolated func outcome(
        of batch: LedgerBatch, after cause: LedgerError
    ) async -> StoreOutcome {
        guard let head = try? await store.head() else {
            return .failed(.unknownOutcome(because: cause))
        }
        if head.revision < batch.head.revision { return .failed(cause) }
        if head.revision == batch.head.revision {
            return head == batch.head ? .committed(head) : .headMoved
        }
        // Others went on from there: the records themselves tell whose commit it was.
        guard !batch.records.isEmpty else { return .failed(.unknownOutcome(because: cause)) }
        guard head.size >= batch.head.size else { return .failed(cause) }
        let range = batch.firstIndex..<batch.head.size
        guard let stored = try? await store.records(in: range) else {
            return .failed(.unknownOutcome(because: cause))
        }
        return stored == batch.records ? .committed(batch.head) : .headMoved
    }
}
