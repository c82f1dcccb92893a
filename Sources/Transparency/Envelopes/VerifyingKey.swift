import Crypto

/// A public key that checks ECDSA signatures on evidence.
package struct VerifyingKey: Sendable {
    private enum Key: Sendable {
        case p256(P256.Signing.PublicKey)
        case p384(P384.Signing.PublicKey)
        case p521(P521.Signing.PublicKey)
    }

    package let curve: EllipticCurve
    /// The SubjectPublicKeyInfo as OpenSSL writes it, with a newline at the end.
    package let pem: String
    /// The lower-case hex SHA-256 of ``pem``: the `hint` of OpenSSF Model Signing.
    package let keyID: String

    private let key: Key
    private static let label = "PUBLIC KEY"

    /// Reads a SubjectPublicKeyInfo in PEM.
    ///
    /// - Throws: ``KeyError``.
    package init(pem: String) throws(KeyError) {
        guard let blocks = PEM.blocks(in: pem), let first = blocks.first else { throw .notPEM }
        guard let block = blocks.first(where: { $0.label == Self.label }) else {
            throw .wrongKind(expected: Self.label, found: String(first.label.prefix(40)))
        }
        try self.init(der: block.bytes)
    }

    /// Reads a SubjectPublicKeyInfo in DER, as certificates hold it.
    ///
    /// - Throws: ``KeyError``.
    package init(der: [UInt8]) throws(KeyError) {
        guard let curve = EllipticCurve(namedIn: der) else { throw .unsupportedCurve }
        do {
            switch curve {
            case .p256: self.init(try P256.Signing.PublicKey(derRepresentation: der))
            case .p384: self.init(try P384.Signing.PublicKey(derRepresentation: der))
            case .p521: self.init(try P521.Signing.PublicKey(derRepresentation: der))
            }
        } catch { throw .malformed }
    }

    init(_ key: P256.Signing.PublicKey) {
        self.init(.p256(key), .p256, der: [UInt8](key.derRepresentation))
    }

    init(_ key: P384.Signing.PublicKey) {
        self.init(.p384(key), .p384, der: [UInt8](key.derRepresentation))
    }

    init(_ key: P521.Signing.PublicKey) {
        self.init(.p521(key), .p521, der: [UInt8](key.derRepresentation))
    }

    private init(_ key: Key, _ curve: EllipticCurve, der: [UInt8]) {
        self.key = key
        self.curve = curve
        pem = PEM(label: Self.label, bytes: der).text
        keyID = Digest(of: pem.utf8).hex
    }

    /// Whether the key made this signature over `message`, hashed as the curve demands.
    ///
    /// The signature is DER; anything else is no signature.
    package func isValid(signature: [UInt8], for message: [UInt8]) -> Bool {
        switch key {
        case .p256(let key):
            (try? P256.Signing.ECDSASignature(derRepresentation: signature))
                .map { key.isValidSignature($0, for: message) } ?? false
        case .p384(let key):
            (try? P384.Signing.ECDSASignature(derRepresentation: signature))
                .map { key.isValidSignature($0, for: message) } ?? false
        case .p521(let key):
            (try? P521.Signing.ECDSASignature(derRepresentation: signature))
                .map { key.isValidSignature($0, for: message) } ?? false
        }
    }

    /// Whether the key made this signature over `message`, hashed with SHA-256 whatever the curve.
    ///
    /// Some signers hash so with keys on P-384 and P-521; see
    /// ``ModelSigningBundle/checkSignature(by:)``.
    package func isValid(signature: [UInt8], forSHA256Of message: [UInt8]) -> Bool {
        let hash = SHA256.hash(data: message)
        return switch key {
        case .p256(let key):
            (try? P256.Signing.ECDSASignature(derRepresentation: signature))
                .map { key.isValidSignature($0, for: hash) } ?? false
        case .p384(let key):
            (try? P384.Signing.ECDSASignature(derRepresentation: signature))
                .map { key.isValidSignature($0, for: hash) } ?? false
        case .p521(let key):
            (try? P521.Signing.ECDSASignature(derRepresentation: signature))
                .map { key.isValidSignature($0, for: hash) } ?? false
        }
    }
}

extension VerifyingKey: Hashable {
    package static func == (left: Self, right: Self) -> Bool { left.keyID == right.keyID }
    package func hash(into hasher: inout Hasher) { hasher.combine(keyID) }
}
