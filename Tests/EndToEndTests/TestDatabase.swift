import Foundation
import Testing

@testable import LedgerPostgres

/// A schema of its own on the PostgreSQL that the environment names, gone when the test is.
struct TestDatabase {
    /// `nil` when there is no server to test on, which is said once.
    static let server: String? = {
        let server = ProcessInfo.processInfo.environment["ASSAY_TEST_POSTGRES"]
        if server == nil {
            print(
                "tests on PostgreSQL are skipped: set ASSAY_TEST_POSTGRES to a libpq string; "
                    + "Scripts/postgres-for-tests.sh gives one")
        }
        return server
    }()

    /// For `assay --database`, and for `ASSAY_DATABASE`.
    let conninfo: String

    /// Calls `body` with an empty schema.
    static func with(_ body: (TestDatabase) async throws -> Void) async throws {
        let server = try #require(server)
        let schema = "test_" + UUID().uuidString.lowercased().replacing("-", with: "_")
        try PostgresSession(conninfo: server, library: .load()).execute("CREATE SCHEMA \(schema)")
        defer {
            _ = try? PostgresSession(conninfo: server, library: .load()).execute(
                "DROP SCHEMA \(schema) CASCADE")
        }
        try await body(TestDatabase(conninfo: "\(server) options='-c search_path=\(schema)'"))
    }

    var environment: [String: String] { ["ASSAY_DATABASE": conninfo] }

    /// Waits for the next commit of a server; it blocks.
    func waitForCommit(by name: String) throws {
        let session = try PostgresSession(conninfo: conninfo, library: .load())
        let sql = "SELECT revision, writer FROM ledger_head"
        var first: [UInt8]?
        for _ in 0..<1_000_000 {
            let row = try session.query(sql, []).rows.first ?? []
            let revision = row.first.flatMap(\.self)
            first = first ?? revision
            let writer = row.last.flatMap(\.self).map { String(decoding: $0, as: UTF8.self) }
            if revision != first, writer?.hasSuffix("/\(name)") == true { return }
        }
    }

    /// Every record of the ledger, oldest first.
    func records() throws -> [[UInt8]] {
        try PostgresSession(conninfo: conninfo, library: .load())
            .query("SELECT bytes FROM ledger_record ORDER BY id", []).rows
            .compactMap { $0.first.flatMap(\.self) }
    }
}
