import Foundation
import Synchronization
import Testing

@testable import Ledger
@testable import LedgerPostgres

/// What only PostgreSQL does: servers that come before one another, and many calls as one.
@Suite(.enabled(if: TestPostgres.conninfo != nil, "set ASSAY_TEST_POSTGRES to a libpq conninfo"))
struct PostgresBehaviour {
    @Test func `of two busy servers neither keeps the other waiting for ever`() async throws {
        try await TestPostgres.withSchema { conninfo in
            let stores = [
                try await PostgresStore(conninfo: conninfo, readerCount: 2),
                try await PostgresStore(conninfo: conninfo, readerCount: 2),
            ]
            // Whoever lost once goes first the next time, so two attempts are enough.
            let limits = SequencerLimits(batchCountMax: 4, attemptCountMax: 2)
            let servers = try zip(stores, ["server-a", "server-b"]).map {
                try TestLedger.sequencer(over: $0, writer: $1, limits: limits)
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for client in 0..<16 {
                    group.addTask {
                        for step in 0..<25 {
                            _ = try await servers[client % 2].submit(
                                TestLedger.register("c\(client)-\(step)"))
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await stores[0].head().size == 400)
            #expect(try await TestLedger.audit(stores[1]).isUnbroken)
            for store in stores { await store.close() }
        }
    }

    @Test func `who goes first and appends nothing lets the others go on`() async throws {
        try await TestPostgres.withSchema { conninfo in
            let first = try await PostgresStore(conninfo: conninfo, readerCount: 1)
            let second = try await PostgresStore(conninfo: conninfo, readerCount: 1)
            let head = try await first.headAheadOfOthers()
            #expect(head == .empty)
            await first.letOthersCommit()
            let batch = LedgerBatch(
                changing: [.put(TestLedger.row("one"))], after: head, writer: "second")
            #expect(try await second.append(batch, expecting: head) == batch.head)
            for store in [first, second] { await store.close() }
        }
    }

    @Test(arguments: [("", "15s", "20s"), (" options='-c lock_timeout=1min'", "15s", "1min")])
    func `how long others wait is limited, unless the address says otherwise`(
        options: String, idle: String, lock: String
    ) throws {
        let session = try PostgresSession(
            conninfo: try #require(TestPostgres.conninfo) + options, library: .load())
        for (name, value) in [
            ("idle_in_transaction_session_timeout", idle), ("lock_timeout", lock),
        ] {
            let rows = try session.query("SELECT current_setting('\(name)')", []).rows
            #expect(rows.first?.first??.postgresText == value)
        }
    }

    @Test func `what is read at one moment does not move`() async throws {
        try await TestPostgres.withSchema { conninfo in
            let store = try await PostgresStore(conninfo: conninfo, readerCount: 1)
            let sequencer = try TestLedger.sequencer(over: store)
            _ = try await sequencer.submit(TestLedger.register("before"))
            try await PostgresStore.reading(atOneMoment: conninfo) { moment in
                let head = try await moment.head()
                _ = try await sequencer.submit(TestLedger.register("after"))
                #expect(try await moment.head() == head)
                #expect(try await moment.row("version", "after") == nil)
                #expect(try await store.head().size == 2)
            }
            await store.close()
        }
    }

    @Test func `what is written at once is there whole or not at all`() async throws {
        struct GivenUp: Error {}
        try await TestPostgres.withSchema { conninfo in
            let batch = LedgerBatch(
                changing: [.put(TestLedger.row("one"))], after: .empty, writer: "copy")
            await #expect(throws: GivenUp.self) {
                try await PostgresStore.writing(atOnce: conninfo) { store in
                    _ = try await store.append(batch, expecting: .empty)
                    #expect(try await store.row("version", "one") != nil)
                    throw GivenUp()
                }
            }
            let store = try await PostgresStore(conninfo: conninfo, readerCount: 1)
            #expect(try await store.head() == .empty)
            try await PostgresStore.writing(atOnce: conninfo) { store in
                _ = try await store.append(batch, expecting: .empty)
            }
            #expect(try await store.head() == batch.head)
            #expect(try await store.row("version", "one") != nil)
            await store.close()
        }
    }

    @Test func `tables of any number are written in one commit and found again`() async throws {
        try await TestPostgres.withSchema { conninfo in
            let store = try await PostgresStore(conninfo: conninfo, readerCount: 1)
            let rows = (0..<40).map { TestLedger.row("k\($0)", table: "table_\($0 % 5)") }
            let batch = LedgerBatch(
                changing: rows.map(RowChange.put), after: .empty, writer: "writer")
            _ = try await store.append(batch, expecting: .empty)
            for table in 0..<5 {
                #expect(try await store.rows(RowQuery("table_\(table)")).rows.count == 8)
            }
            await store.close()
        }
    }
}
