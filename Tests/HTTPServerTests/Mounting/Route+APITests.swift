import HTTPTypes
import Ledger
import Operations
import Testing
import Transparency

/// What programs ask, over the whole way from the request to the ledger and back.
@Suite struct RouteAPITests {
    private func registration(
        _ name: String, workspace: String? = nil, byte: String = "a"
    ) -> JSON {
        [
            "subject": .string("model:\(name)"), "purpose": "sorts mail", "risk": "low",
            "businessOwner": "bea@example.org", "technicalOwner": "tom@example.org",
            "workspace": workspace.map(JSON.string) ?? .null,
            "parts": [
                [
                    "role": "weights", "name": "m.bin", "bytes": 4,
                    "digest": .string("sha256:" + String(repeating: byte, count: 64)),
                ]
            ],
        ]
    }

    @Test func `a version is registered with the proof that it is in the ledger`() async throws {
        let server = try TestServer()
        let token = try await server.token("ci@example.org", "contributor")
        let made = try await server.json(
            .post, "/api/v1/versions", token: token, registration("mail"))
        #expect(made.status == 201)
        #expect(made.json["version"] == "model:mail@1")
        let receipt = try #require(made.json["records"]?[0]?["receipt"]?.stringValue)
        let proof = try LogProof(parsing: Array(receipt.utf8))
        let checkpoint = try proof.checkpoint.verified(by: [server.platform.keys.log])
        #expect(checkpoint.count == 1)
        let shown = try await server.json(.get, "/api/v1/versions/model:mail@1", token: token)
        #expect(shown.status == 200)
        #expect(shown.json["dossier"]?["subject"]?["purpose"] == "sorts mail")
    }

    @Test func `asked again with the same key, it is done once`() async throws {
        let server = try TestServer()
        let token = try await server.token("ci@example.org", "contributor")
        let key = try #require(HTTPField.Name("Idempotency-Key"))
        let before = try await server.platform.store.head().size
        let first = try await server.json(
            .post, "/api/v1/versions", token: token, registration("mail"), headers: [key: "k1"])
        let again = try await server.json(
            .post, "/api/v1/versions", token: token, registration("mail"), headers: [key: "k1"])
        #expect(first.json["version"] == again.json["version"])
        #expect(first.json["records"]?[0]?["index"] == again.json["records"]?[0]?["index"])
        #expect(try await server.platform.store.head().size == before + 1)
        let other = try await server.json(
            .post, "/api/v1/versions", token: token, registration("other"), headers: [key: "k1"])
        #expect(other.status == 409)
        #expect(other.json["code"] == "key_reused")
    }

    @Test func `what is in another workspace is not there`() async throws {
        let server = try TestServer()
        let health = try await server.token("h@example.org", "contributor@health")
        let money = try await server.token(
            "m@example.org", "contributor@money", "risk-reviewer@money")
        let made = try await server.json(
            .post, "/api/v1/versions", token: health, registration("mail", workspace: "health"))
        #expect(made.status == 201)
        let path = "/api/v1/versions/model:mail@1"
        #expect(try await server.json(.get, path, token: health).status == 200)
        for (method, target, body) in [
            (HTTPRequest.Method.get, path, nil), (.get, path + "/artifacts", nil),
            (.get, path + "/release", nil), (.post, path + "/gate", ["to": "production"]),
            (.post, path + "/approvals", ["to": "production"]),
            (
                .post, path + "/evidence",
                ["kind": "model_card", "predicate": 1, "roles": ["weights"]]
            ),
            (.get, "/api/v1/log/receipt?target=model:mail@1", nil),
        ] as [(HTTPRequest.Method, String, JSON?)] {
            let answer = try await server.json(method, target, token: money, body)
            #expect(answer.status == 404, "\(method) \(target): \(answer.json)")
        }
        let listed = try await server.json(.get, "/api/v1/versions?q=mail", token: money)
        #expect(listed.json["versions"] == [])
        let mine = try await server.json(.get, "/api/v1/versions?q=mail", token: health)
        #expect(mine.json["versions"]?.arrayValue?.count == 1)
        // Nor can a version be slipped into a subject of theirs.
        let slipped = try await server.json(
            .post, "/api/v1/versions", token: money,
            registration("mail", workspace: "money", byte: "b"))
        #expect(slipped.status == 404)
        #expect(try await server.json(.get, "/api/v1/log/records", token: money).status == 403)
    }

    @Test func `an answer that the client has is not sent again`() async throws {
        let server = try TestServer()
        let token = try await server.token("ci@example.org", "contributor")
        _ = try await server.json(.post, "/api/v1/versions", token: token, registration("mail"))
        let first = await server.ask(.get, "/api/v1/versions", token: token)
        let tag = try #require(first.headers[.eTag])
        let again = await server.ask(
            .get, "/api/v1/versions", token: token, headers: [.ifNoneMatch: tag])
        #expect(again.status == 304)
        #expect(again.body.isEmpty)
        let head = await server.ask(.head, "/api/v1/versions", token: token)
        #expect(head.status == 200)
        #expect(head.body.isEmpty)
        #expect(head.headers[.contentLength] == "\(first.body.count)")
    }

    @Test func `what was read before is told to nobody who may not see it, nor after a change`()
        async throws
    {
        let server = try TestServer()
        let health = try await server.token("h@example.org", "contributor@health")
        let money = try await server.token("m@example.org", "viewer@money")
        _ = try await server.json(
            .post, "/api/v1/versions", token: health, registration("mail", workspace: "health"))
        let path = "/api/v1/versions/model:mail@1"
        for _ in 0..<2 {
            #expect(try await server.json(.get, path, token: health).status == 200)
            #expect(try await server.json(.get, path, token: money).status == 404)
        }
        let card: JSON = ["kind": "model_card", "predicate": 1, "roles": ["weights"]]
        let before = try await server.json(.get, path, token: health).json
        let added = try await server.json(.post, path + "/evidence", token: health, card)
        #expect(added.status == 201, "\(added.json)")
        let after = try await server.json(.get, path, token: health).json
        #expect(before["dossier"]?["evidence"] == [])
        #expect(after["dossier"]?["evidence"]?.arrayValue?.count == 1)
        let plain = try await server.json(.get, path + "?to=staging", token: health).json
        #expect(plain["dossier"]?["to"] == "staging")
    }

    @Test(arguments: [
        ("{", 400, "bad_json"), ("[]", 400, "bad_request"), ("{}", 400, "bad_request"),
        (#"{"subject":"model:x","parts":[],"extra":1}"#, 400, "bad_request"),
        (#"{"subject":"No Name!","parts":[]}"#, 400, "bad_request"),
        (#"{"subject":"model:x","parts":[]}"#, 409, "no_parts"),
        (String(repeating: "[", count: 5000), 400, "bad_json"),
    ])
    func `a malformed body is answered in a sentence`(
        body: String, status: Int, code: String
    ) async throws {
        let server = try TestServer()
        let token = try await server.token("ci@example.org", "contributor")
        let answer = await server.ask(
            .post, "/api/v1/versions", token: token, body: Array(body.utf8))
        let problem = try JSON(parsing: answer.body)
        #expect(answer.status == status, "\(problem)")
        #expect(problem["code"]?.stringValue == code)
        #expect(answer.headers[.contentType] == "application/problem+json")
    }

    @Test func `other content types, hosts and sites are refused`() async throws {
        let server = try TestServer()
        let token = try await server.token("ci@example.org", "contributor")
        let form = await server.ask(
            .post, "/api/v1/versions", token: token, body: [1],
            headers: [.contentType: "text/plain"])
        #expect(form.status == 415)
        let host = await server.ask(
            .get, "/api/v1/versions", token: token, authority: "attacker.example")
        #expect(host.status == 421)
        let site = await server.ask(
            .post, "/sign-in", body: [], headers: [.origin: "https://attacker.example"])
        #expect(site.status == 403)
    }
}
