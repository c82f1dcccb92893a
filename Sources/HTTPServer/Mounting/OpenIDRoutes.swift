import API
import Console
import HTTPTypes
import Operations

/// Signing in at the organisation's identity provider.
struct OpenIDRoutes {
    let platform: Platform
    let provider: OpenIDProvider
    let cookies: ServerCookies

    private static let cookieByteCountMax = 2_048

    var routes: [Route] {
        let reason = RouteAccess.open(because: "nobody is signed in yet")
        return [
            Route(.get, "/sign-in/openid", access: reason, audience: .people) { request in
                await begin(request)
            },
            Route(
                .get, "/sign-in/openid/back", access: reason, audience: .people, isReading: false
            ) { request in
                try await finish(request)
            },
        ]
    }

    /// Sends the browser to the provider.
    private func begin(_ request: ServerRequest) async -> ServerResponse {
        let next = NextPage(request.query).text
        do throws(Failure) {
            let begun = try await BeginOpenIDSignIn(provider: provider).run(on: platform)
            let kept = SealedSignIn(begun.pending, next: next)
                .text(for: provider.settings, on: platform)
            var response = ServerResponse.redirect(to: begun.address)
            response.headers[.setCookie] = cookies.line(
                .pending, kept, maxAge: Int(PendingSignIn.lifeMilliseconds / 1_000))
            return response
        } catch {
            return Self.page(error, next)
        }
    }

    /// The browser comes back.
    private func finish(_ request: ServerRequest) async throws -> ServerResponse {
        let kept = cookies.value(
            .pending, in: request.headers, byteCountMax: Self.cookieByteCountMax
        ).flatMap { SealedSignIn($0, for: provider.settings, on: platform) }
        do {
            guard let kept else { throw Failure.otherSignIn }
            let session = try await session(request, kept.pending)
            var response = cookies.signedIn(session, to: kept.next)
            response.headers.append(
                HTTPField(name: .setCookie, value: cookies.line(.pending, "", maxAge: 0)))
            return response
        } catch let failure as Failure {
            return Self.page(failure, kept?.next ?? "/")
        }
    }

    private func session(
        _ request: ServerRequest, _ pending: PendingSignIn
    ) async throws -> Session {
        if let error = request.one("error") { throw ProviderRefusal.failure(error) }
        guard let code = request.one("code"), let state = request.one("state") else {
            throw Failure.otherSignIn
        }
        return try await FinishOpenIDSignIn(
            provider: provider, code: code, state: state, issuer: request.one("iss"),
            pending: pending, source: request.remoteAddress
        ).run(on: platform)
    }

    private static func page(_ failure: Failure, _ next: String) -> ServerResponse {
        .html(
            ConsoleSite.signInPage(message: failure.message, next: next, offersOpenID: true),
            status: Problem.signInStatus(failure))
    }
}

extension ServerRequest {
    /// A value of the query that stands there once; what is said twice is not said.
    fileprivate func one(_ name: String) -> String? {
        let values = query.filter { $0.name == name }
        return values.count == 1 ? values.first?.value : nil
    }
}
