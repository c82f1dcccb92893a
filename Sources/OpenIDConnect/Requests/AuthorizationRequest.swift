import Transparency

/// Where a person is sent to sign in at their provider (OpenID Connect Core 1.0 §3.1.2.1).
package struct AuthorizationRequest: Sendable {
    package let endpoint: String
    package let clientID: String
    package let redirectAddress: String
    package let scopes: [String]
    /// Comes back with the code, and must be what this browser was given.
    package let state: String
    /// Comes back in the token, and must be what was asked with.
    package let nonce: String
    package let challenge: CodeChallenge

    package init(
        endpoint: String, clientID: String, redirectAddress: String, scopes: [String],
        state: String, nonce: String, challenge: CodeChallenge
    ) {
        self.endpoint = endpoint
        self.clientID = clientID
        self.redirectAddress = redirectAddress
        self.scopes = scopes
        self.state = state
        self.nonce = nonce
        self.challenge = challenge
    }

    package var address: String {
        let query = PercentEncoding.encode([
            ("response_type", "code"), ("client_id", clientID),
            ("redirect_uri", redirectAddress), ("scope", scopes.joined(separator: " ")),
            ("state", state), ("nonce", nonce), ("code_challenge", challenge.challenge),
            ("code_challenge_method", CodeChallenge.method),
        ])
        return endpoint + (endpoint.contains("?") ? "&" : "?") + query
    }
}
