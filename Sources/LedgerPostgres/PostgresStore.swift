package import Ledger
package import Transparency

/// The ledger in a PostgreSQL database, for servers that share it.
///
/// Each store has one connection on a queue of its own, so that libpq's blocking calls hold up
/// nobody else; the head's row is compared and swapped under its lock. A lost connection is
/// opened again by the next call.
package actor PostgresStore: LedgerStore {
    private let conninfo: String
    private let queue = QueueExecutor()
    private var connection: PostgresConnection?

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        queue.asUnownedSerialExecutor()
    }

    /// - Parameter conninfo: As libpq reads it, such as `host=localhost dbname=assay`.
    package init(conninfo: String) { self.conninfo = conninfo }

    /// Closes the connection; the next call opens another.
    package func close() { connection = nil }

    package func head() async throws(LedgerError) -> LedgerHead {
        try use { connection throws(LedgerError) in try PostgresHead.fetch(connection) }
    }

    package func append(
        _ batch: LedgerBatch, expecting expected: LedgerHead
    ) async throws(LedgerError) -> LedgerHead {
        try batch.validate()
        return try use { connection throws(LedgerError) in
            try PostgresCommit(connection).append(batch, expecting: expected)
        }
    }

    package func records(in range: Range<Int>) async throws(LedgerError) -> [[UInt8]] {
        try use { connection throws(LedgerError) in
            try PostgresHead.fetch(connection).requireRecords(in: range)
            let found = try connection.run(
                """
                SELECT id, bytes FROM assay_record WHERE id >= $1::bigint AND id < $2::bigint
                ORDER BY id
                """, ["\(range.lowerBound)", "\(range.upperBound)"])
            return try Self.complete(found, range, orElse: { .missingRecord(index: $0) }) { $0 }
        }
    }

    package func hashes(
        level: Int, in range: Range<Int>
    ) async throws(LedgerError) -> [Digest] {
        try use { connection throws(LedgerError) in
            try PostgresHead.fetch(connection).requireHashes(level: level, in: range)
            let columns = level == 0 ? "leaf FROM assay_record" : "hash FROM assay_tile_hash"
            let condition = level == 0 ? "" : " AND level = \(level)"
            let found = try connection.run(
                "SELECT id, \(columns) WHERE id >= $1::bigint AND id < $2::bigint\(condition) "
                    + "ORDER BY id", ["\(range.lowerBound)", "\(range.upperBound)"])
            return try Self.complete(
                found, range, orElse: { .missingHash(level: level, index: $0) }
            ) { Digest(bytes: $0) }
        }
    }

    package func rows(_ query: RowQuery) async throws(LedgerError) -> RowPage {
        try query.validate()
        return try use { connection throws(LedgerError) in
            try PostgresRowReader(connection).rows(query)
        }
    }

    private func use<Value>(
        _ body: (PostgresConnection) throws(LedgerError) -> Value
    ) throws(LedgerError) -> Value {
        let connection = try openConnection()
        defer { if connection.isBroken { self.connection = nil } }
        return try body(connection)
    }

    private func openConnection() throws(LedgerError) -> PostgresConnection {
        if let connection { return connection }
        let fresh = try PostgresConnection(conninfo)
        try PostgresSchema.prepare(fresh)
        connection = fresh
        return fresh
    }

    /// The values of all indices of a range, in order.
    private static func complete<Value>(
        _ found: [[String?]], _ range: Range<Int>, orElse missing: (Int) -> LedgerError,
        _ read: ([UInt8]) -> Value?
    ) throws(LedgerError) -> [Value] {
        var values: [Value] = []
        for (index, row) in zip(range, found) {
            guard row[0]?.asInt == index, let bytes = PostgresText.bytes(row[1]),
                let value = read(bytes)
            else { throw missing(index) }
            values.append(value)
        }
        guard values.count == range.count else { throw missing(range.lowerBound + values.count) }
        return values
    }
}

extension PostgresStore {
    /// Runs one statement on a connection of its own, such as making a schema for a test.
    package static func run(_ statement: String, on conninfo: String) async throws(LedgerError) {
        let store = PostgresStore(conninfo: conninfo)
        try await store.run(statement)
    }

    private func run(_ statement: String) throws(LedgerError) {
        _ = try PostgresConnection(conninfo).run(statement)
    }
}
