import Ledger
import Transparency

/// Writes one batch in one transaction.
struct PostgresCommit {
    let session: PostgresSession
    /// Whether the batch is part of a transaction that somebody else commits.
    var isPart = false

    private static let attemptCountMax = 5

    /// Commits; again when the server gives way to another transaction.
    func outcome(
        of batch: LedgerBatch, expecting expected: LedgerHead
    ) -> Result<LedgerHead, LedgerError> {
        if isPart { return part(batch, expecting: expected) }
        for _ in 1..<Self.attemptCountMax {
            do throws(PostgresFailure) {
                return try attempt(batch, expecting: expected)
            } catch {
                guard error.isWorthAnotherTry else { return .failure(error.whileReading) }
            }
        }
        do throws(PostgresFailure) {
            return try attempt(batch, expecting: expected)
        } catch {
            return .failure(error.whileReading)
        }
    }

    private func part(
        _ batch: LedgerBatch, expecting expected: LedgerHead
    ) -> Result<LedgerHead, LedgerError> {
        do throws(PostgresFailure) {
            guard try PostgresHead.replace(expected, with: batch.head, in: session) else {
                return .failure(.headMoved)
            }
            try write(batch)
            return .success(batch.head)
        } catch {
            return .failure(error.whileReading)
        }
    }

    private func attempt(
        _ batch: LedgerBatch, expecting expected: LedgerHead
    ) throws(PostgresFailure) -> Result<LedgerHead, LedgerError> {
        // Who holds the head has begun already.
        if !session.isInTransaction { try session.execute("BEGIN") }
        do throws(PostgresFailure) {
            // The first statement locks the head, so that commits queue up behind one another.
            guard try PostgresHead.replace(expected, with: batch.head, in: session) else {
                try session.execute("ROLLBACK")
                return .failure(.headMoved)
            }
            try write(batch)
        } catch {
            _ = try? session.execute("ROLLBACK")
            throw error
        }
        return try commit(batch)
    }

    private func commit(
        _ batch: LedgerBatch
    ) throws(PostgresFailure) -> Result<LedgerHead, LedgerError> {
        do throws(PostgresFailure) {
            let done = try session.execute("COMMIT")
            // A transaction that had failed answers COMMIT with ROLLBACK.
            return done.tag == "COMMIT"
                ? .success(batch.head) : .failure(.inputOutput("the server rolled back"))
        } catch {
            guard !error.isWorthAnotherTry else { throw error }
            return .failure(error.whileCommitting)
        }
    }

    private func write(_ batch: LedgerBatch) throws(PostgresFailure) {
        if !batch.records.isEmpty {
            try session.query(
                """
                INSERT INTO ledger_record (id, leaf, bytes)
                SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::bytea[])
                """,
                [
                    .bigints(Array(batch.firstIndex..<batch.head.size)),
                    .byteStrings(batch.leaves.map(\.bytes)), .byteStrings(batch.records),
                ])
        }
        if !batch.tileHashes.isEmpty {
            try session.query(
                """
                INSERT INTO ledger_tile_hash (level, id, hash)
                SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bytea[])
                """,
                [
                    .bigints(batch.tileHashes.map(\.level)),
                    .bigints(batch.tileHashes.map(\.index)),
                    .byteStrings(batch.tileHashes.map(\.hash.bytes)),
                ])
        }
        var rows = PostgresRowWriter(session)
        try rows.write(batch.rowChanges)
    }
}
