import API
import Console
import HTTPTypes
import Operations

/// Signing in and out by a browser.
struct SignInRoutes {
    let platform: Platform
    let cookieName: String
    let isSecure: Bool

    var routes: [Route] {
        let reason = RouteAccess.open(because: "nobody is signed in yet")
        return [
            Route(.get, "/sign-in", access: reason, audience: .people) { request in
                .html(
                    ConsoleSite.signInPage(
                        message: nil, next: Self.next(request.query), offersOpenID: false))
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
        let next = Self.next(form)
        do {
            let session = try await SignIn(
                name: Self.field("name", form), password: Self.field("password", form),
                source: request.remoteAddress
            ).run(on: platform)
            return signedIn(session, to: next)
        } catch let failure as Failure {
            let page = ConsoleSite.signInPage(
                message: failure.message, next: next, offersOpenID: false)
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
            return signedIn(session, to: "/")
        } catch let failure as Failure {
            let page = ConsoleSite.firstSignInPage(message: failure.message, secret: secret)
            return .html(page, status: Problem.signInStatus(failure))
        }
    }

    private func signOut(_ request: ServerRequest) async throws -> ServerResponse {
        _ = try await request.form()
        if case .session(let secret)? = Credentials(request.headers, cookieName: cookieName) {
            try await SignOut(secret: secret).run(on: platform)
        }
        var response = ServerResponse.redirect(to: "/sign-in")
        response.headers[.setCookie] = cookie("", maxAge: 0)
        return response
    }

    private func signedIn(_ session: Session, to next: String) -> ServerResponse {
        var response = ServerResponse.redirect(to: next)
        response.headers[.setCookie] = cookie(
            session.secret, maxAge: Int(Session.absoluteMilliseconds / 1000))
        return response
    }

    private func cookie(_ value: String, maxAge: Int) -> String {
        "\(cookieName)=\(value); Path=/; HttpOnly; SameSite=Lax; Max-Age=\(maxAge)"
            + (isSecure ? "; Secure" : "")
    }

    private static func field(_ name: String, _ form: [(name: String, value: String)]) -> String {
        form.first { $0.name == name }?.value ?? ""
    }

    /// Where to go after: a page of this server only.
    private static func next(_ pairs: [(name: String, value: String)]) -> String {
        let next = field("next", pairs)
        guard next.hasPrefix("/"), !next.hasPrefix("//"), !next.contains("\\"),
            next.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !next.hasPrefix("/sign-")
        else { return "/" }
        return next
    }
}
