import Testing

@testable import Transparency

@Suite struct VerifyingKeyTests {
    @Test(arguments: KeyVectors.all)
    func `what OpenSSL signed is valid, and nothing else`(_ vector: KeyVectors.Vector) throws {
        let key = try VerifyingKey(pem: vector.publicKey)
        let signature = try #require(Base64.decode(vector.signature))
        #expect(key.curve.rawValue == vector.curve)
        #expect(key.isValid(signature: signature, for: KeyVectors.message))
        #expect(!key.isValid(signature: signature, for: KeyVectors.message + [0]))
        for place in signature.indices {
            var changed = signature
            changed[place] ^= 1
            #expect(!key.isValid(signature: changed, for: KeyVectors.message))
        }
        #expect(!key.isValid(signature: [], for: KeyVectors.message))
        #expect(!key.isValid(signature: Array(signature.dropLast()), for: KeyVectors.message))
    }

    @Test(arguments: KeyVectors.all)
    func `a key's ID is the hash of its file`(_ vector: KeyVectors.Vector) throws {
        let key = try VerifyingKey(pem: vector.publicKey)
        #expect(key.pem == vector.publicKey)
        #expect(key.keyID == vector.keyID)
        let windows = vector.publicKey.replacing("\n", with: "\r\n")
        #expect(try VerifyingKey(pem: windows).keyID == vector.keyID)
    }

    @Test func `what is no public key is refused with the reason`() {
        #expect(throws: KeyError.notPEM) { try VerifyingKey(pem: "") }
        #expect(throws: KeyError.notPEM) { try VerifyingKey(pem: "-----BEGIN PUBLIC KEY-----") }
        #expect(throws: KeyError.wrongKind(expected: "PUBLIC KEY", found: "PRIVATE KEY")) {
            try VerifyingKey(pem: KeyVectors.p256PKCS8)
        }
        #expect(throws: KeyError.unsupportedCurve) {
            try VerifyingKey(pem: KeyVectors.otherCurvePublicKey)
        }
        let cut = PEM.blocks(in: KeyVectors.p256.publicKey)?.first?.bytes.dropLast() ?? []
        #expect(throws: KeyError.malformed) {
            try VerifyingKey(pem: PEM(label: "PUBLIC KEY", bytes: Array(cut)).text)
        }
    }

    @Test func `no key, however mangled, stops the program`() throws {
        var random = SeededRandom()
        let der = try #require(PEM.blocks(in: KeyVectors.p256.publicKey)?.first?.bytes)
        for _ in 0..<2_000 {
            var bytes = der
            bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(
                in: 0...255, using: &random)
            let pem = PEM(label: "PUBLIC KEY", bytes: bytes).text
            _ = try? VerifyingKey(pem: pem)
        }
    }
}
