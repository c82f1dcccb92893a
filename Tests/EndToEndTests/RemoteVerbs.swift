import Foundation
import Testing
import Transparency

/// Verbs of people, tokens and webhooks on a server: the same answers and exit statuses as on a home.
@Suite struct RemoteVerbs {
    /// A server and what to ask it with, until the work is done.
    private func serving(
        _ work: (TestHome, [String: String]) async throws -> Void
    ) async throws {
        let home = try TestHome()
        let port = PlainConnection.freePort()
        try await home.assay("person", "add", "ada@example.org", "--role", "administrator")
        let issued = try await home.assay("token", "issue", "--for", "ada@example.org", "--json")
        let token = try #require(issued.json?["token"]?.stringValue)
        let program = try home.start(["serve", "--port", "\(port)"])
        defer { program.kill() }
        try await PlainConnection.untilReady(port: port)
        try await work(
            home,
            [
                "ASSAY_URL": "http://127.0.0.1:\(port)", "ASSAY_TOKEN": token,
                "ASSAY_HOME": home.folder + "/elsewhere", "ASSAY_PRINCIPAL": "ada@example.org",
            ])
    }

    /// The same command on a home of its own and on the server; what differs each time is left out.
    private func same(
        _ arguments: [String], _ home: TestHome, _ server: [String: String], _ other: TestHome,
        leavingOut: Set<String> = [], _ location: SourceLocation = #_sourceLocation
    ) async throws {
        let here = try await other.assay(
            arguments + ["--json"], with: ["ASSAY_PRINCIPAL": "ada@example.org"])
        let there = try await home.assay(arguments + ["--json"], with: server)
        #expect(here.status == there.status, "\(here) \(there)", sourceLocation: location)
        #expect(
            Self.members(here.json, leavingOut) == Self.members(there.json, leavingOut),
            sourceLocation: location)
    }

    private static func members(_ json: JSON?, _ names: Set<String>) -> [String: JSON]? {
        json?.objectValue?.filter { !names.contains($0.key) }
    }

    @Test func `people are managed there as here`() async throws {
        let other = try TestHome()
        try await other.assay("person", "add", "ada@example.org", "--role", "administrator")
        try await serving { home, server in
            for (arguments, leavingOut) in [
                (["person", "add", "tom@example.org", "--role", "viewer@credit"], ["person"]),
                (["person", "add", "tom@example.org"], []),
                (["person", "add", "two@example.org", "--role", "boss"], []),
                (["person", "grant", "tom@example.org", "--role", "contributor"], []),
                (["person", "grant", "nobody@example.org"], []),
                (["person", "disable", "tom@example.org"], []),
                (["person", "enable", "tom@example.org"], []),
                (["person", "erase", "tom@example.org"], []),
                (["person", "disable", "tom@example.org"], []),
                (["person", "list", "--limit", "0"], []),
            ] as [([String], Set<String>)] {
                try await same(arguments, home, server, other, leavingOut: leavingOut)
            }
            let here = try await other.assay("person", "list")
            let there = try await home.assay(["person", "list"], with: server)
            #expect(here.output == there.output)
            #expect(there.output.contains("ada@example.org"))
            let secret = try home.write("correct horse battery staple\n", to: "password")
            let refused = try await home.assay(
                ["person", "add", "eve@example.org", "--password-file", secret, "--json"],
                with: server)
            #expect(refused.status == 3)
            #expect(refused.error?.code == "not_remote")
            let listed = try await home.assay(["person", "list"], with: server)
            #expect(!listed.output.contains("eve@example.org"))
        }
    }

    @Test func `a run is recorded there, and walked from there`() async throws {
        try await serving { home, server in
            var server = server
            try await home.assay(
                "person", "add", "tom@example.org", "--role", "contributor", "--role",
                "risk-reviewer")
            let issued = try await home.assay(
                "token", "issue", "--for", "tom@example.org", "--json")
            server["ASSAY_TOKEN"] = try #require(issued.json?["token"]?.stringValue)
            server["ASSAY_PRINCIPAL"] = nil
            let script = try home.write("cat data.csv > model.json", to: "work/train.sh")
            try home.write("1,2", to: "work/data.csv")
            let running = try Programs.start(
                "/bin/sh",
                [
                    "-c", "cd \"$(dirname \"$0\")\" && exec \"$@\"", script,
                    "\(Programs.folder)/assay", "run", "--register", "model:tiny", "--from",
                    "model.json", "--purpose", "x", "--risk", "low", "--business-owner",
                    "ann@example.org", "--technical-owner", "max@example.org", "--", "/bin/sh",
                    "train.sh",
                ],
                environment: server.merging(["HOME": home.folder, "PATH": "/usr/bin:/bin"]) { $1 },
                scratch: home.folder + "/printed")
            let ran = try #require(try await running.answer())
            #expect(ran.status == 0, "\(ran)")
            let data = home.folder + "/work/data.csv"
            let down = try await home.assay(["impact", data, "--json"], with: server)
            #expect(down.status == 0, "\(down)")
            let versions = down.json?["versions"]?.arrayValue?.compactMap { $0["version"] }
            #expect(versions == ["model:tiny@1"])
            let up = try await home.assay(
                ["impact", "model:tiny@1", "--upstream", "--limit", "1", "--json"], with: server)
            #expect(
                up.json?["direction"] == "upstream" && up.json?["items"]?.arrayValue?.count == 1)
            let recalled = try await home.assay(
                ["impact", data, "--recall", "--because", "consent withdrawn", "--json"],
                with: server)
            #expect(recalled.status == 0, "\(recalled)")
            #expect(recalled.json?["recall"]?["recalls"]?.arrayValue?.count == 1, "\(recalled)")
            let nobody = try await home.assay(
                ["list"], with: server.merging(["ASSAY_URL": "http://127.0.0.1:1"]) { $1 })
            #expect(
                nobody.status == 3
                    && nobody.complaint.hasSuffix("http://127.0.0.1:1: Connection refused\n"),
                "\(nobody)")
        }
    }

    @Test func `tokens are issued, listed and revoked there as here`() async throws {
        let other = try TestHome()
        try await serving { home, server in
            let ci = ["token", "issue", "--for", "ci", "--role", "contributor", "--days", "9"]
            let secrets: Set = ["token", "id", "expiresAt"]
            try await same(ci, home, server, other, leavingOut: secrets)
            try await same(ci, home, server, other)
            let issued = try await home.assay(
                ["token", "issue", "--for", "ci", "--days", "9", "--json"], with: server)
            let token = try #require(issued.json?["token"]?.stringValue)
            let id = try #require(issued.json?["id"]?.stringValue)
            let asCI = server.merging(["ASSAY_TOKEN": token, "ASSAY_PRINCIPAL": "ci"]) { $1 }
            #expect(try await home.assay(["list"], with: asCI).status == 0)
            let listed = try await home.assay(["token", "list"], with: server)
            #expect(listed.output.contains("\(id) "))
            #expect(try await home.assay(["token", "revoke", id], with: server).status == 0)
            #expect(try await home.assay(["list"], with: asCI).status == 3)
            try await same(["token", "revoke", "0011223344556677"], home, server, other)
        }
    }

    @Test func `webhooks are managed there as here`() async throws {
        let other = try TestHome()
        try await serving { home, server in
            let url = "https://93.184.216.34/hook"
            let added = try await home.assay(
                ["webhook", "add", url, "--kind", "webhook_added", "--json"], with: server)
            #expect(added.status == 0)
            let id = try #require(added.json?["id"]?.stringValue)
            let listed = try await home.assay(["webhook", "list"], with: server)
            #expect(listed.output.hasPrefix("\(id) "))
            #expect(!listed.output.contains("/hook"))
            for arguments in [
                ["webhook", "add", "http://127.0.0.1/x"], ["webhook", "add", url, "--kind", "x"],
                ["webhook", "replay", "wh_0", "99999"], ["webhook", "remove", "wh_0"],
            ] {
                try await same(arguments, home, server, other)
            }
            #expect(try await home.assay(["webhook", "remove", id], with: server).status == 0)
            try await same(["webhook", "list"], home, server, other)
        }
    }

    @Test(arguments: [["backup", "out.tar"], ["restore", "in.tar"]])
    func `backups stay where the files are, and say so`(arguments: [String]) async throws {
        let home = try TestHome()
        let answer = try await home.assay(
            arguments + ["--json"], with: ["ASSAY_URL": "https://assay.example.org"])
        #expect(answer.status == 3)
        #expect(answer.error?.code == "not_remote")
        #expect(answer.error?.message.contains("`assay \(arguments[0])`") == true)
        #expect(!FileManager.default.fileExists(atPath: home.path))
    }
}
