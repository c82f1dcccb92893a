import Foundation
import GRDB
import Ledger
import Transparency

/// Writes one batch in one transaction.
struct SQLiteCommit {
    private let db: Database

    init(_ db: Database) { self.db = db }

    func outcome(
        of batch: LedgerBatch, expecting expected: LedgerHead
    ) -> Result<LedgerHead, LedgerError> {
        do {
            try db.beginTransaction(.immediate)
            try write(batch, expecting: expected)
        } catch {
            rollback()
            return .failure(LedgerError(reading: error))
        }
        do {
            try db.commit()
            return .success(batch.head)
        } catch {
            rollback()
            return .failure(LedgerError(committing: error))
        }
    }

    private func rollback() {
        // SQLite has rolled back already after some errors.
        if db.isInsideTransaction { try? db.rollback() }
    }

    private func write(_ batch: LedgerBatch, expecting expected: LedgerHead) throws {
        try SQLiteHead.replace(expected, with: batch.head, in: db)
        try insertRecords(of: batch)
        try insertHashes(of: batch)
        var rows = SQLiteRowWriter(db)
        for change in batch.rowChanges { try rows.apply(change) }
        try rows.finish()
    }

    private func insertRecords(of batch: LedgerBatch) throws {
        let insert = try db.cachedStatement(
            sql: "INSERT INTO record (id, leaf, bytes) VALUES (?, ?, ?)")
        for (offset, (record, leaf)) in zip(batch.records, batch.leaves).enumerated() {
            try insert.execute(arguments: [
                batch.firstIndex + offset, Data(leaf.bytes), Data(record),
            ])
        }
    }

    private func insertHashes(of batch: LedgerBatch) throws {
        guard !batch.tileHashes.isEmpty else { return }
        let insert = try db.cachedStatement(
            sql: "INSERT INTO tile_hash (level, id, hash) VALUES (?, ?, ?)")
        for tile in batch.tileHashes {
            try insert.execute(arguments: [tile.level, tile.index, Data(tile.hash.bytes)])
        }
    }
}
