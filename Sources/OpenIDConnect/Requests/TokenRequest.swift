import Transparency

/// Trades a code for a token (OpenID Connect Core 1.0 §3.1.3.1).
package struct TokenRequest: Sendable {
    package let clientID: String
    /// `nil` for a client that has none, and is known by PKCE alone.
    package let clientSecret: String?
    package let redirectAddress: String
    package let code: String
    package let challenge: CodeChallenge

    package init(
        clientID: String, clientSecret: String?, redirectAddress: String, code: String,
        challenge: CodeChallenge
    ) {
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.redirectAddress = redirectAddress
        self.code = code
        self.challenge = challenge
    }

    package static let contentType = "application/x-www-form-urlencoded"

    /// `isSecretInBody`: Where the provider wants the secret.
    package func body(isSecretInBody: Bool) -> [UInt8] {
        var fields = [
            ("grant_type", "authorization_code"), ("code", code),
            ("redirect_uri", redirectAddress), ("client_id", clientID),
            ("code_verifier", challenge.verifier),
        ]
        if isSecretInBody, let clientSecret { fields.append(("client_secret", clientSecret)) }
        return Array(PercentEncoding.encode(fields).utf8)
    }

    /// The value of the `Authorization` header; `nil` without a secret, or with one in the body.
    package func authorization(isSecretInBody: Bool) -> String? {
        guard !isSecretInBody, let clientSecret else { return nil }
        let pair = PercentEncoding.encode(clientID) + ":" + PercentEncoding.encode(clientSecret)
        return "Basic " + Base64.encode(Array(pair.utf8))
    }

    /// The token in the provider's answer.
    ///
    /// - Throws: ``ProviderError`` when it refused, or answered with none.
    package static func token(in answer: [UInt8]) throws(ProviderError) -> String {
        let json: JSON
        do { json = try JSON(parsing: answer, limits: .small) } catch { throw .notJSON }
        if let error = json["error"]?.stringValue { throw .refused(printable(error)) }
        guard let token = json["id_token"]?.stringValue else { throw .missing("id_token") }
        return token
    }

    /// An error's code as the standard spells them, for messages.
    private static func printable(_ text: String) -> String {
        String(text.prefix(64).filter { $0.isASCII && ($0.isLetter || $0 == "_") })
    }
}
