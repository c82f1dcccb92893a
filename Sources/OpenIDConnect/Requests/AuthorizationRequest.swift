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
        let query = FormText.encode([
            ("response_type", "code"), ("client_id", clientID),
            ("redirect_uri", redirectAddress), ("scope", scopes.joined(separator: " ")),
            ("state", state), ("nonce", nonce), ("code_challenge", challenge.challenge),
            ("code_challenge_method", CodeChallenge.method),
        ])
        return endpoint + (endpoint.contains("?") ? "&" : "?") + query
    }
}

/// Names and values as forms and queries write them (`application/x-www-form-urlencoded`).
package enum FormText {
    package static func encode(_ fields: [(name: String, value: String)]) -> String {
        fields.map { "\(percent($0.name))=\(percent($0.value))" }.joined(separator: "&")
    }

    /// All but letters, digits and `-._~` as `%XX`.
    static func percent(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                bytes.append(byte)
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                bytes += Array(("%" + (digits.utf8.count == 1 ? "0" : "") + digits).utf8)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
