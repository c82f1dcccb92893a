package import Ledger
import Synchronization
package import Transparency

/// The ledger in a PostgreSQL database, for as many servers as there are.
///
/// Servers commit one after the other: each transaction starts with a compare-and-swap of the one
/// row that says where the ledger stands. One connection writes and a few read; each has a thread
/// of its own, on which libpq may block.
///
/// It prepares statements, which a pooler that hands out a connection for each transaction breaks:
/// connect to the server itself, or let the pooler work by session.
package final class PostgresStore: LedgerStore {
    private struct State {
        /// Set while a commit may still be under way on a connection that broke.
        var isUncertain = false
        /// How many read over each connection, or wait to.
        var readCounts: [Int]
    }

    private let writer: PostgresConnection
    private let readers: [PostgresConnection]
    private let state: Mutex<State>
    /// Whether all that is read and written is one transaction.
    private let isOneTransaction: Bool

    /// Connects, and makes the ledger's tables when they are not there.
    ///
    /// `conninfo` is a libpq connection string or URI; the tables live in the first schema of its
    /// `search_path`. Up to `readerCount` reads run at the same time, over connections that are
    /// opened when they are first needed.
    package init(conninfo: String, readerCount: Int = 4) async throws(LedgerError) {
        isOneTransaction = false
        precondition(readerCount > 0, "a store needs a connection to read over")
        state = Mutex(State(readCounts: Array(repeating: 0, count: readerCount)))
        let library = try LibPQ.load()
        try PostgresConninfo.check(conninfo, by: library)
        writer = PostgresConnection(conninfo: conninfo, library: library, name: "ledger-writer")
        readers = (0..<readerCount).map {
            PostgresConnection(conninfo: conninfo, library: library, name: "ledger-reader-\($0)")
        }
        let format = try await writer.read { session throws(PostgresFailure) in
            try PostgresSchema.prepare(session)
        }
        guard format <= LedgerHead.supportedFormatVersion else {
            throw .newerFormat(found: format, supported: LedgerHead.supportedFormatVersion)
        }
    }

    private init(conninfo: String, transaction: String) throws(LedgerError) {
        writer = PostgresConnection(
            conninfo: conninfo, library: try LibPQ.load(), name: "ledger-transaction",
            transaction: transaction)
        readers = [writer]
        state = Mutex(State(readCounts: [0]))
        isOneTransaction = true
    }

    /// Closes all connections; a later call opens them again.
    package func close() async {
        for connection in [writer] + readers { await connection.close() }
    }

    package func head() async throws(LedgerError) -> LedgerHead {
        let isUncertain = state.withLock { $0.isUncertain }
        guard isUncertain else {
            return try PostgresHead.head(
                from: try await read { session throws(PostgresFailure) in
                    try PostgresHead.fetch(from: session, isLocked: false)
                })
        }
        let rows = try await writer.read { session throws(PostgresFailure) in
            try PostgresHead.fetch(from: session, isLocked: true)
        }
        state.withLock { $0.isUncertain = false }
        return try PostgresHead.head(from: rows)
    }

    package func headAheadOfOthers() async throws(LedgerError) -> LedgerHead {
        let rows = try await writer.read { session throws(PostgresFailure) in
            try PostgresHead.hold(in: session)
        }
        return try PostgresHead.head(from: rows)
    }

    package func letOthersCommit() async {
        // A session that is lost holds nothing.
        try? await writer.write { session throws(PostgresFailure) in
            if session.isInTransaction { try session.execute("ROLLBACK") }
        }
    }

    package func append(
        _ batch: LedgerBatch, expecting expected: LedgerHead
    ) async throws(LedgerError) -> LedgerHead {
        try batch.validate()
        var outcome = try await commit(batch, expecting: expected)
        if case .failure(.unavailable) = outcome, !isOneTransaction {
            // The server had closed the connection since it was last used; nothing was committed.
            outcome = try await commit(batch, expecting: expected)
        }
        if case .failure(.unknownOutcome) = outcome {
            state.withLock { $0.isUncertain = true }
            await writer.close()
        }
        return try outcome.get()
    }

    private func commit(
        _ batch: LedgerBatch, expecting expected: LedgerHead
    ) async throws(LedgerError) -> Result<LedgerHead, LedgerError> {
        let isPart = isOneTransaction
        do throws(PostgresFailure) {
            return try await writer.write { session throws(PostgresFailure) in
                PostgresCommit(session: session, isPart: isPart)
                    .outcome(of: batch, expecting: expected)
            }
        } catch { throw error.whileReading }
    }

    package func records(in range: Range<Int>) async throws(LedgerError) -> [[UInt8]] {
        let sql = "SELECT id, bytes FROM ledger_record WHERE id >= $1 AND id < $2 ORDER BY id"
        return try await blobs(
            sql, [], range, orElse: { .missingRecord(index: $0) },
            isThere: { head throws(LedgerError) in try head.requireRecords(in: range) })
    }

    package func hashes(
        level: Int, in range: Range<Int>
    ) async throws(LedgerError) -> [Digest] {
        let sql =
            level == 0
            ? "SELECT id, leaf FROM ledger_record WHERE id >= $1 AND id < $2 ORDER BY id"
            : """
            SELECT id, hash FROM ledger_tile_hash WHERE id >= $1 AND id < $2 AND level = $3
            ORDER BY id
            """
        let bytes = try await blobs(
            sql, level == 0 ? [] : [.bigint(level)], range,
            orElse: { .missingHash(level: level, index: $0) },
            isThere: { head throws(LedgerError) in
                try head.requireHashes(level: level, in: range)
            })
        var hashes: [Digest] = []
        for (index, bytes) in zip(range, bytes) {
            guard let hash = Digest(bytes: bytes) else {
                throw .missingHash(level: level, index: index)
            }
            hashes.append(hash)
        }
        return hashes
    }

    package func rows(_ query: RowQuery) async throws(LedgerError) -> RowPage {
        try query.validate()
        let rows = try await read { session throws(PostgresFailure) in
            try PostgresRowReader(session: session).fetch(query)
        }
        return try PostgresRowReader.page(query, of: rows)
    }

    package func count(_ query: RowQuery) async throws(LedgerError) -> Int {
        try query.validate()
        return try await read { session throws(PostgresFailure) in
            try PostgresRowReader(session: session).count(query)
        }
    }
}

// Many calls as one.
extension PostgresStore {
    /// Reads the ledger as it stood at one moment, while others go on writing.
    package static func reading<Value: Sendable>(
        atOneMoment conninfo: String, _ body: (PostgresStore) async throws -> Value
    ) async throws -> Value {
        let store = try PostgresStore(
            conninfo: conninfo,
            transaction: """
                BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
                SET LOCAL idle_in_transaction_session_timeout = 0
                """)
        do {
            let value = try await body(store)
            await store.close()
            return value
        } catch {
            await store.close()
            throw error
        }
    }

    /// Writes into a ledger that others wait for meanwhile; when `body` throws, nothing is written.
    package static func writing<Value: Sendable>(
        atOnce conninfo: String, _ body: (PostgresStore) async throws -> Value
    ) async throws -> Value {
        let prepared = try await PostgresStore(conninfo: conninfo, readerCount: 1)
        await prepared.close()
        let store = try PostgresStore(
            conninfo: conninfo,
            transaction: """
                BEGIN; SET LOCAL idle_in_transaction_session_timeout = 0;
                SELECT id FROM ledger_head FOR UPDATE
                """)
        do {
            let value = try await body(store)
            try await store.commit()
            return value
        } catch {
            await store.close()
            throw error
        }
    }

    private func commit() async throws(LedgerError) {
        let done: String
        do throws(PostgresFailure) {
            done = try await writer.write { session throws(PostgresFailure) in
                try session.execute("COMMIT").tag
            }
        } catch { throw error.whileCommitting }
        await close()
        guard done == "COMMIT" else { throw .inputOutput("the server rolled back") }
    }

    /// Reads over the connection for which the fewest wait, the first of several: under little load
    /// one thread here and one process there do all.
    private func read<Value: Sendable>(
        _ body: @Sendable (PostgresSession) throws(PostgresFailure) -> Value
    ) async throws(LedgerError) -> Value {
        let reader = state.withLock { state in
            let counts = state.readCounts
            let reader = counts.indices.min { counts[$0] < counts[$1] } ?? 0
            state.readCounts[reader] += 1
            return reader
        }
        defer { state.withLock { $0.readCounts[reader] -= 1 } }
        return try await readers[reader].read(body)
    }

    /// The blobs of consecutive ids.
    ///
    /// `missing` is the error for an id that is not there though it should be; `isThere` throws when
    /// the ids are beyond the ledger's end.
    private func blobs(
        _ sql: String, _ parameters: [PostgresValue], _ range: Range<Int>,
        orElse missing: (Int) -> LedgerError, isThere: (LedgerHead) throws(LedgerError) -> Void
    ) async throws(LedgerError) -> [[UInt8]] {
        let bounds: [PostgresValue] = [.bigint(range.lowerBound), .bigint(range.upperBound)]
        let found = try await read { session throws(PostgresFailure) in
            try session.query(sql, bounds + parameters)
        }
        var blobs: [[UInt8]] = []
        for (index, row) in zip(range, found.rows) {
            guard row.count == 2, row[0]?.postgresInteger == index, let bytes = row[1] else {
                throw missing(index)
            }
            blobs.append(bytes)
        }
        guard blobs.count < range.count else { return blobs }
        try isThere(try await head())
        throw missing(range.lowerBound + blobs.count)
    }
}
