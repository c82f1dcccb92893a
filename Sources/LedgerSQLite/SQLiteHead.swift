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

    static func store(_ head: LedgerHead, in db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                UPDATE head SET size = ?, frontier = ?, checkpoint = ?, revision = ?, writer = ?
                WHERE id = 1
                """)
        try statement.execute(arguments: [
            head.size, Data(head.frontier.hashes.flatMap(\.bytes)), head.checkpoint,
            head.revision, head.writer,
        ])
    }

    private static func hashes(in bytes: [UInt8]) -> [Digest]? {
        guard bytes.count.isMultiple(of: Digest.byteCount) else { return nil }
        return stride(from: 0, to: bytes.count, by: Digest.byteCount).compactMap {
            Digest(bytes: bytes[$0..<$0 + Digest.byteCount])
        }
    }
}
