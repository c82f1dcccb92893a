import API
import Console
import HTTPTypes
import Operations

/// Signing in and out by a browser.
struct SignInRoutes {
    let platform: Platform
    let cookies: ServerCookies
    /// Whether people may also sign in at an identity provider.
    let offersOpenID: Bool

    var routes: [Route] {
        let reason = RouteAccess.open(because: "nobody is signed in yet")
        return [
            Route(.get, "/sign-in", access: reason, audience: .people) { request in
                .html(
                    ConsoleSite.signInPage(
                        message: nil, next: NextPage(request.query).text,
                        offersOpenID: offersOpenID))
            },
            Route(.post, "/sign-in", access: reason, audience: .people) { request in
                try await signIn(request)
            },
            Route(.get, "/first-sign-in", access: reason, audience: .people) { request in
                .html(
                    ConsoleSite.firstSignInPage(
                        message: nil,
                        secret: request.query.first { $0.name == "secret" }?.value ?? ""))
            },
            Route(.post, "/first-sign-in", access: reason, audience: .people) { request in
                try await firstSignIn(request)
            },
            Route(.post, "/sign-out", access: .signedIn, audience: .people) { request in
                try await signOut(request)
            },
        ]
    }

    private func signIn(_ request: ServerRequest) async throws -> ServerResponse {
        let form = try await request.sentForm()
        let next = NextPage(form).text
        do {
            let session = try await SignIn(
                name: Self.field("name", form), password: Self.field("password", form),
                source: request.remoteAddress
            ).run(on: platform)
            return cookies.signedIn(session, to: next)
        } catch let failure as Failure {
            let page = ConsoleSite.signInPage(
                message: failure.message, next: next, name: Self.field("name", form),
                offersOpenID: offersOpenID)
            return .html(page, status: Problem.signInStatus(failure))
        }
    }

    private func firstSignIn(_ request: ServerRequest) async throws -> ServerResponse {
        let form = try await request.sentForm()
        let secret = Self.field("secret", form)
        do {
            let session = try await FirstSignIn(
                secret: secret, name: Self.field("name", form),
                password: Self.field("password", form), source: request.remoteAddress
            ).run(on: platform)
            return cookies.signedIn(session, to: "/")
        } catch let failure as Failure {
            let page = ConsoleSite.firstSignInPage(message: failure.message, secret: secret)
            return .html(page, status: Problem.signInStatus(failure))
        }
    }

    private func signOut(_ request: ServerRequest) async throws -> ServerResponse {
        _ = try await request.form()
        let credentials = Credentials(request.headers, cookieName: cookies.name(.session))
        if case .session(let secret)? = credentials {
            try await SignOut(secret: secret).run(on: platform)
        }
        var response = ServerResponse.redirect(to: "/sign-in")
        response.headers[.setCookie] = cookies.line(.session, "", maxAge: 0)
        return response
    }

    private static func field(_ name: String, _ form: [(name: String, value: String)]) -> String {
        form.first { $0.name == name }?.value ?? ""
    }
}
