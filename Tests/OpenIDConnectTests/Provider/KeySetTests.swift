import OpenIDConnect
import Testing
import Transparency

@Suite struct KeySetTests {
    private let provider = TestProvider()

    @Test func `keys for encryption, and what is no key, are left out`() throws {
        let keys = try KeySet(
            parsing: provider.set([
                provider.key(), ["kty": "RSA", "use": "enc"], ["kid": "x"], 1,
            ]))
        #expect(keys.keys.map(\.name) == ["one"])
    }

    @Test func `a set has a hundred keys at most`() throws {
        let many = (0...KeySet.keyCountMax).map { provider.key("k\($0)") }
        #expect(throws: ProviderError.tooManyKeys(limit: 100)) {
            try KeySet(parsing: provider.set(many))
        }
        #expect(throws: ProviderError.missing("keys")) { try KeySet(parsing: Array("{}".utf8)) }
        #expect(throws: ProviderError.notJSON) { try KeySet(parsing: []) }
    }

    @Test func `a key of few bits signs nothing`() async throws {
        let short: JSON = [
            "e": "AQAB", "kid": "one", "kty": "RSA", "n": .string(Base64URL.encode([1])),
        ]
        let keys = try KeySet(parsing: provider.set([short]))
        let token = TestProvider.token(
            TestProvider.claims, header: ["alg": "RS256", "kid": "one"]
        ) { _ in [1] }
        await #expect(throws: IDTokenRefusal.unknownKey) {
            try await IDToken(
                verifying: token, with: keys, expecting: TestProvider.expectation())
        }
    }
}
