import Crypto

/// A private key that signs evidence with ECDSA.
package struct SigningKey: Sendable {
    private enum Key: Sendable {
        case p256(P256.Signing.PrivateKey)
        case p384(P384.Signing.PrivateKey)
        case p521(P521.Signing.PrivateKey)
    }

    /// The key that checks what this one signs.
    package let verifyingKey: VerifyingKey

    private let key: Key
    private static let labels: Set = ["PRIVATE KEY", "EC PRIVATE KEY"]

    /// Makes a new key on P-256 from the system's randomness.
    package static func generate() -> Self { Self(P256.Signing.PrivateKey()) }

    /// Reads a private key in PEM: PKCS #8 or SEC 1, not encrypted.
    ///
    /// - Throws: ``KeyError``, never the key.
    package init(pem: String) throws(KeyError) {
        // Headers of RFC 1421 stand before an encrypted key in OpenSSL's older form.
        guard !pem.contains("Proc-Type: 4,ENCRYPTED") else { throw .encrypted }
        guard let blocks = PEM.blocks(in: pem), let last = blocks.last else { throw .notPEM }
        // OpenSSL may write the curve's parameters before the key.
        guard let block = blocks.first(where: { Self.labels.contains($0.label) }) else {
            guard last.label != "ENCRYPTED PRIVATE KEY" else { throw .encrypted }
            throw .wrongKind(expected: "PRIVATE KEY", found: String(last.label.prefix(40)))
        }
        guard let curve = EllipticCurve(namedIn: block.bytes) else { throw .unsupportedCurve }
        do {
            switch curve {
            case .p256: self.init(try P256.Signing.PrivateKey(derRepresentation: block.bytes))
            case .p384: self.init(try P384.Signing.PrivateKey(derRepresentation: block.bytes))
            case .p521: self.init(try P521.Signing.PrivateKey(derRepresentation: block.bytes))
            }
        } catch { throw .malformed }
    }

    private init(_ key: P256.Signing.PrivateKey) {
        self.key = .p256(key)
        verifyingKey = VerifyingKey(key.publicKey)
    }

    private init(_ key: P384.Signing.PrivateKey) {
        self.key = .p384(key)
        verifyingKey = VerifyingKey(key.publicKey)
    }

    private init(_ key: P521.Signing.PrivateKey) {
        self.key = .p521(key)
        verifyingKey = VerifyingKey(key.publicKey)
    }

    package var keyID: String { verifyingKey.keyID }

    /// The secret as PKCS #8 in PEM, to be kept in a file that only its owner can read.
    package var pem: String {
        let der =
            switch key {
            case .p256(let key): [UInt8](key.derRepresentation)
            case .p384(let key): [UInt8](key.derRepresentation)
            case .p521(let key): [UInt8](key.derRepresentation)
            }
        return PEM(label: "PRIVATE KEY", bytes: der).text
    }

    /// Signs `message`, hashed as the curve demands.
    ///
    /// - Returns: The signature in DER.
    /// - Throws: ``KeyError/signingFailed``.
    package func sign(_ message: [UInt8]) throws(KeyError) -> [UInt8] {
        do {
            switch key {
            case .p256(let key): return [UInt8](try key.signature(for: message).derRepresentation)
            case .p384(let key): return [UInt8](try key.signature(for: message).derRepresentation)
            case .p521(let key): return [UInt8](try key.signature(for: message).derRepresentation)
            }
        } catch { throw .signingFailed }
    }
}
