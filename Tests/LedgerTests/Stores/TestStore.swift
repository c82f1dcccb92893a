import Foundation
import Ledger
import LedgerPostgres
import LedgerSQLite
import Testing

/// The stores that the contract is checked on.
enum TestStore: String, CaseIterable, Sendable {
    case memory, sqlite, postgres

    /// PostgreSQL only when there is a server to test on.
    static var available: [Self] {
        allCases.filter { $0 != .postgres || TestPostgres.conninfo != nil }
    }

    /// Calls `body` with an empty store that is gone afterwards.
    func withStore(_ body: (any LedgerStore) async throws -> Void) async throws {
        switch self {
        case .memory: try await body(MemoryStore())
        case .sqlite:
            let folder = try TemporaryFolder()
            let store = try SQLiteStore(path: folder.file("ledger.db"))
            try await body(store)
            store.close()
        case .postgres: try await TestPostgres.withStore(body)
        }
    }
}

@Suite struct PostgresAvailability {
    @Test(
        .enabled(
            if: TestPostgres.conninfo != nil,
            "set ASSAY_TEST_POSTGRES to a libpq conninfo; Scripts/postgres-for-tests.sh gives one"
        ))
    func `the contract runs on PostgreSQL too`() {
        #expect(TestStore.available.contains(.postgres))
    }
}
