import Ledger
import Transparency

/// The one row of `ledger_head`.
enum PostgresHead {
    static let columns = "size, frontier, checkpoint, revision, writer, format"

    /// The head's row.
    ///
    /// When `isLocked`, it waits for a transaction that is changing the head: one whose connection
    /// broke may still be under way on the server.
    static func fetch(
        from session: PostgresSession, isLocked: Bool = false
    ) throws(PostgresFailure) -> PostgresRows {
        let sql = "SELECT \(columns) FROM ledger_head WHERE id = 1"
        guard isLocked else { return try session.query(sql, []) }
        try session.execute("BEGIN")
        do throws(PostgresFailure) {
            let rows = try session.query(sql + " FOR UPDATE", [])
            try session.execute("COMMIT")
            return rows
        } catch {
            _ = try? session.execute("ROLLBACK")
            throw error
        }
    }

    /// The head's row, which stays locked: the transaction remains open for the commit.
    static func hold(in session: PostgresSession) throws(PostgresFailure) -> PostgresRows {
        if !session.isInTransaction { try session.execute("BEGIN") }
        do throws(PostgresFailure) {
            return try session.query(
                "SELECT \(columns) FROM ledger_head WHERE id = 1 FOR UPDATE", [])
        } catch {
            _ = try? session.execute("ROLLBACK")
            throw error
        }
    }

    static func head(from rows: PostgresRows) throws(LedgerError) -> LedgerHead {
        guard let row = rows.rows.first, row.count == 6, let size = row[0]?.postgresInteger,
            let revision = row[3]?.postgresInteger, let format = row[5]?.postgresInteger
        else { throw .corrupt("the head is missing") }
        guard let hashes = row[1].flatMap(hashes(in:)),
            let frontier = MerkleFrontier(size: size, hashes: hashes)
        else { throw .corrupt("the head's hashes are malformed") }
        return LedgerHead(
            frontier: frontier, checkpoint: row[2]?.postgresText, revision: revision,
            writer: row[4]?.postgresText, formatVersion: format)
    }

    /// Puts the head in the place of another one.
    ///
    /// - Returns: Whether the ledger stood at `old`.
    static func replace(
        _ old: LedgerHead, with new: LedgerHead, in session: PostgresSession
    ) throws(PostgresFailure) -> Bool {
        let sql = """
            UPDATE ledger_head SET size = $1, frontier = $2, checkpoint = $3, revision = $4,
              writer = $5
            WHERE id = 1 AND revision = $6 AND size = $7 AND frontier = $8
            """
        return try session.query(
            sql,
            [
                .bigint(new.size), .bytes(new.frontier.hashes.flatMap(\.bytes)),
                .text(new.checkpoint), .bigint(new.revision), .text(new.writer),
                .bigint(old.revision), .bigint(old.size),
                .bytes(old.frontier.hashes.flatMap(\.bytes)),
            ]
        ).changedCount == 1
    }

    private static func hashes(in bytes: [UInt8]) -> [Digest]? {
        guard bytes.count.isMultiple(of: Digest.byteCount) else { return nil }
        return stride(from: 0, to: bytes.count, by: Digest.byteCount).compactMap {
            Digest(bytes: bytes[$0..<$0 + Digest.byteCount])
        }
    }
}
