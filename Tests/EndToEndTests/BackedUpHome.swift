import Foundation
import GRDB
import Testing
import Transparency

/// A home goes into one file and comes out the same, or does not come out at all.
@Suite struct BackedUpHome {
    private func restored(
        _ home: TestHome, from file: String, to name: String = "again",
        with more: [String: String] = [:], _ arguments: [String] = []
    ) async throws -> Programs.Answer {
        let at = ["ASSAY_HOME": "\(home.folder)/\(name)"].merging(more) { $1 }
        return try await home.assay(["restore", file, "--json"] + arguments, with: at)
    }

    private func versions(
        _ home: TestHome, with more: [String: String]
    ) async throws -> [String] {
        let listed = try await home.assay(["list", "--json"], with: more)
        return (listed.json?["versions"]?.arrayValue ?? [])
            .compactMap { $0["version"]?["name"]?.stringValue }
    }

    @Test func `a home that is restored goes on where it stood`() async throws {
        let story = try await AdultIncome.released()
        let home = story.home
        let file = "\(home.folder)/backup.tar"
        let written = try await home.assay("backup", file, "--with-keys", "--json")
        #expect(written.status == 0, "\(written)")
        let answer = try await restored(home, from: file)
        #expect(answer.status == 0, "\(answer)")
        #expect(answer.json?["root"] == written.json?["root"])
        let at = ["ASSAY_HOME": "\(home.folder)/again"]
        #expect(try await versions(home, with: at) == versions(home, with: [:]))
        let verified = try await home.assay(
            ["log", "verify", "--read-models", "--json"], with: at)
        #expect(verified.status == 0, "\(verified)")
        #expect(verified.json?["completeness"] == "verified")
        let gate = try await home.assay(
            ["gate", "income@2", "--to", "production", "--json"], with: at)
        #expect(gate.status == 0, "\(gate)")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: home.folder)
                .filter { $0.contains("~") } == [])
    }

    @Test func `without its keys a home is not gone on with until they are back`() async throws {
        let home = try await AdultIncome.released().home
        let file = "\(home.folder)/backup.tar"
        #expect(try await home.assay("backup", file).status == 0)
        #expect(try await restored(home, from: file).status == 0)
        let at = ["ASSAY_HOME": "\(home.folder)/again"]
        let without = try await home.assay(["list", "--json"], with: at)
        #expect(without.status == 3)
        #expect(without.error?.code == "lost_key")
        for key in ["log.key", "release.pem"] {
            let lost = try await home.assay(["list", "--json"], with: at)
            #expect(lost.error?.code == "lost_key", "\(lost)")
            try FileManager.default.copyItem(
                atPath: "\(home.path)/keys/\(key)", toPath: "\(home.folder)/again/keys/\(key)")
        }
        #expect(try await versions(home, with: at) == versions(home, with: [:]))
    }

    @Test func `a home that is not empty is left alone`() async throws {
        let home = try await AdultIncome.released().home
        let file = "\(home.folder)/backup.tar"
        #expect(try await home.assay("backup", file).status == 0)
        let before = try home.contents()
        let answer = try await restored(home, from: file, to: "home")
        #expect(answer.status == 1)
        #expect(answer.error?.code == "not_empty")
        #expect(try home.contents() == before)
        try FileManager.default.createDirectory(
            atPath: "\(home.folder)/empty", withIntermediateDirectories: false)
        #expect(try await restored(home, from: file, to: "empty").status == 0)
    }

    @Test func `a damaged or cut backup restores nothing and says so once`() async throws {
        var random = SeededRandom()
        let home = try await AdultIncome.released().home
        let file = "\(home.folder)/backup.tar"
        #expect(try await home.assay("backup", file).status == 0)
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
        for round in 0..<12 {
            var damaged = bytes
            let place = Int.random(in: 0..<bytes.count, using: &random)
            if round.isMultiple(of: 2) {
                damaged[place] ^= 0x10
            } else {
                damaged.removeLast(bytes.count - place)
            }
            let broken = try home.write(damaged, to: "broken.tar")
            let answer = try await restored(home, from: broken)
            #expect(answer.status == 3, "round \(round), byte \(place): \(answer)")
            #expect(answer.error?.code == "damaged_backup", "\(answer)")
            #expect(!FileManager.default.fileExists(atPath: "\(home.folder)/again"))
        }
        let none = try await restored(home, from: "\(home.folder)/no-such-file")
        #expect(none.status == 3)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: home.folder)
                .filter { $0.contains("~") } == [])
    }

    @Test func `a ledger that does not verify is not backed up`() async throws {
        let home = try await AdultIncome.released().home
        try home.tamper { try $0.execute(sql: "UPDATE record SET bytes = x'00' WHERE id = 1") }
        let file = "\(home.folder)/backup.tar"
        let answer = try await home.assay("backup", file, "--json")
        #expect(answer.status == 1)
        #expect(answer.error?.code == "broken_ledger", "\(answer)")
        #expect(!FileManager.default.fileExists(atPath: file))
    }

    @Test func `a backup that is older than a trusted checkpoint is refused`() async throws {
        let story = try await AdultIncome.released()
        let home = story.home
        let file = "\(home.folder)/backup.tar"
        #expect(try await home.assay("backup", file).status == 0)
        let early = try home.write(
            [UInt8](try Data(contentsOf: URL(filePath: "\(home.path)/checkpoint"))), to: "early")
        _ = try await story.gate("income@1")
        let answer = try await restored(
            home, from: file, ["--against", "\(home.path)/checkpoint"])
        #expect(answer.status == 1, "\(answer)")
        #expect(answer.error?.code == "broken_ledger")
        #expect(try await restored(home, from: file, ["--against", early]).status == 0)
    }

    @Test(.enabled(if: TestDatabase.server != nil, "set ASSAY_TEST_POSTGRES to a libpq string"))
    func `a ledger moves into PostgreSQL and back`() async throws {
        let home = try await AdultIncome.released().home
        let issued = try await home.assay(
            "token", "issue", "--for", "ci", "--role", "viewer", "--json")
        #expect(issued.status == 0, "\(issued)")
        let file = "\(home.folder)/backup.tar"
        #expect(try await home.assay("backup", file, "--with-keys").status == 0)
        try await TestDatabase.with { database in
            let there = try await restored(
                home, from: file, to: "there", with: database.environment)
            #expect(there.status == 0, "\(there)")
            let at = database.environment.merging(["ASSAY_HOME": "\(home.folder)/there"]) { $1 }
            #expect(try await versions(home, with: at) == versions(home, with: [:]))
            let verified = try await home.assay(
                ["log", "verify", "--read-models", "--json"], with: at)
            #expect(verified.status == 0, "\(verified)")
            let twice = try await restored(
                home, from: file, to: "twice", with: database.environment)
            #expect(twice.error?.message.contains("not empty") == true, "\(twice)")
            #expect(!FileManager.default.fileExists(atPath: "\(home.folder)/twice"))

            let second = "\(home.folder)/second.tar"
            let backedUp = try await home.assay(
                ["backup", second, "--with-keys", "--json"], with: at)
            #expect(backedUp.status == 0, "\(backedUp)")
            #expect(try await restored(home, from: second, to: "back").status == 0)
            let back = ["ASSAY_HOME": "\(home.folder)/back"]
            #expect(try await versions(home, with: back) == versions(home, with: [:]))
            let again = try await home.assay(
                ["log", "verify", "--read-models", "--json"], with: back)
            #expect(again.status == 0, "\(again)")
            let tokens = try await home.assay(["token", "list", "--json"], with: back)
            #expect(tokens.json?["tokens"]?.arrayValue?.count == 1)
        }
    }
}
