import Foundation
import Testing

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// The provider that was started for the tests, if one was; else the first who asks says so.
private let issuer: String? = {
    let issuer = ProcessInfo.processInfo.environment["ASSAY_TEST_OPENID"]
    if issuer == nil {
        print(
            "tests of signing in at a provider are skipped: set ASSAY_TEST_OPENID to its address; "
                + "Scripts/openid-for-tests.sh starts one")
    }
    return issuer
}()

/// A person signs in at a real identity provider, over HTTP all the way.
@Suite(.enabled(if: issuer != nil, "set ASSAY_TEST_OPENID to a provider's address"))
struct OpenIDSignIn {
    /// A server with a provider, until the work is done.
    private func serving(_ work: (String) async throws -> Void) async throws {
        let home = try TestHome()
        let port = PlainConnection.freePort()
        let secret = try home.write("secret\n", to: "client-secret")
        let program = try home.start(
            [
                "serve", "--port", "\(port)", "--openid-client", "assay",
                "--openid-secret-file", secret, "--openid-grant", "reviewers=risk-reviewer@credit",
                "--openid-grant", "others=administrator",
            ], with: ["ASSAY_OPENID_ISSUER": try #require(issuer)])
        defer { program.kill() }
        try await PlainConnection.untilReady(port: port)
        try await work("http://127.0.0.1:\(port)")
    }

    /// The page of the provider, where the person says who they are, or that they will not.
    private func answer(
        _ address: String, _ browser: Browser, _ form: String
    ) async throws -> String {
        let answer = try await browser.ask("POST", address, form: form)
        return try #require(answer.location, "\(answer.status)")
    }

    @Test func `a person signs in with their group's role, and the code works once`() async throws {
        try await serving { server in
            let browser = Browser()
            let page = try await browser.ask("GET", server + "/sign-in?next=/approvals")
            #expect(page.text.contains("href=\"/sign-in/openid?next=%2Fapprovals\""))
            let begun = try await browser.ask("GET", server + "/sign-in/openid?next=%2Fapprovals")
            #expect(begun.status == 303)
            let away = try #require(begun.location)
            #expect(away.hasPrefix(try #require(issuer)))
            let back = try await answer(away, browser, "sub=ruth")
            #expect(back.hasPrefix(server + "/sign-in/openid/back?"))
            let pending = browser.cookies
            let done = try await browser.ask("GET", back)
            #expect(done.status == 303)
            #expect(done.location == "/approvals")
            #expect(browser.cookies["assay-pending"] == nil)
            let approvals = try await browser.ask("GET", server + "/approvals")
            #expect(approvals.status == 200)
            #expect(approvals.text.contains("ruth@example.org"))
            #expect(try await browser.ask("GET", server + "/people").status == 403)
            let me = try await browser.ask("GET", server + "/api/v1/me")
            #expect(me.text.contains("\"risk-reviewer@credit\""))
            let thief = Browser(cookies: pending)
            let again = try await thief.ask("GET", back)
            #expect(again.status == 403)
            #expect(thief.cookies["assay-session"] == nil)
        }
    }

    @Test func `a person who says no is told so, and another browser's answer is worth nothing`()
        async throws
    {
        try await serving { server in
            let browser = Browser()
            let begun = try await browser.ask("GET", server + "/sign-in/openid")
            let away = try #require(begun.location)
            let denied = try await browser.ask(
                "GET", try await answer(away, browser, "action=deny"))
            #expect(denied.status == 403)
            #expect(denied.text.contains("did not let you in"))
            let back = try await answer(away, browser, "sub=ruth")
            let stranger = Browser()
            #expect(try await stranger.ask("GET", back).status == 409)
            #expect(stranger.cookies.isEmpty)
        }
    }
}

/// What a browser does of its own: it keeps cookies, of one machine here, and shows them.
private final class Browser {
    struct Answer {
        let status: Int
        let location: String?
        let text: String
    }

    private(set) var cookies: [String: String]

    init(cookies: [String: String] = [:]) { self.cookies = cookies }

    /// Redirects are handed back, for the test to look at.
    private final class NoRedirects: NSObject, URLSessionTaskDelegate {
        func urlSession(
            _ session: URLSession, task: URLSessionTask,
            willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
            completionHandler: @escaping @Sendable (URLRequest?) -> Void
        ) { completionHandler(nil) }
    }

    func ask(_ method: String, _ address: String, form: String? = nil) async throws -> Answer {
        let settings = URLSessionConfiguration.ephemeral
        settings.httpShouldSetCookies = false
        settings.httpCookieAcceptPolicy = .never
        let session = URLSession(
            configuration: settings, delegate: NoRedirects(), delegateQueue: nil)
        defer { session.invalidateAndCancel() }
        var request = URLRequest(url: try #require(URL(string: address)))
        request.httpMethod = method
        request.setValue(
            cookies.map { "\($0)=\($1)" }.joined(separator: "; "), forHTTPHeaderField: "Cookie")
        if let form {
            request.httpBody = Data(form.utf8)
            request.setValue(
                "application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
        }
        let (data, response) = try await session.data(for: request)
        let answer = try #require(response as? HTTPURLResponse)
        keep(answer)
        return Answer(
            status: answer.statusCode, location: answer.value(forHTTPHeaderField: "Location"),
            text: String(decoding: data, as: UTF8.self))
    }

    private func keep(_ answer: HTTPURLResponse) {
        let lines = answer.value(forHTTPHeaderField: "Set-Cookie") ?? ""
        // Foundation joins several lines by commas; a cookie of ours has none in it.
        for line in lines.split(separator: ",") {
            let pair = line.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
            guard let name = pair.first.map({ $0.filter { $0 != " " } }) else { continue }
            cookies[name] = pair.count == 2 && !line.contains("Max-Age=0") ? String(pair[1]) : nil
        }
    }
}
