import Foundation
import GRDB
import Ledger
import LedgerPostgres
import LedgerSQLite
import Testing
import Transparency

/// Whatever is done to a row behind the store's back, a rebuild names it and makes it again.
@Suite struct DamagedRows {
    private static let names = ["n0", "n1", "n2"]

    private func rebuild(_ store: any LedgerStore) -> ReadModelRebuild {
        ReadModelRebuild(store: store, projection: TestLedger.projection, writer: "rebuild")
    }

    /// Registers three names, has `n1` damaged, and expects it to be told and put right.
    private func expectRemade(
        _ store: any LedgerStore, _ differences: [String], damage: () async throws -> Void
    ) async throws {
        let sequencer = try TestLedger.sequencer(over: store)
        for name in Self.names { _ = try await sequencer.submit(TestLedger.register(name)) }
        let honest = try await store.rows(RowQuery("version"))
        try await damage()
        let check = try await rebuild(store).check()
        #expect(check.differences.map(\.description) == differences)
        let report = try await rebuild(store).run()
        #expect(report.differences.map(\.description) == differences)
        #expect(try await rebuild(store).run().isEqual)
        #expect(try await store.rows(RowQuery("version")).rows == honest.rows)
        for name in Self.names {
            let query = RowQuery("version", matching: [.init("name", name)], words: [name])
            #expect(try await store.rows(query).rows.map(\.key) == [name])
        }
    }

    @Test(arguments: ["document", "terms"], ["'x'", "''", "x'ff'", "'[]\"'", "7", "char(0)"])
    func `a value that is no JSON is remade in SQLite`(column: String, value: String) async throws {
        try await expectRemade(inSQLite: ["changed row `n1` of `version`"]) {
            "UPDATE row SET \(column) = \(value) WHERE key = 'n1'"
        }
    }

    @Test func `a row that cannot be read breaks off any other query, by name`() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.file("ledger.db"))
        _ = try await TestLedger.sequencer(over: store).submit(TestLedger.register("n1"))
        try await tamper(folder, "UPDATE row SET document = 'x'")
        let error = LedgerError.damagedRow(table: "version", key: "n1")
        await #expect(throws: error) { try await store.row("version", "n1") }
        await #expect(throws: error) { try await store.rows(RowQuery("version", words: ["n"])) }
        let row = Row(damaged: "n1", table: "version", order: 0)
        #expect(try await store.rows(RowQuery("version").includingDamaged).rows == [row])
        #expect(throws: LedgerError.self) { try RowChange.put(row).validate() }
        store.close()
    }

    @Test(arguments: ["'n9'", "''", "x'ff'", "7"])
    func `a damaged key is a row too many and one too few`(key: String) async throws {
        let read = ["'n9'": "n9", "''": "", "x'ff'": "\u{FFFD}", "7": "7"][key] ?? ""
        let differences = [
            "missing row `n1` of `version`", "unexpected row `\(read)` of `version`",
        ]
        try await expectRemade(inSQLite: differences) {
            "UPDATE row SET key = \(key) WHERE key = 'n1'"
        }
    }

    @Test func `a row in the wrong place is remade`() async throws {
        try await expectRemade(inSQLite: ["changed row `n1` of `version`"]) {
            "UPDATE row SET id = -5 WHERE key = 'n1'"
        }
    }

    @Test(.enabled(if: TestPostgres.conninfo != nil), arguments: ["document", "terms"])
    func `a value that is no JSON is remade in PostgreSQL`(column: String) async throws {
        try await TestPostgres.withSchema { conninfo in
            let store = try await PostgresStore(conninfo: conninfo, readerCount: 2)
            try await expectRemade(store, ["changed row `n1` of `version`"]) {
                try TestPostgres.execute(
                    "UPDATE ledger_row SET \(column) = '\\xff' WHERE key = 'n1'", conninfo)
                let error = LedgerError.damagedRow(table: "version", key: "n1")
                await #expect(throws: error) { try await store.row("version", "n1") }
            }
            await store.close()
        }
    }

    private func expectRemade(
        inSQLite differences: [String], after sql: () -> String
    ) async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.file("ledger.db"))
        try await expectRemade(store, differences) { try await tamper(folder, sql()) }
        store.close()
    }

    private func tamper(_ folder: TemporaryFolder, _ sql: String) async throws {
        let queue = try DatabaseQueue(path: folder.file("ledger.db"))
        try await queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
    }
}
