package import Transparency

/// Reads the whole ledger and answers three questions apart from one another.
///
/// Was anything altered, is anything missing, and who signed it?
///
/// It trusts nothing that the store says about itself: every record is hashed again, every stored
/// hash recomputed, and the root compared with the signed checkpoint.
package struct LedgerAudit: Sendable {
    private let store: any LedgerStore
    private let origin: String
    private let verifiers: [NoteVerifier]
    private let witnesses: [NoteVerifier]
    private let keptCheckpoints: [SignedNote]

    private static let chunkSize = 1_024

    /// An audit of what a store holds.
    ///
    /// `origin` is the log's name, which its checkpoints bear, and `verifiers` the keys by which it
    /// is trusted; without any, authenticity is unknown. The cosignatures of `witnesses` are
    /// counted. `keptCheckpoints` are heads that were seen before and kept elsewhere: only these
    /// show that the ledger was cut back and continued otherwise, so without any, completeness is
    /// unknown.
    package init(
        store: any LedgerStore, origin: String, verifiers: [NoteVerifier],
        witnesses: [NoteVerifier] = [], keptCheckpoints: [SignedNote] = []
    ) {
        self.store = store
        self.origin = origin
        self.verifiers = verifiers
        self.witnesses = witnesses
        self.keptCheckpoints = keptCheckpoints
    }

    /// - Throws: ``LedgerError`` when the store cannot be read; damage is a verdict, not an error.
    /// - Complexity: O(n) time; memory for two thousand records.
    package func run() async throws(LedgerError) -> AuditReport {
        let head = try await store.head()
        let signature = CheckpointCheck(
            of: head, origin: origin, verifiers: verifiers, witnesses: witnesses)
        var reading = Reading(rollback: RollbackCheck(olderHeads.map(\.checkpoint)))
        do throws(LedgerError) {
            try await read(head, into: &reading)
        } catch {
            guard let damage = error.damage else { throw error }
            reading.damage = damage
        }
        return AuditReport(
            size: reading.integrity.frontier.size,
            root: reading.damage == nil ? reading.integrity.frontier.root : nil,
            integrity: integrity(of: reading, head: head, signed: signature.checkpoint),
            completeness: completeness(of: reading, head: head, signed: signature.checkpoint),
            authenticity: signature.verdict, witnesses: signature.witnesses)
    }

    /// All that is gathered while the records go by.
    private struct Reading {
        var integrity = IntegrityCheck()
        var numbering = NumberingCheck()
        var rollback: RollbackCheck
        /// What could not be read for damage.
        var damage: String?
    }

    /// The kept checkpoints that a trusted key signed.
    private var olderHeads: [VerifiedCheckpoint] {
        keptCheckpoints.compactMap { note in
            try? VerifiedCheckpoint(note, verifiers: verifiers + witnesses)
        }.filter { Array($0.checkpoint.origin.utf8) == Array(origin.utf8) }
    }

    private func read(
        _ head: LedgerHead, into reading: inout Reading
    ) async throws(LedgerError) {
        reading.rollback.read(MerkleFrontier())
        var ahead = await chunk(from: 0, of: head)
        while true {
            let chunk = try ahead.get()
            guard !chunk.records.isEmpty else { break }
            // The next chunk is read while this one is hashed.
            async let following = self.chunk(from: chunk.end, of: head)
            for (record, leaf) in zip(chunk.records, chunk.leaves) {
                reading.numbering.read(record, at: reading.integrity.frontier.size)
                reading.integrity.read(record, stored: leaf)
                reading.rollback.read(reading.integrity.frontier)
            }
            ahead = await following
        }
        reading.rollback.finish(size: head.size)
        for level in 1...TileCoordinate.levelMax {
            try await compareHashes(ofLevel: level, head: head, in: &reading.integrity)
        }
    }

    private func compareHashes(
        ofLevel level: Int, head: LedgerHead, in integrity: inout IntegrityCheck
    ) async throws(LedgerError) {
        let count = head.size >> (8 * level)
        var start = 0
        while start < count {
            let end = min(start + Self.chunkSize, count)
            let stored = try await store.hashes(level: level, in: start..<end)
            integrity.compare(stored, level: level, from: start)
            start = end
        }
    }

    private struct Chunk: Sendable {
        let end: Int
        let records: [[UInt8]]
        let leaves: [Digest]
    }

    private func chunk(
        from start: Int, of head: LedgerHead
    ) async -> Result<Chunk, LedgerError> {
        let end = min(start + Self.chunkSize, head.size)
        guard start < end else { return .success(Chunk(end: end, records: [], leaves: [])) }
        do throws(LedgerError) {
            let records = try await store.records(in: start..<end)
            let leaves = try await store.hashes(level: 0, in: start..<end)
            return .success(Chunk(end: end, records: records, leaves: leaves))
        } catch { return .failure(error) }
    }
}

extension LedgerAudit {
    private func integrity(
        of reading: Reading, head: LedgerHead, signed: Checkpoint?
    ) -> AuditVerdict {
        let frontier = reading.integrity.frontier
        if let fault = reading.damage ?? reading.integrity.firstFault { return .failed(fault) }
        guard frontier == head.frontier else {
            return .failed("the stored head is not that of the \(frontier.size) records")
        }
        guard let signed else {
            return head.checkpoint == nil && head.size == 0
                ? .verified("the ledger is empty")
                : .unknown("the records agree with their hashes, but no checkpoint can be read")
        }
        guard signed.size == frontier.size, signed.root == frontier.root else {
            return .failed(
                "the checkpoint is over \(signed.size) records with another root than "
                    + "that of the \(frontier.size) records")
        }
        return .verified("all \(frontier.size) records and their hashes make the signed root")
    }

    private func completeness(
        of reading: Reading, head: LedgerHead, signed: Checkpoint?
    ) -> AuditVerdict {
        let faults = [reading.damage, reading.numbering.firstFault, reading.rollback.firstFault]
        if let fault = faults.compactMap(\.self).first { return .failed(fault) }
        if let signed, signed.size > head.size {
            return .failed(
                "the checkpoint covers \(signed.size) records and the ledger has \(head.size)")
        }
        guard reading.rollback.checkpointCount == keptCheckpoints.count else {
            return .unknown(
                "a checkpoint to compare with is not of this log or not signed by a known key, so "
                    + "it shows nothing")
        }
        let count = reading.numbering.writerCount
        let writers = "no record of \(count) \(count == 1 ? "writer" : "writers") is missing"
        guard !keptCheckpoints.isEmpty else {
            return .unknown(
                "\(writers) in between; whether the end was cut off cannot be told without an "
                    + "earlier checkpoint to compare with")
        }
        let kept = keptCheckpoints.count
        return .verified(
            "\(writers), and \(kept) older \(kept == 1 ? "checkpoint holds" : "checkpoints hold")")
    }
}

extension LedgerError {
    /// What is broken, when it is the stored data and not the reading of it.
    fileprivate var damage: String? {
        switch self {
        case .corrupt(let what): what
        case .missingRecord(let index): "record \(index) is missing"
        case .missingHash(let level, let index):
            "hash \(index) of tile level \(level) is missing"
        case .headMoved, .unknownOutcome, .busy, .damagedRow, .full, .outOfRange, .newerFormat,
            .notALedger, .unavailable, .inputOutput, .refused:
            nil
        }
    }
}
