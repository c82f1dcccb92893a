import API
import HTTPServer
import HTTPTypes
import Ledger
import Operations
import Testing
import Transparency

/// There is no account that ships with the server, and a secret is shown once, to whom it belongs.
@Suite struct KnownSecrets {
    @Test(arguments: [
        ("admin", "admin"), ("admin", "password1234"), ("administrator", "administrator"),
        ("root", "root"), ("assay", "assay"), ("ada", ""), ("", ""), ("somebody", ""),
    ])
    func `no name and password that the world knows lets anybody in`(
        name: String, password: String
    ) async throws {
        let server = try TestServer()
        let form = "name=\(name)&password=\(password)"
        let answer = await server.ask(
            .post, "/sign-in", body: Array(form.utf8),
            headers: [.contentType: "application/x-www-form-urlencoded"])
        #expect(answer.status == 401)
        #expect(answer.headers[.setCookie] == nil)
        for secret in ["", "0", String(repeating: "0", count: 64)] {
            let first = "secret=\(secret)&name=eve&password=a+horse%2C+a+battery"
            let answer = await server.ask(.post, "/first-sign-in", body: Array(first.utf8))
            #expect(answer.status == 401)
        }
    }

    @Test func `passwords, tokens, sessions and keys of webhooks are in no answer and no record`()
        async throws
    {
        let attacked = try await AttackedServer()
        let platform = attacked.server.platform
        let token = await attacked.ask(
            .post, "/tokens", by: attacked.ruth,
            form: [("label", "ci"), ("purpose", "everything"), ("until", "2026-12-31")])
        let text = try #require(token.text.firstMatch(of: /assay_[0-9a-f]+\.[0-9a-f]+/)?.output)
        let webhook = await attacked.ask(
            .post, "/api/v1/webhooks", by: attacked.ada,
            json: ["url": "https://example.org/hooks/very-secret-path"])
        #expect(webhook.status == 201, "\(webhook.text)")
        let key = try #require(webhook.json?["secret"]?.stringValue)
        let secrets = [
            AttackedServer.password, String(text), attacked.ada.secret, attacked.ruth.secret, key,
            "very-secret-path",
        ]
        for route in attacked.server.responder.table.routes where route.method == .get {
            for person in [attacked.ada, attacked.ruth] {
                let answer = await attacked.ask(.get, RouteTargets.plain(route), by: person)
                for secret in secrets {
                    #expect(!answer.text.contains(secret), "\(route.path.text)")
                }
                #expect(
                    person.csrf == attacked.ada.csrf || !answer.text.contains(attacked.ada.csrf))
            }
        }
        let size = try await platform.store.head().size
        for record in try await platform.store.records(in: 0..<size) {
            let text = String(decoding: record, as: UTF8.self)
            for secret in secrets { #expect(!text.contains(secret)) }
        }
    }

    @Test func `a problem has its members and no other, and says nothing of the inside`()
        async throws
    {
        let attacked = try await AttackedServer()
        let members: Set = ["type", "title", "status", "detail", "code", "instance"]
        for route in attacked.server.responder.table.routes where route.audience == .programs {
            for headers in [[:], [.contentType: "text/plain"], [.accept: "text/html"]]
                as [HTTPFields]
            {
                let answer = await attacked.ask(
                    route.method, RouteTargets.plain(route), by: attacked.ruth, json: ["x": 1],
                    headers: headers)
                guard answer.status >= 400, route.method != .head else { continue }
                #expect(answer.headers[.contentType] == "application/problem+json")
                #expect(Set(answer.json?.objectValue?.keys.map { $0 } ?? []) == members)
                #expect(attacked.faults(of: answer, to: route.path.text) == [])
            }
        }
    }
}
