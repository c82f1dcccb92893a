import Transparency

/// What became of a batch that was given to the store.
enum CommitOutcome: Sendable {
    /// It is durable; others may have committed since.
    case committed
    /// It is not there, because another server committed first.
    case headMoved
    /// It is not there; or nobody can tell, when the error says so.
    case failed(LedgerError)
}

extension LedgerStore {
    /// Commits a batch and finds out what became of it.
    func outcome(
        of batch: LedgerBatch, expecting head: LedgerHead
    ) async -> CommitOutcome {
        do throws(LedgerError) {
            _ = try await append(batch, expecting: head)
            return .committed
        } catch {
            switch error {
            case .headMoved: return .headMoved
            case .unknownOutcome(let cause): return await outcome(of: batch, after: cause)
            case .busy, .full, .corrupt, .damagedRow, .missingRecord, .missingHash, .outOfRange,
                .newerFormat, .notALedger, .unavailable, .inputOutput, .refused:
                return .failed(error)
            }
        }
    }

    /// What became of a batch whose commit broke off: the head tells.
    private func outcome(of batch: LedgerBatch, after cause: LedgerError) async -> CommitOutcome {
        guard let head = try? await head() else {
            return .failed(.unknownOutcome(because: cause))
        }
        if head.revision < batch.head.revision { return .failed(cause) }
        if head.revision == batch.head.revision {
            return head == batch.head ? .committed : .headMoved
        }
        // Others went on from there: the records themselves tell whose commit it was.
        guard !batch.records.isEmpty else { return .failed(.unknownOutcome(because: cause)) }
        guard head.size >= batch.head.size else { return .headMoved }
        let range = batch.firstIndex..<batch.head.size
        guard let stored = try? await records(in: range) else {
            return .failed(.unknownOutcome(because: cause))
        }
        return stored == batch.records ? .committed : .headMoved
    }
}
