package import Transparency

/// Whom a provider vouches for, once the token is found good.
package struct IDToken: Sendable, Equatable {
    package let issuer: String
    /// The provider's own name for the person, which it gives to nobody else.
    package let subject: String
    package let email: String?
    /// Whether the provider knows that the address is the person's.
    package let isEmailVerified: Bool
    package let preferredName: String?
    private let claims: JSON

    /// What a token must say to be taken.
    package struct Expectation: Sendable {
        package let issuer: String
        package let clientID: String
        package let nonce: String
        package let now: Instant
        package let algorithms: Set<TokenAlgorithm>
        /// How far the clocks of the two may be apart.
        package let leewayMilliseconds: Int64

        package init(
            issuer: String, clientID: String, nonce: String, now: Instant,
            algorithms: Set<TokenAlgorithm>, leewayMilliseconds: Int64 = 60_000
        ) {
            self.issuer = issuer
            self.clientID = clientID
            self.nonce = nonce
            self.now = now
            self.algorithms = algorithms
            self.leewayMilliseconds = leewayMilliseconds
        }
    }

    package static let byteCountMax = 64 << 10
    static let subjectByteCountMax = 255

    /// Checks what a verified token claims (OpenID Connect Core 1.0 §3.1.3.7).
    init(claims: JSON, expecting expected: Expectation) throws(IDTokenRefusal) {
        guard claims["iss"]?.stringValue == expected.issuer else { throw .otherIssuer }
        try Self.checkAudience(claims, expected.clientID)
        try Self.checkTimes(claims, expected)
        guard claims["nonce"]?.stringValue == expected.nonce else { throw .otherNonce }
        guard let subject = claims["sub"]?.stringValue,
            (1...Self.subjectByteCountMax).contains(subject.utf8.count)
        else { throw .noSubject }
        issuer = expected.issuer
        self.subject = subject
        email = claims["email"]?.stringValue
        isEmailVerified = claims["email_verified"] == true
        preferredName = claims["preferred_username"]?.stringValue
        self.claims = claims
    }

    /// The texts of a claim that is a text or a list of them, such as groups.
    package func texts(of claim: String) -> [String] {
        if let one = claims[claim]?.stringValue { return [one] }
        return (claims[claim]?.arrayValue ?? []).compactMap(\.stringValue)
    }

    private static func checkAudience(
        _ claims: JSON, _ clientID: String
    ) throws(IDTokenRefusal) {
        let single = claims["aud"]?.stringValue.map { [$0] }
        let several = claims["aud"]?.arrayValue
        let audience = single ?? (several ?? []).compactMap(\.stringValue)
        guard audience.contains(clientID), audience.count == several?.count ?? 1 else {
            throw .otherAudience
        }
        let party = claims["azp"]
        let isAsked = audience.count > 1
        guard party == .string(clientID) || (party == nil && !isAsked) else {
            throw .otherAudience
        }
    }

    private static func checkTimes(
        _ claims: JSON, _ expected: Expectation
    ) throws(IDTokenRefusal) {
        let now = Double(expected.now.milliseconds) / 1_000
        let leeway = Double(expected.leewayMilliseconds) / 1_000
        guard let expiry = claims["exp"]?.doubleValue, now < expiry + leeway else {
            throw .expired
        }
        guard let issued = claims["iat"]?.doubleValue, issued <= now + leeway else {
            throw .notYetValid
        }
        guard let start = claims["nbf"] else { return }
        guard let start = start.doubleValue, start <= now + leeway else { throw .notYetValid }
    }
}
