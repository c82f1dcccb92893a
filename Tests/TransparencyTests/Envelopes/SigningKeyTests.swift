import Testing

@testable import Transparency

@Suite struct SigningKeyTests {
    @Test(arguments: KeyVectors.all)
    func `a key that OpenSSL made signs for its public key`(_ vector: KeyVectors.Vector) throws {
        let key = try SigningKey(pem: vector.privateKey)
        #expect(key.keyID == vector.keyID)
        #expect(key.verifyingKey.pem == vector.publicKey)
        let signature = try key.sign(KeyVectors.message)
        #expect(key.verifyingKey.isValid(signature: signature, for: KeyVectors.message))
        #expect(try SigningKey(pem: key.pem).keyID == vector.keyID)
    }

    @Test func `both forms of private key are the same key`() throws {
        let key = try SigningKey(pem: KeyVectors.p256PKCS8)
        #expect(key.keyID == KeyVectors.p256.keyID)
        #expect(key.pem == KeyVectors.p256PKCS8)
    }

    @Test func `a new key is on P-256 and not the last one`() throws {
        let key = SigningKey.generate()
        #expect(key.verifyingKey.curve == .p256)
        #expect(key.keyID != SigningKey.generate().keyID)
        #expect(try SigningKey(pem: key.pem).verifyingKey == key.verifyingKey)
    }

    @Test func `what is no private key is refused with the reason`() {
        let encrypted = PEM(label: "ENCRYPTED PRIVATE KEY", bytes: [0]).text
        #expect(throws: KeyError.encrypted) { try SigningKey(pem: encrypted) }
        let older = """
            -----BEGIN EC PRIVATE KEY-----
            Proc-Type: 4,ENCRYPTED
            DEK-Info: AES-256-CBC,00112233445566778899AABBCCDDEEFF

            AAAA
            -----END EC PRIVATE KEY-----
            """
        #expect(throws: KeyError.encrypted) { try SigningKey(pem: older) }
        #expect(throws: KeyError.notPEM) { try SigningKey(pem: "secret") }
        #expect(throws: KeyError.wrongKind(expected: "PRIVATE KEY", found: "PUBLIC KEY")) {
            try SigningKey(pem: KeyVectors.p256.publicKey)
        }
        #expect(throws: KeyError.unsupportedCurve) {
            try SigningKey(pem: KeyVectors.otherCurvePrivateKey)
        }
    }
}
