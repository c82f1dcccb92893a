import Operations
import Ledger
import API
import HTTPServer
import HTTPTypes
import Testing
import Transparency

/// What a page of another site has a browser send, with the cookie of whoever is signed in, changes
/// nothing; and a name that leads to this machine is not enough to be answered.
@Suite struct OtherSites {
    private let attacked: AttackedServer

    init() async throws { attacked = try await AttackedServer() }

    private var changing: [Route] {
        attacked.server.responder.table.routes.filter {
            $0.method != .get && $0.method != .head
        }
    }

    private func signedIn(_ more: HTTPFields = [:]) -> HTTPFields {
        var headers = more
        headers[.cookie] = "assay-session=\(attacked.ada.secret)"
        return headers
    }

    /// Asks without the secret that the session's own pages send.
    private func status(_ route: Route, _ headers: HTTPFields) async -> Int {
        await attacked.server.ask(
            route.method, RouteTargets.plain(route), body: [], headers: signedIn(headers)
        ).status
    }

    @Test func `a cookie alone changes nothing`() async throws {
        let before = try await attacked.server.platform.store.head().size
        for route in changing where !route.isOpen {
            #expect(await status(route, [:]) == 403, "\(route.method) \(route.path.text)")
            let header = AttackedServer.csrfHeader
            #expect(
                await status(route, [header: attacked.ruth.csrf]) == 403,
                "with another's secret: \(route.method) \(route.path.text)")
        }
        // Refusals of what the administrator may not do are recorded; nothing else is.
        let after = try await attacked.server.platform.store.head().size
        #expect(after - before <= 20)
    }

    @Test(arguments: [
        ("Origin", "https://attacker.example"), ("Origin", "null"),
        ("Origin", "http://localhost.attacker.example"), ("Origin", "http://attacker@localhost"),
        ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"),
    ])
    func `a page of another site changes nothing`(name: String, value: String) async throws {
        let name = try #require(HTTPField.Name(name))
        for route in changing {
            let own = [AttackedServer.csrfHeader: attacked.ada.csrf] as HTTPFields
            var headers = own
            headers[name] = value
            #expect(await status(route, headers) == 403, "\(route.method) \(route.path.text)")
        }
    }

    @Test(arguments: [
        "attacker.example", "localhost.attacker.example", "127.0.0.1.nip.io", "localhost@attacker",
        "0.0.0.0", "[::ffff:7f00:1]", "", "127.0.0.2",
    ])
    func `another name for this machine is not answered`(authority: String) async {
        for route in attacked.server.responder.table.routes {
            let answer = await attacked.server.ask(
                route.method, RouteTargets.plain(route), body: [], headers: signedIn(),
                authority: authority)
            #expect(answer.status == 421, "\(route.method) \(route.path.text)")
        }
    }

    @Test func `no page of another site may frame, read or script an answer`() async {
        for route in attacked.server.responder.table.routes where route.method == .get {
            let answer = await attacked.ask(
                .get, RouteTargets.plain(route), by: attacked.ruth,
                headers: [.origin: "https://attacker.example"])
            let headers = answer.headers
            let policy = headers[.contentSecurityPolicy] ?? ""
            #expect(
                policy == "sandbox"
                    || policy.contains("default-src 'none'")
                        && policy.contains("frame-ancestors 'none'")
                        && !policy.contains("unsafe"),
                "\(route.path.text): \(policy)")
            #expect(headers[.xContentTypeOptions] == "nosniff", "\(route.path.text)")
            #expect(headers[.accessControlAllowOrigin] == nil, "\(route.path.text)")
        }
    }

    @Test(arguments: [
        "//attacker.example", "https://attacker.example", "/\\attacker.example",
        "javascript:alert(1)", "\\\\attacker.example", "/%09/attacker.example\r\nX: y", "",
    ])
    func `signing in leads to a page of this server`(next: String) async {
        let answer = await attacked.ask(
            .post, "/sign-in",
            form: [("name", "ruth"), ("password", AttackedServer.password), ("next", next)])
        #expect(answer.status == 303)
        #expect(answer.headers[.location] == "/" || next.hasPrefix("/%09"))
        #expect(!(answer.headers[.location] ?? "").hasPrefix("//"))
        let cookie = answer.headers[.setCookie] ?? ""
        #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"))
    }
}

extension Route {
    fileprivate var isOpen: Bool {
        if case .open = access { return true }
        return false
    }
}
