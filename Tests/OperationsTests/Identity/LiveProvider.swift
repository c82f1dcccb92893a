import Foundation
import Governance
import OpenIDConnect
import Operations
import Testing
import Transparency

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// The provider that was started for the tests, if one was.
private let liveIssuer = ProcessInfo.processInfo.environment["ASSAY_TEST_OPENID"]

/// Sign-in at a real identity provider: `eval "$(Scripts/openid-for-tests.sh start)"` starts one.
@Suite(.enabled(if: liveIssuer != nil))
struct LiveProvider {
    /// Requests as the server sends them: no redirect is followed.
    private final class Fetcher: NSObject, URLSessionTaskDelegate {
        func urlSession(
            _ session: URLSession, task: URLSessionTask,
            willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
            completionHandler: @escaping @Sendable (URLRequest?) -> Void
        ) { completionHandler(nil) }
    }

    private static func send(
        _ method: String, _ address: String, _ headers: [String: String] = [:], _ body: [UInt8] = []
    ) async throws -> (HTTPURLResponse, [UInt8]) {
        let session = URLSession(
            configuration: .ephemeral, delegate: Fetcher(), delegateQueue: nil)
        defer { session.invalidateAndCancel() }
        var request = URLRequest(url: try #require(URL(string: address)))
        request.httpMethod = method
        request.httpBody = Data(body)
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let (data, response) = try await session.data(for: request)
        return (try #require(response as? HTTPURLResponse), Array(data))
    }

    private func provider(_ story: IdentityStory) throws -> OpenIDProvider {
        let settings = try OpenIDSettings(
            issuer: #require(liveIssuer), clientID: "assay", clientSecret: "secret",
            redirectAddress: "http://127.0.0.1:9/back",
            grants: ["reviewers": [Grant(.riskReviewer, in: nil)]])
        let now = { @Sendable in
            Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
        }
        return OpenIDProvider(settings: settings, now: now) { request in
            let (response, body) = try await Self.send(
                request.method, request.address, request.headers, request.body)
            return ProviderAnswer(status: response.statusCode, body: body)
        }
    }

    /// What the provider sends the browser back with, once the person has agreed.
    private func agree(to address: String, as person: String) async throws -> [String: String] {
        let (response, _) = try await Self.send(
            "POST", address, ["Content-Type": TokenRequest.contentType],
            Array("sub=\(person)".utf8))
        let location = try #require(response.value(forHTTPHeaderField: "Location"))
        let items = URLComponents(string: location)?.queryItems ?? []
        return Dictionary(items.map { ($0.name, $0.value ?? "") }) { $1 }
    }

    private func finish(
        _ story: IdentityStory, _ provider: OpenIDProvider, _ answer: [String: String],
        _ pending: PendingSignIn
    ) async throws -> Session {
        try await FinishOpenIDSignIn(
            provider: provider, code: answer["code"] ?? "", state: answer["state"] ?? "",
            issuer: answer["iss"], pending: pending, source: "192.0.2.1"
        ).run(on: story.platform)
    }

    @Test func `a person signs in with their groups' roles, and a code works once`() async throws {
        let story = try IdentityStory()
        let provider = try provider(story)
        let begun = try await BeginOpenIDSignIn(provider: provider).run(on: story.platform)
        let answer = try await agree(to: begun.address, as: "ruth")
        let session = try await finish(story, provider, answer, begun.pending)
        #expect(session.caller.name == "ruth@example.org")
        #expect(session.caller.access.allows(.approveVersion, in: .standard))
        let again = try await story.failure {
            try await finish(story, provider, answer, begun.pending)
        }
        #expect(again.kind == .refused)
    }

    @Test func `a stolen code is worth nothing to another browser`() async throws {
        let story = try IdentityStory()
        let provider = try provider(story)
        let victim = try await BeginOpenIDSignIn(provider: provider).run(on: story.platform)
        let answer = try await agree(to: victim.address, as: "ruth")
        let thief = try await BeginOpenIDSignIn(provider: provider).run(on: story.platform)
        var forged = answer
        forged["state"] = thief.pending.state
        let failure = try await story.failure {
            try await finish(story, provider, forged, thief.pending)
        }
        // By the provider for the verifier, or else here for the nonce.
        #expect(["sign_in_not_completed", "bad_id_token"].contains(failure.code))
        #expect(try await story.records(.principalAdded).isEmpty)
    }
}
