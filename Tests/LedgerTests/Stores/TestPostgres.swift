import Foundation
import Ledger

@testable import LedgerPostgres

/// A schema of its own for each test on a server that the environment names.
enum TestPostgres {
    static let conninfo = ProcessInfo.processInfo.environment["ASSAY_TEST_POSTGRES"]

    /// Among a thousand other tests, a server that goes first may wait for its turn longer than one
    /// in service does.
    private static let patience = [
        "idle_in_transaction_session_timeout", "lock_timeout", "statement_timeout",
    ].map { " -c \($0)=10min" }.joined()

    static func withStore(_ body: (any LedgerStore) async throws -> Void) async throws {
        try await withSchema { conninfo in
            let store = try await PostgresStore(conninfo: conninfo, readerCount: 2)
            try await body(store)
            await store.close()
        }
    }

    /// Calls `body` with a conninfo whose schema is empty and is dropped afterwards.
    static func withSchema(_ body: (String) async throws -> Void) async throws {
        guard let conninfo else { return }
        let schema = "test_" + UUID().uuidString.lowercased().replacing("-", with: "_")
        try execute("CREATE SCHEMA \(schema)", conninfo)
        do {
            try await body("\(conninfo) options='-c search_path=\(schema)\(patience)'")
        } catch {
            try execute("DROP SCHEMA \(schema) CASCADE", conninfo)
            throw error
        }
        try execute("DROP SCHEMA \(schema) CASCADE", conninfo)
    }

    static func execute(_ sql: String, _ conninfo: String) throws {
        try PostgresSession(conninfo: conninfo, library: .load()).execute(sql)
    }
}
