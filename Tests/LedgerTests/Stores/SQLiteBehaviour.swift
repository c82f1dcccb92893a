import Foundation
import GRDB
import Ledger
import Testing
import Transparency

@testable import LedgerSQLite

/// What holds for the ledger in a file beside the contract: durability, damage, other programs.
@Suite struct SQLiteBehaviour {
    private let folder: TemporaryFolder
    private var path: String { folder.file("ledger.db") }

    init() throws { folder = try TemporaryFolder() }

    private func open(_ options: SQLiteStoreOptions = .init()) throws -> SQLiteStore {
        try SQLiteStore(path: path, options: options)
    }

    private func fill(_ store: SQLiteStore, count: Int = 3) async throws -> LedgerHead {
        let head = try await store.head()
        let batch = try TestLedger.batch(
            after: head, records: TestLedger.records(count), rows: [.put(TestLedger.row("a"))])
        return try await store.append(batch, expecting: head)
    }

    /// Works on the file as another program would.
    private func tamper(_ sql: String) throws {
        try DatabaseQueue(path: path).writeWithoutTransaction { try $0.execute(sql: sql) }
    }

    @Test func `what was committed is there when the file is opened again`() async throws {
        let store = try open()
        let head = try await fill(store)
        store.close()
        let again = try open()
        #expect(try await again.head() == head)
        #expect(try await again.row("version", "a") == TestLedger.row("a"))
        #expect(try await TestLedger.audit(again).isUnbroken)
    }

    @Test func `a commit is synced and what is erased is overwritten`() async throws {
        let store = try open()
        let settings = try await store.openPool().writeWithoutTransaction { db in
            try Dictionary(
                uniqueKeysWithValues: ["journal_mode", "secure_delete", "synchronous"].map {
                    ($0, try String.fetchOne(db, sql: "PRAGMA \($0)"))
                })
        }
        // 2 is FULL.
        #expect(settings == ["journal_mode": "wal", "secure_delete": "1", "synchronous": "2"])
    }

    @Test func `those who open a new file at the same moment all find a ledger`() async throws {
        for round in 0..<100 {
            let path = folder.file("new\(round).db")
            try await withThrowingTaskGroup { group in
                for _ in 0..<4 {
                    group.addTask {
                        let store = try SQLiteStore(path: path)
                        #expect(try await store.head() == .empty)
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func `the stamp is another one after each commit, whoever commits`() async throws {
        let (one, other) = (try open(), try open())
        var stamps = [try #require(try one.changeStamp())]
        #expect(try one.changeStamp() == stamps[0])
        for store in [one, other, one] {
            _ = try await fill(store)
            stamps.append(try #require(try one.changeStamp()))
            #expect(try await one.head().size > 0)
            #expect(try one.changeStamp() == stamps.last)
        }
        #expect(Set(stamps).count == 4)
    }

    @Test func `two stores on one file see each other's commits`() async throws {
        let (one, other) = (try open(), try open())
        let head = try await fill(one)
        #expect(try await other.head() == head)
        let batch = try TestLedger.batch(after: .empty, records: TestLedger.records(1))
        await #expect(throws: LedgerError.headMoved) {
            try await other.append(batch, expecting: .empty)
        }
        let next = try await fill(other)
        #expect(try await one.head() == next)
    }

    @Test func `a file that a newer assay wrote is refused`() async throws {
        try open().close()
        try tamper("PRAGMA user_version = 99")
        #expect(throws: LedgerError.newerFormat(found: 99, supported: 1)) { try open() }
    }

    @Test func `another program's database is refused and left alone`() throws {
        try tamper("CREATE TABLE notes (text TEXT)")
        #expect(throws: LedgerError.notALedger(path)) { try open() }
        try tamper("INSERT INTO notes VALUES ('still here')")
    }

    @Test func `a file that is no database is refused`() throws {
        try Data(repeating: 0x5A, count: 8_192).write(to: URL(filePath: path))
        #expect(throws: LedgerError.corrupt("the file is not a database")) { try open() }
    }

    @Test func `a folder that is not there is named as unavailable`() {
        #expect {
            try SQLiteStore(path: folder.file("none/ledger.db"))
        } throws: { error in
            guard case LedgerError.unavailable = error else { return false }
            return true
        }
    }

    @Test func `a full disk refuses the commit and leaves the ledger whole`() async throws {
        let store = try open(SQLiteStoreOptions(byteCountMax: 400_000))
        let sequencer = try TestLedger.sequencer(over: store)
        var count = 0
        let failure = await #expect(throws: LedgerError.self) {
            while count < 1_000 {
                let text = JSON.string(String(repeating: "x", count: 20_000))
                _ = try await sequencer.submit { turn in
                    try turn.append(kind: "k", body: ["x": text], by: "ada", grade: "declared")
                }
                count += 1
            }
        }
        #expect(failure == .full)
        #expect((5..<30).contains(count))
        let report = try await TestLedger.audit(store)
        #expect(report.isUnbroken && report.size == count)
        // Something small still fits, and counts on from there.
        let done = try await sequencer.submit { turn in
            try turn.append(kind: "k", body: [:], by: "ada", grade: "declared")
        }
        #expect(done.records[0].record.number == count + 1)
    }

    @Test func `a writer waits for another program and then gives up`() async throws {
        let store = try open(SQLiteStoreOptions(busyTimeoutSeconds: 0.05))
        _ = try await fill(store)
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: path, configuration: configuration)
        try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        await #expect(throws: LedgerError.busy) { try await fill(store) }
        #expect(try await store.head().size == 3)
        try await other.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
        #expect(try await fill(store).size == 6)
    }

    @Test func `a record that is gone is named`() async throws {
        let store = try open()
        _ = try await fill(store, count: 600)
        try tamper("DELETE FROM record WHERE id = 41")
        await #expect(throws: LedgerError.missingRecord(index: 41)) {
            try await store.records(in: 0..<100)
        }
        let report = try await TestLedger.audit(store)
        #expect(report.integrity == .failed("record 41 is missing"))
        #expect(report.completeness == .failed("record 41 is missing"))
    }

    @Test(arguments: [
        ("UPDATE record SET bytes = zeroblob(3) WHERE id = 7", "record 7 is not the one"),
        ("UPDATE record SET leaf = zeroblob(32) WHERE id = 8", "record 8 is not the one"),
        ("UPDATE record SET leaf = zeroblob(31) WHERE id = 9", "hash 9 of tile level 0"),
        ("UPDATE tile_hash SET hash = zeroblob(32) WHERE id = 1", "hash 1 of tile level 1"),
        ("DELETE FROM tile_hash WHERE id = 1", "hash 1 of tile level 1 is missing"),
        ("UPDATE head SET frontier = zeroblob(128)", "the stored head is not that"),
    ])
    func `each alteration of the file fails integrity and is named`(
        _ sql: String, _ sentence: String
    ) async throws {
        let store = try open()
        _ = try await fill(store, count: 600)
        try tamper(sql)
        let report = try await TestLedger.audit(store)
        #expect(report.integrity.outcome == .failed)
        #expect(report.integrity.sentence.hasPrefix(sentence))
    }

    @Test func `a head that makes no sense is told as damage`() async throws {
        let store = try open()
        _ = try await fill(store)
        try tamper("UPDATE head SET size = 7, frontier = x'00'")
        await #expect(throws: LedgerError.corrupt("the head's hashes are malformed")) {
            try await store.head()
        }
        try tamper("DELETE FROM head")
        await #expect(throws: LedgerError.corrupt("the head is missing")) {
            try await store.head()
        }
    }

    @Test func `a commit goes on when its caller is cancelled`() async throws {
        let store = try open()
        let batch = try TestLedger.batch(after: .empty, records: TestLedger.records(3))
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await store.append(batch, expecting: .empty)
        }
        #expect(try await task.value == batch.head)
        #expect(try await store.head() == batch.head)
    }

    @Test func `rows of one order are found in the order in which they came`() async throws {
        let store = try open()
        let rows = (0..<40).map { TestLedger.row("k\($0)") }
        _ = try await store.append(
            LedgerBatch(changing: rows.map(RowChange.put), after: .empty, writer: "w"),
            expecting: .empty)
        let query = RowQuery("version", words: ["k"], limit: 40, direction: .oldestFirst)
        #expect(try await store.rows(query).rows == rows)
    }
}
