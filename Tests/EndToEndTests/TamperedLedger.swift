import Foundation
import GRDB
import Testing
import Transparency

/// Whoever changes the ledger's file behind its back is found out, and each of the three questions
/// gets its own answer.
@Suite struct TamperedLedger {
    private func verdicts(_ home: TestHome) async throws -> (Int32, [String: String], String) {
        let answer = try await home.assay("log", "verify", "--json")
        let json = try #require(answer.json, "\(answer)")
        let names = ["integrity", "completeness", "authenticity"]
        return (
            answer.status,
            Dictionary(uniqueKeysWithValues: names.map { ($0, json[$0]?.stringValue ?? "") }),
            names.compactMap { json["sentences"]?[$0]?.stringValue }.joined(separator: "; ")
        )
    }

    @Test(arguments: ["bytes", "leaf"])
    func `one changed byte of a record, or of its hash, names the record`(column: String)
        async throws
    {
        let home = try await AdultIncome.released().home
        try home.tamper { db in
            var data = try #require(
                try Data.fetchOne(db, sql: "SELECT \(column) FROM record WHERE id = 3"))
            data[data.count / 2] ^= 1
            try db.execute(sql: "UPDATE record SET \(column) = ? WHERE id = 3", arguments: [data])
        }
        let (status, verdicts, sentences) = try await verdicts(home)
        #expect(status == 1)
        #expect(verdicts["integrity"] == "failed")
        #expect(verdicts["authenticity"] == "verified")
        #expect(sentences.contains("record 3 "), "\(sentences)")
    }

    @Test func `a record and its hash changed together do not make the signed root`() async throws {
        let home = try await AdultIncome.released().home
        try home.tamper { db in
            let old = try #require(
                try Data.fetchOne(db, sql: "SELECT bytes FROM record WHERE id = 0"))
            let text = String(decoding: old, as: UTF8.self)
            let new = Array(text.replacingOccurrences(of: "budgets", with: "salaries").utf8)
            try #require(new.count != old.count)
            let leaf = Digest(of: [0] + new)
            try db.execute(
                sql: "UPDATE record SET bytes = ?, leaf = ? WHERE id = 0",
                arguments: [Data(new), Data(leaf.bytes)])
        }
        let (status, verdicts, _) = try await verdicts(home)
        #expect(status == 1)
        #expect(verdicts["integrity"] == "failed")
    }

    @Test func `a removed record is missed`() async throws {
        let home = try await AdultIncome.released().home
        try home.tamper { try $0.execute(sql: "DELETE FROM record WHERE id = 4") }
        let (status, verdicts, sentences) = try await verdicts(home)
        #expect(status == 1)
        #expect(verdicts["completeness"] == "failed")
        #expect(sentences.contains("record 4 is missing"), "\(sentences)")
    }

    @Test func `a database put back to an older state is convicted by the kept checkpoint`()
        async throws
    {
        let story = try await AdultIncome.released()
        let home = story.home
        let older = "\(home.folder)/older.sqlite"
        try home.copyDatabase(to: older)
        _ = try await story.addEvidence("income@2", "attestation", about: "code")
        _ = try await story.addEvidence("income@2", "review_record", about: "code")
        try home.restoreDatabase(from: older)
        let (status, verdicts, sentences) = try await verdicts(home)
        #expect(status == 1)
        #expect(verdicts["completeness"] == "failed")
        #expect(verdicts["authenticity"] == "verified")
        #expect(sentences.contains("rolled back"), "\(sentences)")
    }

    @Test func `however much is done after a rollback, it is found`() async throws {
        let story = try await AdultIncome.released()
        let home = story.home
        let older = "\(home.folder)/older.sqlite"
        try home.copyDatabase(to: older)
        _ = try await story.addEvidence("income@2", "attestation", about: "code")
        try home.restoreDatabase(from: older)
        #expect(try await home.assay("list").status == 0)
        #expect(try await verdicts(home).1["completeness"] == "failed")
        for kind in ["review_record", "lineage", "aibom"] {
            #expect(try await story.addEvidence("income@2", kind, about: "code").status == 0)
        }
        let (status, verdicts, sentences) = try await verdicts(home)
        #expect(status == 1)
        #expect(verdicts["completeness"] == "failed")
        #expect(sentences.contains("rewritten"), "\(sentences)")
    }

    @Test func `a checkpoint kept elsewhere convicts too`() async throws {
        let story = try await AdultIncome.released()
        let home = story.home
        let older = "\(home.folder)/older.sqlite"
        let elsewhere = "\(home.folder)/elsewhere"
        try home.copyDatabase(to: older)
        _ = try await story.addEvidence("income@2", "attestation", about: "code")
        try FileManager.default.moveItem(atPath: "\(home.path)/checkpoint", toPath: elsewhere)
        try home.restoreDatabase(from: older)
        let alone = try await home.assay("log", "verify")
        #expect(alone.status == 0)
        #expect(alone.output.contains("completeness  unknown"), "\(alone.output)")
        #expect(alone.output.contains("next: assay log verify --against CHECKPOINT"))
        let answer = try await home.assay("log", "verify", "--against", elsewhere, "--json")
        #expect(answer.status == 1)
        #expect(answer.json?["completeness"] == "failed")
    }

    @Test func `a ledger that another key signed is not authentic`() async throws {
        let home = try await AdultIncome.released().home
        let stranger = try TestHome()
        _ = try await stranger.assay("list")
        for file in ["log.key", "log.pub"] {
            try FileManager.default.removeItem(atPath: "\(home.path)/keys/\(file)")
            try FileManager.default.copyItem(
                atPath: "\(stranger.path)/keys/\(file)", toPath: "\(home.path)/keys/\(file)")
        }
        let (status, verdicts, _) = try await verdicts(home)
        #expect(status == 1)
        #expect(verdicts["authenticity"] == "failed")
    }

    @Test func `rows that were deleted or altered are named, remade, and then equal`() async throws
    {
        let home = try await AdultIncome.released().home
        try home.tamper { db in
            try db.execute(sql: "DELETE FROM row WHERE key = 'model:income@1'")
            try db.execute(
                sql: """
                    UPDATE row SET document = replace(document, '"risk":"high"', '"risk":"low"')
                    WHERE key = 'model:income'
                    """)
        }
        let seen = try await home.assay("log", "verify", "--read-models", "--json")
        #expect(seen.status == 1)
        #expect(seen.json?["integrity"] == "verified")
        #expect(seen.json?["readModels"] == false)
        let rebuilt = try await home.assay("log", "rebuild", "--json")
        #expect(rebuilt.status == 1)
        #expect(rebuilt.json?["equal"] == false)
        #expect(
            Set(rebuilt.json?["differences"]?.arrayValue?.compactMap(\.stringValue) ?? []) == [
                "missing row `model:income@1` of `versions`",
                "missing row `model:income@1` of `scans`",
                "changed row `model:income` of `subjects`",
            ])
        let again = try await home.assay("log", "rebuild", "--json")
        #expect(again.status == 0)
        #expect(again.json?["equal"] == true)
        let listed = try await home.assay("list", "--where", "risk=high", "--json")
        #expect(listed.json?["versions"]?.arrayValue?.count == 2)
    }

    private static let isVersion =
        "table_id = (SELECT id FROM row_table WHERE name = 'versions')"

    @Test(arguments: ["document", "terms"])
    func `a row that does not read any more is a fault that names it, until it is remade`(
        column: String
    ) async throws {
        let home = try await AdultIncome.released().home
        try home.tamper { db in
            try db.execute(
                sql: """
                    UPDATE row SET \(column) = 'x'
                    WHERE key = 'model:income@1' AND \(Self.isVersion)
                    """)
        }
        let gate = try await home.assay("gate", "income@1", "--to", "production", "--json")
        #expect(gate.status == 3)
        #expect(gate.error?.code == "damaged_row")
        #expect(
            gate.error?.message == "row `model:income@1` of `versions` is damaged; "
                + "make it again with `assay log rebuild`")
        #expect(try await home.assay("log", "verify").status == 0)
        let verified = try await home.assay("log", "verify", "--read-models")
        #expect(verified.status == 1)
        #expect(verified.output.contains("changed row `model:income@1` of `versions`"))
        let rebuilt = try await home.assay("log", "rebuild", "--json")
        #expect(rebuilt.status == 1)
        #expect(rebuilt.json?["differences"] == ["changed row `model:income@1` of `versions`"])
        #expect(try await home.assay("log", "rebuild").status == 0)
        let again = try await home.assay("gate", "income@1", "--to", "production", "--json")
        #expect(again.error == nil)
        let found = try await home.assay("list", "budgets", "--json")
        #expect(found.json?["versions"]?.arrayValue?.count == 2)
    }

    @Test func `search terms that were altered are remade`() async throws {
        let home = try await AdultIncome.released().home
        try home.tamper { db in
            try db.execute(
                sql: """
                    UPDATE row SET terms = replace(terms, 'budgets', 'salaries')
                    WHERE key = 'model:income@1'
                    """)
        }
        #expect(try await home.assay("log", "rebuild").status == 1)
        #expect(try await home.assay("log", "rebuild").status == 0)
        let found = try await home.assay("list", "budgets", "--json")
        #expect(found.json?["versions"]?.arrayValue?.count == 2)
        let lost = try await home.assay("list", "salaries", "--json")
        #expect(lost.json?["versions"] == [])
    }
}

extension TestHome {
    /// The database as it is now, in one file.
    func copyDatabase(to path: String) throws {
        let queue = try DatabaseQueue(path: database)
        defer { try? queue.close() }
        try queue.vacuum(into: path)
    }

    func restoreDatabase(from path: String) throws {
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: database + suffix)
        }
        try FileManager.default.copyItem(atPath: path, toPath: database)
    }
}
