import Ledger
import API
import HTTPServer
import HTTPTypes
import Operations
import Testing
import Transparency

/// What somebody writes comes out as words on every page, and what they hand in as a file to save.
///
/// `ConsoleInBrowser` asks a browser the same.
@Suite struct HostileWords {
    private static let words =
        "<script>hacked(1)</script><img src=x onerror=hacked(2)>\"' onclick=hacked(3) "
        + "javascript:hacked(4) {{{hacked}}} \u{202E}"

    /// A colon would begin a role.
    private static let name = "<img src=x onerror=hacked(6)>\"' onclick=hacked(7)"

    @Test func `tags in names are words on every page`() async throws {
        let attacked = try await AttackedServer()
        let file = "<img src=x onerror=hacked(5)>\".bin"
        let made = await attacked.ask(
            .post, "/api/v1/versions", by: attacked.ruth,
            json: AttackedServer.version("churn", purpose: Self.words, file: file))
        #expect(made.status == 201, "\(made.text)")
        let evidence = await attacked.ask(
            .post, "/api/v1/versions/model:churn@1/evidence", by: attacked.ruth,
            json: [
                "kind": "model_card", "roles": ["weights"],
                "predicate": ["result": .string(Self.words)],
            ])
        #expect(evidence.status == 201, "\(evidence.text)")
        let added = await attacked.ask(
            .post, "/people", by: attacked.ada,
            form: [
                ("name", Self.name), ("kind", "person"),
                ("role", "viewer"),
            ])
        #expect(added.status == 303, "\(added.text)")
        var shown = 0
        for target in try await Self.pages(attacked) {
            for person in [attacked.ada, attacked.ruth] {
                let answer = await attacked.ask(.get, target, by: person)
                guard answer.headers[.contentType]?.hasPrefix("text/html") == true else {
                    continue
                }
                shown += answer.text.contains("hacked") ? 1 : 0
                #expect(!answer.text.contains("<script>"), "\(target)")
                #expect(!answer.text.contains("<img"), "\(target)")
                #expect(!answer.text.contains("\"' onclick"), "\(target)")
                #expect(!answer.text.contains("href=\"javascript"), "\(target)")
            }
        }
        #expect(shown > 8)
    }

    /// Every page that there is, about what the words stand in, and asked with the words.
    private static func pages(_ attacked: AttackedServer) async throws -> [String] {
        let query =
            "?q=\(AttackedServer.encoded(words))&name=\(AttackedServer.encoded(words))"
            + "&next=\(AttackedServer.encoded(words))&secret=\(AttackedServer.encoded(words))"
        let people = await attacked.ask(.get, "/people", by: attacked.ada).text
        let person = people.matches(of: /href="(\/people\/p:[0-9a-f]+)"/).map {
            String($0.output.1)
        }
        let size = try await attacked.server.platform.store.head().size
        let plain = attacked.server.responder.table.routes.filter {
            $0.method == .get && $0.audience == .people
        }.map { RouteTargets.plain($0) + query }
        return plain + person + (0..<size).map { "/ledger/\($0)" } + [
            "/versions/model:churn@1", "/models/churn", "/none" + query,
            "/versions/" + AttackedServer.encoded(words),
            "/versions/model:churn@1/compare/model:mail@1",
        ]
    }

    @Test func `what was handed in is saved, never shown`() async throws {
        let attacked = try await AttackedServer()
        for text in [
            "<html><script>hacked(1)</script></html>", "<svg onload=hacked(2)>",
            "!!js/function 'hacked(3)'", "%PDF-1.4 hacked", "GIF89a/*<svg/onload=hacked(4)>*/",
        ] {
            let bytes = Array(text.utf8)
            let path = "/api/v1/artifacts/\(Digest(of: bytes))"
            let credentials: HTTPFields = [
                .cookie: "assay-session=\(attacked.ruth.secret)",
                AttackedServer.csrfHeader: attacked.ruth.csrf,
            ]
            let put = await attacked.server.ask(
                .put, path + "?workspace=default", body: bytes, headers: credentials)
            #expect(put.status == 201)
            let name = "w\(bytes.count)"
            let digest = Digest(of: bytes).description
            let made = await attacked.ask(
                .post, "/api/v1/versions", by: attacked.ruth,
                json: AttackedServer.version(name, purpose: "none").with(digest: digest))
            #expect(made.status == 201, "\(made.text)")
            let answer = await attacked.server.ask(.get, path, headers: credentials)
            #expect(answer.status == 200 && answer.body == bytes)
            #expect(answer.headers[.contentType] == "application/octet-stream")
            #expect(answer.headers[.contentDisposition]?.hasPrefix("attachment") == true)
            #expect(answer.headers[.contentSecurityPolicy] == "sandbox")
            #expect(answer.headers[.xContentTypeOptions] == "nosniff")
        }
    }
}

extension JSON {
    /// The version with another part.
    fileprivate func with(digest: String) -> JSON {
        guard case .object(var members) = self else { return self }
        members["parts"] = [
            ["role": "weights", "name": "w", "bytes": 1, "digest": .string(digest)]
        ]
        return .object(members)
    }
}
