package import Operations

/// Knows who shows a token or a session.
package protocol Authenticating: Sendable {
    /// - Throws: ``Failure`` `unauthenticated` when it is none, expired, revoked, or of somebody
    ///   who may not sign in any more.
    func caller(token: String) async throws(Failure) -> Caller

    /// The same for a browser's session, whose forms carry a secret of its own.
    func caller(session: String) async throws(Failure) -> (Caller, Session)

    /// Whoever shows nothing at all, where such a one is let in.
    func callerWithoutCredentials() async throws(Failure) -> Caller?
}

extension Authenticating {
    package func callerWithoutCredentials() async throws(Failure) -> Caller? { nil }
}

extension Authenticator: Authenticating {}
