import HTTPTypes
import Operations
import Testing
import Transparency

@testable import HTTPServer

@Suite struct OpenIDRoutesTests {
    private let idp = SigningProvider()
    private let server: TestServer

    init() throws { server = try TestServer(openID: idp.provider()) }

    /// A browser that was sent to the provider: its cookie, and what stands in the address.
    private struct Begun {
        let cookie: String
        let query: [String: String]
        let line: String

        var state: String { query["state"] ?? "" }
    }

    private func begin(_ next: String = "/people") async throws -> Begun {
        let answer = await server.ask(.get, "/sign-in/openid?next=\(next)")
        #expect(answer.status == 303)
        let line = try #require(answer.headers[.setCookie])
        let location = try #require(answer.headers[.location])
        #expect(location.hasPrefix(SigningProvider.issuer + "/authorize?"))
        let query = location.split(separator: "?").last.flatMap { PercentEncoding.pairs($0) } ?? []
        let begun = Begun(
            cookie: String(line.prefix { $0 != ";" }),
            query: Dictionary(query.map { ($0.name, $0.value) }) { $1 }, line: line)
        idp.vouch(["reviewers"], nonce: begun.query["nonce"] ?? "")
        return begun
    }

    private func come(
        back query: String, cookie: String?, to other: TestServer? = nil
    ) async -> (status: Int, headers: HTTPFields, page: String) {
        let answer = await (other ?? server).ask(
            .get, "/sign-in/openid/back?\(query)",
            headers: cookie.map { [.cookie: "first=1; \($0)"] } ?? [:])
        return (answer.status, answer.headers, String(decoding: answer.body, as: UTF8.self))
    }

    @Test func `a person goes to the provider and comes back signed in, where they wanted to go`()
        async throws
    {
        let begun = try await begin()
        #expect(begun.query["redirect_uri"] == "http://localhost:8420/sign-in/openid/back")
        let back = await come(
            back: "code=1&state=\(begun.state)&iss=https%3A%2F%2Flogin.example.org",
            cookie: begun.cookie)
        #expect(back.status == 303)
        #expect(back.headers[.location] == "/people")
        let cookies = back.headers[values: .setCookie]
        #expect(cookies.count == 2)
        let session = try #require(cookies.first { $0.hasPrefix("assay-session=") })
        #expect(session.contains("; HttpOnly; SameSite=Lax; "))
        #expect(cookies.contains { $0.hasPrefix("assay-pending=;") && $0.contains("Max-Age=0") })
        let cookie = String(session.prefix { $0 != ";" })
        let home = await server.ask(.get, "/", headers: [.cookie: cookie])
        #expect(home.status == 200)
        #expect(String(decoding: home.body, as: UTF8.self).contains("ruth@example.org"))
    }

    @Test func `the browser keeps what waits for ten minutes, out of reach of pages`() async throws
    {
        let begun = try await begin()
        #expect(begun.line.hasSuffix("; Path=/; HttpOnly; SameSite=Lax; Max-Age=600"))
        let secure = try TestServer(isSecure: true, openID: idp.provider())
        let line = await secure.ask(.get, "/sign-in/openid").headers[.setCookie]
        #expect(line?.hasPrefix("__Host-assay-pending=") == true)
        #expect(line?.hasSuffix("; Secure") == true)
    }

    @Test func `who did not begin here is not let in, and the provider is asked nothing`()
        async throws
    {
        let begun = try await begin()
        let other = try await begin()
        let count = idp.requestCount
        let query = "code=1&state=\(begun.state)"
        let longer = begun.cookie.replacing(".179", with: ".279")
        #expect(longer != begun.cookie)
        for (query, cookie) in [
            (query, nil), (query, other.cookie), (query, longer), (query, begun.cookie + "A"),
            (query, "assay-pending=" + String(repeating: "A", count: 3_000)),
            ("code=1", begun.cookie), ("state=\(begun.state)", begun.cookie),
            (query + "&code=2", begun.cookie), (query + "&state=\(begun.state)", begun.cookie),
            (query + "&iss=https://evil.example", begun.cookie),
        ] {
            let back = await come(back: query, cookie: cookie)
            #expect(back.status == 409, "\(query)")
            #expect(back.headers[.setCookie] == nil)
            #expect(back.page.contains("role=\"alert\""))
        }
        #expect(idp.requestCount == count)
    }

    @Test func `what another provider's sign-in left is not taken`() async throws {
        let begun = try await begin()
        let renamed = try TestServer(openID: idp.provider(clientID: "other"))
        let back = await come(
            back: "code=1&state=\(begun.state)", cookie: begun.cookie, to: renamed)
        #expect(back.status == 409)
        #expect(back.page.contains("did not begin here"))
    }

    @Test func `the provider's no is a page to sign in by, in words of ours`() async throws {
        let begun = try await begin()
        let denied = await come(
            back: "error=access_denied&error_description=Call+0900&state=\(begun.state)",
            cookie: begun.cookie)
        #expect(denied.status == 403)
        #expect(denied.page.contains("did not let you in"))
        #expect(denied.page.contains("href=\"/sign-in/openid?next=%2Fpeople\""))
        #expect(!denied.page.contains("0900"))
        let strange = await come(back: "error=Call+0900", cookie: begun.cookie)
        #expect(strange.status == 403)
        #expect(!strange.page.contains("0900"))
    }

    @Test func `a provider that does not answer is said so, and passwords work on`() async throws {
        idp.goDown()
        let answer = await server.ask(.get, "/sign-in/openid?next=/people")
        #expect(answer.status == 502)
        let page = String(decoding: answer.body, as: UTF8.self)
        #expect(page.contains("does not answer"))
        #expect(page.contains("action=\"/sign-in\""))
    }

    @Test(arguments: ["//evil.example", "https://evil.example", "/%5Cevil.example", "/sign-in"])
    func `it leads to no page elsewhere`(next: String) async throws {
        let begun = try await begin(next)
        let back = await come(back: "code=1&state=\(begun.state)", cookie: begun.cookie)
        #expect(back.status == 303)
        #expect(back.headers[.location] == "/")
    }

    @Test func `the button is a link, which the content security policy lets through`()
        async throws
    {
        let page = await server.ask(.get, "/sign-in?next=/people")
        let html = String(decoding: page.body, as: UTF8.self)
        #expect(html.contains("<a class=\"button quiet\" href=\"/sign-in/openid?next=%2Fpeople\">"))
        #expect(page.headers[.contentSecurityPolicy]?.contains("form-action 'self'") == true)
        let plain = try TestServer()
        let without = await plain.ask(.get, "/sign-in")
        #expect(!String(decoding: without.body, as: UTF8.self).contains("openid"))
        #expect(await plain.ask(.get, "/sign-in/openid").status == 404)
    }
}
