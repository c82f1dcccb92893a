import Transparency

/// Binds a code to whoever asked for it, so that a stolen code is worth nothing (PKCE, RFC 7636).
package struct CodeChallenge: Sendable, Equatable {
    /// Kept, and shown to the provider only with the code.
    package let verifier: String

    package static let method = "S256"

    package init(verifier: String) { self.verifier = verifier }

    package var challenge: String { Base64URL.encode(Digest(of: Array(verifier.utf8)).bytes) }
}
