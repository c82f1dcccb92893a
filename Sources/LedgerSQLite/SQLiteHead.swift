import Foundation
import GRDB
import Ledger
import Transparency

/// The one row of `head`.
enum SQLiteHead {
    static func fetch(from db: Database) throws -> LedgerHead {
        let statement = try db.cachedStatement(
            sql: "SELECT size, frontier, checkpoint, revision, writer FROM head WHERE id = 1")
        guard let row = try GRDB.Row.fetchOne(statement) else {
            throw LedgerError.corrupt("the head is missing")
        }
        let hashes = try row.withUnsafeData(atIndex: 1) { Self.hashes(in: Array($0 ?? Data())) }
        guard let hashes, let frontier = MerkleFrontier(size: row[0], hashes: hashes) else {
            throw LedgerError.corrupt("the head's hashes are malformed")
        }
        return LedgerHead(
            frontier: frontier, checkpoint: row[2], revision: row[3], writer: row[4],
            formatVersion: SQLiteSchema.version)
    }

    /// Puts the head in the place of another one.
    ///
    /// - Throws: ``LedgerError/headMoved`` when the ledger stands elsewhere.
    static func replace(_ old: LedgerHead, with new: LedgerHead, in db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                UPDATE head SET size = ?, frontier = ?, checkpoint = ?, revision = ?, writer = ?
                WHERE id = 1 AND revision = ? AND size = ? AND frontier = ?
                """)
        try statement.execute(arguments: [
            new.size, bytes(of: new), new.checkpoint, new.revision, new.writer, old.revision,
            old.size, bytes(of: old),
        ])
        guard db.changesCount == 1 else { throw LedgerError.headMoved }
    }

    private static func bytes(of head: LedgerHead) -> Data {
        Data(head.frontier.hashes.flatMap(\.bytes))
    }

    private static func hashes(in bytes: [UInt8]) -> [Digest]? {
        guard bytes.count.isMultiple(of: Digest.byteCount) else { return nil }
        return stride(from: 0, to: bytes.count, by: Digest.byteCount).compactMap {
            Digest(bytes: bytes[$0..<$0 + Digest.byteCount])
        }
    }
}
