import Ledger
import Transparency

/// Writes one batch in one transaction, when the head is the expected one.
struct PostgresCommit {
    private let connection: PostgresConnection

    init(_ connection: PostgresConnection) { self.connection = connection }

    func append(
        _ batch: LedgerBatch, expecting expected: LedgerHead
    ) throws(LedgerError) -> LedgerHead {
        _ = try connection.run("BEGIN")
        do throws(LedgerError) {
            // The lock on the head's row makes other writers wait until this one is done.
            guard try PostgresHead.fetch(connection, locking: true) == expected else {
                throw .headMoved
            }
            try write(batch)
        } catch {
            _ = try? connection.run("ROLLBACK")
            throw error
        }
        do throws(LedgerError) {
            _ = try connection.run("COMMIT")
        } catch {
            // A lost connection says nothing of what the server did.
            throw connection.isBroken ? .unknownOutcome(because: error) : error
        }
        return batch.head
    }

    private func write(_ batch: LedgerBatch) throws(LedgerError) {
        try PostgresHead.store(batch.head, connection)
        let first = batch.firstIndex
        if !batch.records.isEmpty {
            _ = try connection.run(
                """
                INSERT INTO assay_record (id, leaf, bytes)
                SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::bytea[])
                """,
                [
                    PostgresText.array(batch.records.indices.map { "\(first + $0)" }),
                    PostgresText.array(batch.leaves.map { PostgresText.bytes($0.bytes) }),
                    PostgresText.array(batch.records.map { PostgresText.bytes($0) }),
                ])
        }
        for tile in batch.tileHashes {
            _ = try connection.run(
                "INSERT INTO assay_tile_hash VALUES ($1::integer, $2::bigint, $3::bytea)",
                ["\(tile.level)", "\(tile.index)", PostgresText.bytes(tile.hash.bytes)])
        }
        let rows = PostgresRowWriter(connection)
        for change in batch.rowChanges { try rows.apply(change) }
    }
}

/// The one row of `assay_head`.
enum PostgresHead {
    static func fetch(
        _ connection: PostgresConnection, locking: Bool = false
    ) throws(LedgerError) -> LedgerHead {
        let found = try connection.run(
            "SELECT size, frontier, checkpoint, revision, writer, format FROM assay_head "
                + "WHERE id = 1" + (locking ? " FOR UPDATE" : ""))
        guard let row = found.first, row.count == 6, let size = row[0]?.asInt,
            let bytes = PostgresText.bytes(row[1]), let revision = row[3]?.asInt,
            let format = row[5]?.asInt,
            let frontier = MerkleFrontier(size: size, hashes: digests(bytes))
        else { throw .corrupt("the head is missing or malformed") }
        guard format <= PostgresSchema.version else {
            throw .newerFormat(found: format, supported: PostgresSchema.version)
        }
        return LedgerHead(
            frontier: frontier, checkpoint: row[2], revision: revision, writer: row[4],
            formatVersion: format)
    }

    static func store(
        _ head: LedgerHead, _ connection: PostgresConnection
    ) throws(LedgerError) {
        _ = try connection.run(
            """
            UPDATE assay_head SET size = $1::bigint, frontier = $2::bytea, checkpoint = $3,
            revision = $4::bigint, writer = $5 WHERE id = 1
            """,
            [
                "\(head.size)", PostgresText.bytes(head.frontier.hashes.flatMap(\.bytes)),
                head.checkpoint, "\(head.revision)", head.writer,
            ])
    }

    private static func digests(_ bytes: [UInt8]) -> [Digest] {
        stride(from: 0, to: bytes.count, by: Digest.byteCount).compactMap {
            Digest(bytes: bytes[$0..<min($0 + Digest.byteCount, bytes.count)])
        }
    }
}
