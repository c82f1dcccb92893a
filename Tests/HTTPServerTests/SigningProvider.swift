import Crypto
import Governance
import OpenIDConnect
import Operations
import Synchronization
import Transparency

/// An identity provider on no network, whose tokens are good.
final class SigningProvider: Sendable {
    static let issuer = "https://login.example.org"
    static let now = Instant(milliseconds: 1_790_000_000_000)

    private struct State {
        var nonce = ""
        var groups: [String] = []
        var isDown = false
        var requestCount = 0
    }

    private struct Down: Error {}

    private let key = P256.Signing.PrivateKey()
    private let state = Mutex(State())

    func vouch(_ groups: [String], nonce: String) {
        state.withLock { ($0.groups, $0.nonce) = (groups, nonce) }
    }
    func goDown() { state.withLock { $0.isDown = true } }
    var requestCount: Int { state.withLock(\.requestCount) }

    func provider(clientID: String = "assay") throws -> OpenIDProvider {
        let settings = try OpenIDSettings(
            issuer: Self.issuer, clientID: clientID, clientSecret: "secret",
            redirectAddress: "http://localhost:8420/sign-in/openid/back",
            grants: ["reviewers": [Grant(.riskReviewer, in: nil), Grant(.viewer, in: nil)]])
        return OpenIDProvider(settings: settings, now: { Self.now }) { try self.answer($0) }
    }

    private func answer(_ request: ProviderRequest) throws -> ProviderAnswer {
        let state = state.withLock { state in
            state.requestCount += 1
            return state
        }
        guard !state.isDown else { throw Down() }
        let body: JSON =
            switch request.address {
            case Self.issuer + "/keys": ["keys": [publicKey]]
            case Self.issuer + "/token": ["id_token": .string(try token(state))]
            default:
                [
                    "authorization_endpoint": .string(Self.issuer + "/authorize"),
                    "issuer": .string(Self.issuer), "jwks_uri": .string(Self.issuer + "/keys"),
                    "token_endpoint": .string(Self.issuer + "/token"),
                ]
            }
        return ProviderAnswer(status: 200, body: body.canonicalBytes)
    }

    private var publicKey: JSON {
        let point = Array(key.publicKey.rawRepresentation)
        return [
            "crv": "P-256", "kid": "one", "kty": "EC",
            "x": .string(Base64URL.encode(Array(point[..<32]))),
            "y": .string(Base64URL.encode(Array(point[32...]))),
        ]
    }

    private func token(_ state: State) throws -> String {
        let seconds = Int(Self.now.milliseconds / 1_000)
        let claims: JSON = [
            "aud": "assay", "email": "ruth@example.org", "email_verified": true,
            "exp": JSON(seconds + 300), "groups": .array(state.groups.map(JSON.string)),
            "iat": JSON(seconds), "iss": .string(Self.issuer), "nonce": .string(state.nonce),
            "sub": "ruth",
        ]
        let header: JSON = ["alg": "ES256", "kid": "one"]
        let signed = [header, claims].map { Base64URL.encode($0.canonicalBytes) }
            .joined(separator: ".")
        let signature = try key.signature(for: Array(signed.utf8)).rawRepresentation
        return signed + "." + Base64URL.encode(Array(signature))
    }
}
