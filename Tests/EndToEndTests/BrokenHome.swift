import Foundation
import GRDB
import Testing
import Transparency

/// A home that is damaged, newer, full or in use: a clear sentence, status 3, nothing half-written.
@Suite struct BrokenHome {
    /// Verbs whose status 1 or 2 would be a verdict.
    private static let verdicts = [
        ["gate", "income@2", "--to", "production"], ["log", "verify"], ["log", "rebuild"],
        ["verify", "\(AdultIncome.folder)/model-2"],
        [
            "eval", "income@2", "--data", "\(AdultIncome.folder)/evaluation.csv", "--label",
            "label", "--score", "score",
        ],
    ]

    private func expectFaults(
        _ home: TestHome, _ code: String, saying phrase: String,
        _ verbs: [[String]] = verdicts + [["list"]]
    ) async throws {
        for arguments in verbs {
            let answer = try await home.assay(arguments + ["--json"])
            #expect(answer.status == 3, "\(arguments): \(answer)")
            #expect(answer.error?.code == code, "\(arguments): \(answer)")
            #expect(answer.error?.message.contains(phrase) == true, "\(arguments): \(answer)")
        }
    }

    @Test func `a database of a newer assay is left alone`() async throws {
        let home = try await AdultIncome.released().home
        try home.tamper { try $0.execute(sql: "PRAGMA user_version = 2") }
        let before = try home.rows()
        try await expectFaults(home, "newer_format", saying: "newer assay")
        #expect(try home.rows() == before)
    }

    @Test func `what is no ledger is left alone`() async throws {
        let home = try await AdultIncome.released().home
        try home.restoreDatabase(from: home.write("not a database at all\n", to: "text"))
        try await expectFaults(home, "damaged_ledger", saying: "not a database")
        #expect(
            try String(contentsOf: URL(filePath: home.database), encoding: .utf8)
                == "not a database at all\n")
        try FileManager.default.removeItem(atPath: home.database)
        let other = try DatabaseQueue(path: home.database)
        try await other.write { try $0.execute(sql: "CREATE TABLE mine (id INTEGER)") }
        try other.close()
        try await expectFaults(home, "not_a_ledger", saying: "not a ledger")
    }

    @Test func `a damaged or missing blob is a fault of what needs it`() async throws {
        let story = try await AdultIncome.released()
        let home = story.home
        let decision = try #require(try await story.gate("income@2").json)
        let facts = try #require(decision["facts"]?.stringValue?.dropFirst(7))
        let id = try #require(decision["decision"]?.stringValue)
        let blob = URL(filePath: "\(home.path)/blobs/\(facts.prefix(2))/\(facts.dropFirst(2))")
        var bytes = try Data(contentsOf: blob)
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: blob)
        try await expectFaults(home, "damaged_blob", saying: "sha256:\(facts)", [["replay", id]])
        try FileManager.default.removeItem(at: blob)
        try await expectFaults(home, "missing_blob", saying: "sha256:\(facts)", [["replay", id]])
    }

    @Test func `damaged evidence decides nothing`() async throws {
        let story = try await AdultIncome.released()
        let added = try await story.addEvidence("income@2", "attestation", about: "code")
        let digest = try #require(added.json?["evidence"]?["id"]?.stringValue?.dropFirst(7))
        let blob = URL(
            filePath: "\(story.home.path)/blobs/\(digest.prefix(2))/\(digest.dropFirst(2))")
        try Data("{}".utf8).write(to: blob)
        try await expectFaults(
            story.home, "damaged_blob", saying: "sha256:\(digest)", [Self.verdicts[0]])
    }

    @Test func `keys that do not read are faults`() async throws {
        let home = try await AdultIncome.released().home
        for key in ["log.key", "release.pem"] {
            let file = URL(filePath: "\(home.path)/keys/\(key)")
            let old = try Data(contentsOf: file)
            try Data("nonsense\n".utf8).write(to: file)
            try await expectFaults(home, "bad_key", saying: key)
            try old.write(to: file)
        }
        #expect(try await home.assay("log", "verify").status == 0)
    }

    @Test func `a home that cannot be made is a fault`() async throws {
        let home = try TestHome()
        try home.write("a file", to: "home")
        try await expectFaults(home, "unwritable", saying: home.path)
    }

    private static let busy = "another process is writing to the ledger; try again when it is done"

    @Test func `a long writer makes others wait, and then say so`() async throws {
        let story = try await AdultIncome.released()
        let home = story.home
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let blocker = try DatabaseQueue(path: home.database, configuration: configuration)
        try await blocker.read { _ in }
        _ = try await story.addEvidence("income@2", "attestation", about: "code")
        let before = try home.rows()
        try await blocker.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        async let gate = story.gate("income@2")
        async let rebuild = home.assay("log", "rebuild", "--json")
        async let said = home.assay("gate", "income@2", "--to", "production")
        #expect(try await home.assay("list").status == 0)
        for answer in try await [gate, rebuild] {
            #expect(answer.status == 3)
            #expect(answer.error?.code == "busy")
            #expect(answer.error?.message == Self.busy)
        }
        let words = try await said
        #expect(words.status == 3 && words.output.isEmpty)
        #expect(words.complaint == "assay: \(Self.busy)\n", "\(words)")
        try await blocker.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        try blocker.close()
        #expect(try home.rows() == before)
        #expect(try await story.gate("income@2").status == 0)
    }
}
