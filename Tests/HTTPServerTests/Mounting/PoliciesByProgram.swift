import API
import HTTPTypes
import Operations
import Testing
import Transparency

/// Policies as programs ask for them.
@Suite struct PoliciesByProgram {
    private let server: TestServer

    init() throws { server = try TestServer() }

    @Test func `policies are listed and shown with their texts, and tried`() async throws {
        let token = try await server.token("ruth@example.org", "viewer")
        let listed = try await server.json(.get, "/api/v1/policies", token: token).json
        let names = listed["policies"]?.arrayValue?.compactMap { $0["name"]?.stringValue } ?? []
        #expect(names.contains("high-risk"))
        let shown = try await server.json(.get, "/api/v1/policies/high-risk", token: token).json
        let text = try #require(shown["policy"]?["text"]?.stringValue)
        #expect(shown["decisions"] == [])
        let tried = try await server.json(
            .post, "/api/v1/policies/try", token: token, ["text": .string(text)])
        #expect(tried.status == 200)
        #expect(tried.json["policy"] == "high-risk")
        #expect(tried.json["changes"] == [])
        let bad = try await server.json(
            .post, "/api/v1/policies/try", token: token, ["text": "rules: 1"])
        #expect(bad.status == 422)
        #expect(
            try await server.json(.get, "/api/v1/policies/none", token: token).status == 404)
    }

    @Test func `what a client reads is what the server wrote`() async throws {
        let by = Actor.claimed(try PrincipalClaim("ruth@example.org"))
        let listed = try await server.platform.perform(ListPolicies(by: by))
        let read = try #require(ListPolicies.answer(ListPolicies.json(listed)))
        #expect(ListPolicies.json(read) == ListPolicies.json(listed))
        let shown = try await server.platform.perform(ShowPolicy(name: "high-risk", by: by))
        let again = try #require(ShowPolicy.answer(ShowPolicy.json(shown)))
        #expect(ShowPolicy.json(again) == ShowPolicy.json(shown))
        let tried = try await server.platform.perform(TryPolicy(text: shown.text, by: by))
        let same = try #require(TryPolicy.answer(TryPolicy.json(tried)))
        #expect(TryPolicy.json(same) == TryPolicy.json(tried))
    }

    @Test func `a workspace counts and shows its own subjects alone`() async throws {
        let health = try await server.token("h@example.org", "contributor@health")
        let money = try await server.token("m@example.org", "viewer@money")
        let made = try await server.json(
            .post, "/api/v1/versions", token: health,
            [
                "subject": "model:mail", "purpose": "sorts mail", "risk": "low",
                "businessOwner": "bea@example.org", "technicalOwner": "tom@example.org",
                "workspace": "health",
                "parts": [
                    [
                        "role": "weights", "name": "m.bin", "bytes": 4,
                        "digest": .string("sha256:" + String(repeating: "a", count: 64)),
                    ]
                ],
            ])
        #expect(made.status == 201)
        _ = try await server.json(
            .post, "/api/v1/versions/model:mail@1/gate", token: health, ["to": "production"])
        let path = "/api/v1/policies/low-risk"
        let own = try await server.json(.get, path, token: health).json
        #expect(own["policy"]?["subjectCount"] == 1)
        #expect(own["subjects"]?.arrayValue?.count == 1)
        #expect(own["decisions"]?.arrayValue?.count == 1)
        let other = try await server.json(.get, path, token: money).json
        #expect(other["policy"]?["subjectCount"] == 0)
        #expect(other["subjects"] == [])
        #expect(other["decisions"] == [])
    }
}
