import Crypto
import CryptoExtras
import Foundation
import OpenIDConnect
import Testing
import Transparency

@Suite struct IDTokenVerificationTests {
    private let provider = TestProvider()

    private func verify(
        _ token: String, with keys: KeySet? = nil, algorithms: Set<TokenAlgorithm> = [.es256]
    ) async throws -> IDToken {
        try await IDToken(
            verifying: token, with: keys ?? provider.keys(),
            expecting: TestProvider.expectation(algorithms: algorithms))
    }

    private func refusal(
        _ token: String, with keys: KeySet? = nil, algorithms: Set<TokenAlgorithm> = [.es256]
    ) async -> IDTokenRefusal? {
        await #expect(throws: IDTokenRefusal.self) {
            try await verify(token, with: keys, algorithms: algorithms)
        }
    }

    @Test func `a good token tells whom the provider vouches for`() async throws {
        let token = try await verify(provider.token())
        #expect(token.subject == "24400320")
        #expect(token.issuer == TestProvider.issuer)
        #expect(token.email == "ruth@example.org" && token.isEmailVerified)
        #expect(token.texts(of: "groups") == ["reviewers"])
        #expect(token.texts(of: "roles").isEmpty)
    }

    @Test func `each allowed kind of key is understood`() async throws {
        let edwards = Curve25519.Signing.PrivateKey()
        let point = Base64URL.encode(Array(edwards.publicKey.rawRepresentation))
        let keys = try KeySet(
            parsing: provider.set([
                ["crv": "Ed25519", "kid": "e", "kty": "OKP", "x": .string(point)]
            ]))
        let token = try TestProvider.token(
            TestProvider.claims, header: ["alg": "EdDSA", "kid": "e"]
        ) { Array(try edwards.signature(for: $0)) }
        #expect(try await verify(token, with: keys, algorithms: [.edDSA]).subject == "24400320")
        let rsa = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let rsaKeys = try KeySet(parsing: provider.set([Self.json(rsa)]))
        for (algorithm, padding) in [
            (TokenAlgorithm.rs256, _RSA.Signing.Padding.insecurePKCS1v1_5), (.ps256, .PSS),
        ] {
            let token = try TestProvider.token(
                TestProvider.claims, header: ["alg": .string(algorithm.rawValue)]
            ) {
                Array(
                    try rsa.signature(for: SHA256.hash(data: $0), padding: padding)
                        .rawRepresentation)
            }
            let found = try await verify(token, with: rsaKeys, algorithms: [algorithm])
            #expect(found.subject == "24400320")
        }
    }

    private static func json(_ key: _RSA.Signing.PrivateKey) throws -> JSON {
        let primitives = try key.publicKey.getKeyPrimitives()
        return [
            "e": .string(Base64URL.encode(Array(primitives.publicExponent))), "kid": "r",
            "kty": "RSA", "n": .string(Base64URL.encode(Array(primitives.modulus))),
        ]
    }

    @Test func `a forged signature is refused, be it another's, none or one bit off`() async throws
    {
        let stranger = P256.Signing.PrivateKey()
        #expect(try await refusal(provider.token(signedBy: stranger)) == .wrongSignature)
        let good = try provider.token()
        let parts = good.split(separator: ".").map(String.init)
        #expect(await refusal("\(parts[0]).\(parts[1]).") == .wrongSignature)
        var bytes = try #require(Base64URL.decode(parts[2]))
        bytes[40] ^= 1
        #expect(
            await refusal("\(parts[0]).\(parts[1]).\(Base64URL.encode(bytes))") == .wrongSignature)
        var claims = TestProvider.claims
        claims["sub"] = "1"
        let other = Base64URL.encode(JSON.object(claims).canonicalBytes)
        #expect(await refusal("\(parts[0]).\(other).\(parts[2])") == .wrongSignature)
    }

    @Test(arguments: ["none", "None", "NONE", "", "HS256", "RS256", "ES384", "es256"])
    func `an algorithm that is not allowed is refused before its signature is looked at`(
        algorithm: String
    ) async throws {
        let header: JSON = ["alg": .string(algorithm), "kid": "one"]
        #expect(try await refusal(provider.token(header: header)) == .algorithmNotAllowed)
        let unsigned = TestProvider.token(TestProvider.claims, header: header) { _ in [] }
        #expect(await refusal(unsigned) == .algorithmNotAllowed)
    }

    @Test func `a public key is no shared secret`() async throws {
        let point = provider.curve.publicKey.pemRepresentation
        let token = TestProvider.token(
            TestProvider.claims, header: ["alg": "HS256", "kid": "one"]
        ) {
            let key = SymmetricKey(data: Data(point.utf8))
            return Array(HMAC<SHA256>.authenticationCode(for: $0, using: key))
        }
        #expect(
            await refusal(token, algorithms: Set(TokenAlgorithm.allCases)) == .algorithmNotAllowed)
    }

    @Test func `keys and addresses in the header are not looked at`() async throws {
        let stranger = P256.Signing.PrivateKey()
        let header: JSON = [
            "alg": "ES256", "jku": "https://evil.example/keys", "jwk": provider.key(of: stranger),
            "kid": "one", "x5u": "https://evil.example/cert",
        ]
        #expect(
            try await refusal(provider.token(header: header, signedBy: stranger))
                == .wrongSignature)
    }

    @Test(arguments: ["two", "../../dev/null", "one' OR 1=1", ""])
    func `a key that the provider has not is not looked for`(name: String) async throws {
        let header: JSON = ["alg": "ES256", "kid": .string(name)]
        #expect(try await refusal(provider.token(header: header)) == .unknownKey)
    }

    @Test func `without a name only the one key that fits is taken`() async throws {
        let unnamed = try provider.token(header: ["alg": "ES256"])
        #expect(try await verify(unnamed).subject == "24400320")
        let two = try KeySet(parsing: provider.set([provider.key("one"), provider.key("two")]))
        #expect(await refusal(unnamed, with: two) == .unknownKey)
    }

    @Test func `a header that asks for more than is understood is refused`() async throws {
        let header: JSON = ["alg": "ES256", "b64": false, "crit": ["b64"], "kid": "one"]
        #expect(try await refusal(provider.token(header: header)) == .criticalHeader)
    }

    @Test func `what is no token is refused and crashes nothing`() async throws {
        let good = try provider.token()
        let parts = good.split(separator: ".").map(String.init)
        let long = String(repeating: "a", count: IDToken.byteCountMax + 1)
        for text in [
            "", ".", "..", "...", "a.b.c", good + ".", good + "=", "\(parts[0]).\(parts[1])",
            "\(good).\(parts[0])", long, " " + good, "é.é.é",
            "\(Base64URL.encode(Array("[]".utf8))).\(parts[1]).\(parts[2])",
        ] { #expect(await refusal(text) == .malformed, "\(text.prefix(40))") }
        #expect(
            try await refusal(provider.token(header: ["alg": "ES256", "kid": 1])) == .malformed)
    }
}
