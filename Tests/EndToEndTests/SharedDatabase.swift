import Foundation
import Testing
import Transparency

@testable import LedgerPostgres

/// A home whose ledger is in PostgreSQL: the same verbs, and clear sentences when it cannot be.
@Suite struct SharedDatabase {
    private static let isThere = TestDatabase.server != nil

    private func register(_ home: TestHome, _ name: String, _ more: [String: String]) async throws
        -> Programs.Answer
    {
        let file = try home.write("weights", to: "model.bin")
        return try await home.assay(
            ["register", "model", name, "--from", file] + AdultIncome.terms + ["--json"],
            with: more)
    }

    @Test(.enabled(if: isThere, "set ASSAY_TEST_POSTGRES to a libpq string"))
    func `every verb works on the database, and none on a file beside it`() async throws {
        try await TestDatabase.with { database in
            let home = try TestHome()
            let at = database.environment
            #expect(try await register(home, "one", at).status == 0)
            #expect(
                try await home.assay(["gate", "one@1", "--to", "production"], with: at).status == 2)
            let listed = try await home.assay(["list", "--json"], with: at)
            #expect(listed.json?["versions"]?.arrayValue?.count == 1)
            #expect(try await home.assay(["show", "one@1"], with: at).status == 0)
            #expect(try await home.assay(["log", "rebuild"], with: at).status == 0)
            let verified = try await home.assay(
                ["log", "verify", "--read-models", "--json"], with: at)
            #expect(verified.status == 0, "\(verified)")
            #expect(verified.json?["size"] == 4)
            #expect(!FileManager.default.fileExists(atPath: home.database))
            let without = try await home.assay("list", "--json")
            #expect(without.status == 3)
            #expect(without.error?.code == "other_store")
            #expect(!FileManager.default.fileExists(atPath: home.database))
        }
    }

    @Test(.enabled(if: isThere, "set ASSAY_TEST_POSTGRES to a libpq string"))
    func `a database of a newer assay, or of another home, is left alone`() async throws {
        try await TestDatabase.with { database in
            let (home, other) = (try TestHome(), try TestHome())
            let at = database.environment
            #expect(try await register(home, "one", at).status == 0)
            let strange = try await register(other, "two", at)
            #expect(strange.status == 3)
            #expect(strange.error?.code == "other_ledger", "\(strange)")
            try PostgresSession(conninfo: database.conninfo, library: .load())
                .execute("UPDATE ledger_head SET format = 99")
            let newer = try await home.assay(["list", "--json"], with: at)
            #expect(newer.status == 3)
            #expect(newer.error?.code == "newer_format", "\(newer)")
        }
    }

    @Test(.enabled(if: isThere, "set ASSAY_TEST_POSTGRES to a libpq string"))
    func `a home does not begin a second ledger elsewhere`() async throws {
        try await TestDatabase.with { database in
            let home = try TestHome()
            #expect(try await register(home, "one", database.environment).status == 0)
            try await TestDatabase.with { empty in
                let answer = try await register(home, "two", empty.environment)
                #expect(answer.status == 3)
                #expect(answer.error?.code == "empty_database", "\(answer)")
            }
            let embedded = try TestHome()
            #expect(try await register(embedded, "one", [:]).status == 0)
            let answer = try await register(embedded, "two", database.environment)
            #expect(answer.error?.code == "other_store", "\(answer)")
        }
    }

    @Test(
        arguments: [
            "nonsense", "postgres://tom:hunter2@[x/assay",
            "postgres://tom:hunter2@127.0.0.1:1/assay",
            "postgres://tom:hun@ter2@127.0.0.1:1/assay", "host=/no/such/folder password=hunter2",
        ])
    func `a database that is not there is a fault, and no password is told`(
        conninfo: String
    ) async throws {
        let home = try TestHome()
        for verb in [["list", "--json"], ["serve", "--port", "0", "--json"]] {
            let answer = try await home.assay(verb, with: ["ASSAY_DATABASE": conninfo])
            #expect(answer.status == 3, "\(answer)")
            #expect(answer.error?.code == "unavailable", "\(answer)")
            #expect(!(answer.output + answer.complaint).contains("ter2"))
        }
    }
}
