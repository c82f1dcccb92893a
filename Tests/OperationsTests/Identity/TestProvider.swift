import Crypto
import Governance
import OpenIDConnect
import Operations
import Synchronization
import Transparency

/// An identity provider on no network: it answers with what a test wants it to.
final class TestProvider: Sendable {
    static let issuer = "https://login.example.org"
    private let key = P256.Signing.PrivateKey()
    private let state = Mutex(State())

    private struct State {
        var claims: [String: JSON] = [:]
        var keyName = "one"
        var isDown = false
        var requests: [ProviderRequest] = []
    }

    /// What the next token says besides what every token must.
    func vouch(_ claims: [String: JSON]) { state.withLock { $0.claims = claims } }

    func renameKey(to name: String) { state.withLock { $0.keyName = name } }
    func goDown(_ isDown: Bool = true) { state.withLock { $0.isDown = isDown } }

    /// The requests so far.
    var requests: [ProviderRequest] { state.withLock { $0.requests } }

    func provider(
        on test: TestPlatform, grants: [String: Set<Grant>] = [:]
    ) throws -> OpenIDProvider {
        let settings = try OpenIDSettings(
            issuer: Self.issuer, clientID: "assay", clientSecret: "secret",
            redirectAddress: "https://assay.example.org/sign-in/back", grants: grants)
        let clock = test.clock
        return OpenIDProvider(settings: settings, now: { clock.value }) { request in
            try self.answer(request, at: clock.value)
        }
    }

    private struct Down: Error {}

    private func answer(_ request: ProviderRequest, at now: Instant) throws -> ProviderAnswer {
        let state = state.withLock { state in
            state.requests.append(request)
            return state
        }
        guard !state.isDown else { throw Down() }
        let body: JSON =
            switch request.address {
            case Self.issuer + "/keys": ["keys": [publicKey(state.keyName)]]
            case Self.issuer + "/token": ["id_token": .string(try token(state, at: now))]
            default: Self.metadata
            }
        return ProviderAnswer(status: 200, body: body.canonicalBytes)
    }

    private static let metadata: JSON = [
        "authorization_endpoint": .string(issuer + "/authorize"), "issuer": .string(issuer),
        "jwks_uri": .string(issuer + "/keys"), "token_endpoint": .string(issuer + "/token"),
    ]

    private func publicKey(_ name: String) -> JSON {
        let point = Array(key.publicKey.rawRepresentation)
        return [
            "crv": "P-256", "kid": .string(name), "kty": "EC",
            "x": .string(Base64URL.encode(Array(point[..<32]))),
            "y": .string(Base64URL.encode(Array(point[32...]))),
        ]
    }

    private func token(_ state: State, at now: Instant) throws -> String {
        var claims = state.claims
        let seconds = Int(now.milliseconds / 1_000)
        claims["iss"] = claims["iss"] ?? .string(Self.issuer)
        claims["aud"] = "assay"
        claims["iat"] = JSON(seconds)
        claims["exp"] = JSON(seconds + 300)
        let header: JSON = ["alg": "ES256", "kid": .string(state.keyName)]
        let signed = [header, .object(claims)].map { Base64URL.encode($0.canonicalBytes) }
            .joined(separator: ".")
        let signature = try key.signature(for: Array(signed.utf8)).rawRepresentation
        return signed + "." + Base64URL.encode(Array(signature))
    }
}
