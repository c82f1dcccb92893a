import OpenIDConnect
import Testing
import Transparency

@Suite struct ProviderMetadataTests {
    private func metadata(_ change: (inout [String: JSON]) -> Void = { _ in }) -> [UInt8] {
        var members: [String: JSON] = [
            "authorization_endpoint": "https://login.example.org/authorize",
            "issuer": .string(TestProvider.issuer),
            "jwks_uri": "https://login.example.org/keys",
            "token_endpoint": "https://login.example.org/token",
        ]
        change(&members)
        return JSON.object(members).canonicalBytes
    }

    private func read(_ bytes: [UInt8]) throws(ProviderError) -> ProviderMetadata {
        try ProviderMetadata(parsing: bytes, of: TestProvider.issuer)
    }

    @Test func `what a provider says of itself is read`() throws {
        let found = try read(metadata())
        #expect(found.tokenEndpoint == "https://login.example.org/token")
        #expect(!found.takesSecretInBody)
        let posting = try read(
            metadata { $0["token_endpoint_auth_methods_supported"] = ["client_secret_post"] })
        #expect(posting.takesSecretInBody)
    }

    @Test func `another issuer's words are refused`() {
        #expect(throws: ProviderError.otherIssuer) {
            try read(metadata { $0["issuer"] = "https://login.example.org" })
        }
    }

    @Test(arguments: ["authorization_endpoint", "token_endpoint", "jwks_uri"])
    func `each address is there, and secure`(name: String) {
        #expect(throws: ProviderError.missing(name)) { try read(metadata { $0[name] = nil }) }
        for address in [
            "http://login.example.org/x", "ftp://a/b", "javascript:alert(1)", "//a/b", "",
            "https://", "https://user@a/b", "https://a/b#c", "https://a/ b",
            "http://127.0.0.1.evil.example/", "http://localhost@evil.example/",
        ] {
            #expect(throws: ProviderError.notSecure(name), "\(address)") {
                try read(metadata { $0[name] = .string(address) })
            }
        }
    }

    @Test(arguments: ["http://127.0.0.1:8080/x", "http://localhost/x", "https://a.example:1/x?y"])
    func `on this machine alone plain http will do`(address: String) throws {
        #expect(try read(metadata { $0["jwks_uri"] = .string(address) }).keysEndpoint == address)
    }

    @Test func `what is no JSON, or too much, is refused`() {
        for bytes in [[], Array("{".utf8), Array(repeating: UInt8(ascii: " "), count: 2 << 20)] {
            #expect(throws: ProviderError.notJSON) { try read(bytes) }
        }
    }

    @Test(arguments: ["https://a.example", "https://a.example/"])
    func `metadata lies below the issuer`(issuer: String) {
        #expect(
            ProviderMetadata.address(of: issuer)
                == "https://a.example/.well-known/openid-configuration")
    }
}
