import HTTPTypes
import Operations

/// The cookies that this server gives to browsers.
struct ServerCookies: Sendable {
    /// Whether browsers reach the server by TLS.
    let isSecure: Bool

    enum Name: Sendable {
        /// Somebody is signed in.
        case session
        /// Somebody is at their identity provider.
        case pending
    }

    // INVARIANT: by TLS the names have a prefix with which browsers take a cookie from this very
    // host alone, so that no neighbour can plant one. Over plain HTTP, on the machine itself,
    // browsers refuse that prefix.
    func name(_ name: Name) -> String {
        switch name {
        case .session: isSecure ? Credentials.cookieName : Credentials.plainCookieName
        case .pending: isSecure ? "__Host-assay-pending" : "assay-pending"
        }
    }

    /// What `Set-Cookie` says: `Lax`, for the provider's page leads back here and is another site.
    func line(_ name: Name, _ value: String, maxAge: Int) -> String {
        "\(self.name(name))=\(value); Path=/; HttpOnly; SameSite=Lax; Max-Age=\(maxAge)"
            + (isSecure ? "; Secure" : "")
    }

    func value(_ name: Name, in headers: HTTPFields, byteCountMax: Int) -> String? {
        Credentials.cookie(self.name(name), in: headers, byteCountMax: byteCountMax)
    }

    /// Leads somebody on who is signed in now.
    func signedIn(_ session: Session, to next: String) -> ServerResponse {
        var response = ServerResponse.redirect(to: next)
        response.headers[.setCookie] = line(
            .session, session.secret, maxAge: Int(Session.absoluteMilliseconds / 1000))
        return response
    }
}
