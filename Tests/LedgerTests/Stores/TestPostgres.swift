import Foundation
import Ledger
import LedgerPostgres

/// A PostgreSQL server to test on, where there is one.
enum TestPostgres {
    static let conninfo = ProcessInfo.processInfo.environment["ASSAY_TEST_POSTGRES"]

    /// Calls `body` with an empty store in a schema of its own, which is dropped afterwards.
    static func withStore(_ body: (any LedgerStore) async throws -> Void) async throws {
        guard let conninfo else { return }
        let schema = "test_\(UUID().uuidString.lowercased().replacing("-", with: ""))"
        try await PostgresStore.run("CREATE SCHEMA \(schema)", on: conninfo)
        let store = PostgresStore(conninfo: "\(conninfo) options='-c search_path=\(schema)'")
        do {
            try await body(store)
        } catch {
            try await PostgresStore.run("DROP SCHEMA \(schema) CASCADE", on: conninfo)
            throw error
        }
        await store.close()
        try await PostgresStore.run("DROP SCHEMA \(schema) CASCADE", on: conninfo)
    }
}
