import Crypto
import CryptoExtras
import Foundation
import OpenIDConnect
import Transparency

/// An identity provider that signs whatever a test wants signed.
struct TestProvider {
    static let issuer = "https://login.example.org/realm"
    static let client = "assay"
    static let nonce = "n-0S6_WzA2Mj"
    static let now = Instant(milliseconds: 1_790_000_000_000)

    let curve = P256.Signing.PrivateKey()

    /// The claims of a good token.
    static var claims: [String: JSON] {
        let seconds = now.milliseconds / 1_000
        return [
            "aud": .string(client), "email": "ruth@example.org", "email_verified": true,
            "exp": JSON(Int(seconds) + 300), "groups": ["reviewers"], "iat": JSON(Int(seconds)),
            "iss": .string(issuer), "nonce": .string(nonce), "sub": "24400320",
        ]
    }

    static func expectation(
        algorithms: Set<TokenAlgorithm> = [.es256, .rs256], after seconds: Int64 = 0
    ) -> IDToken.Expectation {
        .init(
            issuer: issuer, clientID: client, nonce: nonce,
            now: Instant(milliseconds: now.milliseconds + 1_000 * seconds),
            algorithms: algorithms)
    }

    func keys() throws -> KeySet { try KeySet(parsing: set([key()])) }

    func set(_ keys: [JSON]) -> [UInt8] { (["keys": .array(keys)] as JSON).canonicalBytes }

    /// The public key as a set has it.
    func key(_ name: String = "one", of key: P256.Signing.PrivateKey? = nil) -> JSON {
        let point = Array((key ?? curve).publicKey.rawRepresentation)
        return [
            "alg": "ES256", "crv": "P-256", "kid": .string(name), "kty": "EC", "use": "sig",
            "x": .string(Base64URL.encode(Array(point[..<32]))),
            "y": .string(Base64URL.encode(Array(point[32...]))),
        ]
    }

    func token(
        _ claims: [String: JSON] = Self.claims, header: JSON = ["alg": "ES256", "kid": "one"],
        signedBy key: P256.Signing.PrivateKey? = nil
    ) throws -> String {
        try Self.token(claims, header: header) { bytes in
            Array(try (key ?? curve).signature(for: bytes).rawRepresentation)
        }
    }

    static func token(
        _ claims: [String: JSON], header: JSON, sign: ([UInt8]) throws -> [UInt8]
    ) rethrows -> String {
        let parts = [header, .object(claims)].map { Base64URL.encode($0.canonicalBytes) }
        let signed = parts.joined(separator: ".")
        return signed + "." + Base64URL.encode(try sign(Array(signed.utf8)))
    }
}
