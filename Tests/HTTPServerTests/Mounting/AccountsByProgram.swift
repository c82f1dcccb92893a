import API
import Governance
import HTTPServer
import HTTPTypes
import Operations
import Testing
import Transparency

/// People and tokens as programs ask for them.
@Suite struct AccountsByProgram {
    private let server: TestServer
    private let day = "2026-12-31"

    init() throws { server = try TestServer() }

    private func administrator() async throws -> String {
        try await server.token("ada@example.org", "administrator")
    }

    @Test func `a person is added, listed, shown, given roles, disabled, enabled and erased`()
        async throws
    {
        let ada = try await administrator()
        let added = try await server.json(
            .post, "/api/v1/people", token: ada,
            ["name": "tom@example.org", "roles": ["contributor@credit"]])
        #expect(added.status == 201)
        let id = try #require(added.json["id"]?.stringValue)
        let again = try await server.json(
            .post, "/api/v1/people", token: ada, ["name": "tom@example.org"])
        #expect(again.json["code"] == "principal_exists")
        let person = { (path: String) async throws -> JSON? in
            try await server.json(.get, "/api/v1/people/" + id, token: ada).json[path]
        }
        #expect(try await person("person")?["roles"] == ["contributor@credit"])
        let name: JSON = ["name": "tom@example.org"]
        let granted = try await server.json(
            .put, "/api/v1/people/roles", token: ada,
            ["name": "tom@example.org", "roles": ["viewer", "model-owner@credit"]])
        #expect(granted.status == 200)
        #expect(try await person("person")?["roles"] == ["model-owner@credit", "viewer"])
        for (verb, isDisabled) in [("disable", true), ("enable", false)] {
            let path = "/api/v1/people/" + verb
            #expect(try await server.json(.post, path, token: ada, name).status == 200)
            #expect(try await person("person")?["disabled"] == .bool(isDisabled))
        }
        #expect(
            try await server.json(.post, "/api/v1/people/erase", token: ada, name).status == 200)
        #expect(try await person("person")?["name"] == .null)
        let listed = try await server.json(.get, "/api/v1/people", token: ada)
        #expect(listed.json["people"]?.arrayValue?.count == 2)
        #expect(
            try await server.json(.post, "/api/v1/people/disable", token: ada, name).status == 404)
    }

    @Test func `pages of a list follow each other`() async throws {
        let ada = try await administrator()
        for number in 0..<3 { _ = try await server.token("n\(number)", "viewer") }
        var names: [String] = []
        var target = "/api/v1/people?limit=2"
        for _ in 0..<2 {
            let page = try await server.json(.get, target, token: ada).json
            names += page["people"]?.arrayValue?.compactMap { $0["name"]?.stringValue } ?? []
            target = "/api/v1/people?limit=2&cursor=\(page["next"]?.stringValue ?? "")"
        }
        #expect(names == ["n2", "n1", "n0", "ada@example.org"])
        #expect(try await server.json(.get, target, token: ada).status == 400)
    }

    @Test(
        arguments: [
            ("/api/v1/people", ["name": "x", "roles": ["boss"]]),
            ("/api/v1/people", ["name": "x", "kind": "robot"]), ("/api/v1/people", ["roles": []]),
            ("/api/v1/tokens", ["label": "ci", "expiresAt": "some day"]),
            ("/api/v1/tokens", ["label": "ci", "expiresAt": "2026-12-31", "permissions": ["all"]]),
        ] as [(String, JSON)])
    func `what is no account and no token is said`(path: String, body: JSON) async throws {
        let answer = try await server.json(.post, path, token: administrator(), body)
        #expect(answer.status == 400)
        #expect(answer.json["code"] == "bad_request")
    }

    @Test func `a token is issued, works, is listed without its secret, and revoked`() async throws
    {
        let ruth = try await server.token("ruth@example.org", "viewer@credit")
        let issued = try await server.json(
            .post, "/api/v1/tokens", token: ruth,
            [
                "label": "ci", "expiresAt": "2026-09-22", "permissions": ["inventory:read"],
                "workspaces": ["credit"],
            ])
        #expect(issued.status == 201, "\(issued.json)")
        let text = try #require(issued.json["token"]?.stringValue)
        #expect(try await server.json(.get, "/api/v1/versions", token: text).status == 200)
        let own = try await server.json(.get, "/api/v1/me/tokens", token: ruth)
        #expect(own.json["tokens"]?.arrayValue?.count == 2)
        #expect(own.json["tokens"]?[0]?["name"] == "ruth@example.org")
        #expect(!String(decoding: own.json.canonicalBytes, as: UTF8.self).contains(text))
        let id = try #require(issued.json["id"]?.stringValue)
        let path = "/api/v1/tokens/" + id
        #expect(try await server.json(.delete, path, token: ruth).status == 200)
        #expect(try await server.json(.get, "/api/v1/versions", token: text).status == 401)
    }

    @Test func `a repeated request is told no secret, and none is kept`() async throws {
        let ada = try await administrator()
        _ = try await server.json(
            .post, "/api/v1/people", token: ada, ["name": "ci", "kind": "service"])
        let key = try #require(HTTPField.Name("Idempotency-Key"))
        let body: JSON = ["for": "ci", "label": "ci", "expiresAt": "2026-09-22"]
        let first = try await server.json(
            .post, "/api/v1/tokens", token: ada, body, headers: [key: "k"])
        let again = try await server.json(
            .post, "/api/v1/tokens", token: ada, body, headers: [key: "k"])
        #expect(first.json["token"]?.stringValue?.hasPrefix("assay_") == true)
        #expect(again.json["token"] == "")
        #expect(again.json["id"] == first.json["id"])
    }

    @Test func `nobody makes a token for another person, or revokes or sees theirs`() async throws {
        let ada = try await administrator()
        let ruth = try await server.token("ruth@example.org", "viewer@credit")
        let tom = try await server.token("tom@example.org", "contributor@health")
        let forRuth: JSON = [
            "for": "ruth@example.org", "label": "x", "expiresAt": "2026-09-22",
        ]
        let stolen = try await server.json(.post, "/api/v1/tokens", token: ada, forRuth)
        #expect(stolen.json["code"] == "token_of_person")
        #expect(try await server.json(.post, "/api/v1/tokens", token: tom, forRuth).status == 403)
        let own = try await server.json(.get, "/api/v1/me/tokens", token: ruth).json
        let id = try #require(own["tokens"]?[0]?["id"]?.stringValue)
        let revoked = try await server.json(.delete, "/api/v1/tokens/" + id, token: tom)
        #expect(revoked.status == 404)
        let toms = try await server.json(.get, "/api/v1/me/tokens", token: tom).json
        #expect(toms["tokens"]?.arrayValue?.count == 1)
        #expect(toms["tokens"]?[0]?["id"] != .string(id))
    }

    @Test func `a role in one workspace manages nobody, anywhere`() async throws {
        let bank = try await server.token("bank@example.org", "administrator@credit")
        for (method, path, body) in [
            (HTTPRequest.Method.get, "/people", nil), (.get, "/people/p:1", nil),
            (.get, "/tokens", nil), (.post, "/people", ["name": "x"]),
            (.put, "/people/roles", ["name": "bank@example.org", "roles": ["administrator"]]),
            (.post, "/people/erase", ["name": "x"]), (.get, "/webhooks", nil),
        ] as [(HTTPRequest.Method, String, JSON?)] {
            let answer = try await server.json(method, "/api/v1" + path, token: bank, body)
            #expect(answer.status == 403, "\(method) \(path)")
        }
    }

    @Test func `a password is set by no program`() throws {
        let endpoints = server.responder.table.routes.compactMap(\.endpoint)
        #expect(!endpoints.contains { $0.path.contains("password") })
        #expect(endpoints.contains { $0.path == "/api/v1/people/erase" })
    }
}
