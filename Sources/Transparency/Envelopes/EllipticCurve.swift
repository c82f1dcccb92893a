/// The curves of the keys that sign evidence, each with its hash: SHA-256, SHA-384, SHA-512.
package enum EllipticCurve: String, Sendable, CaseIterable {
    case p256 = "P-256"
    case p384 = "P-384"
    case p521 = "P-521"

    /// The curve's object identifier in DER (RFC 5480 §2.1.1.1).
    private var objectIdentifier: [UInt8] {
        switch self {
        case .p256: [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]
        case .p384: [0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x22]
        case .p521: [0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x23]
        }
    }

    /// The curve that a key in DER names.
    ///
    /// The library goes by a key's length alone, and would take a secp256k1 key for one on P-256.
    init?(namedIn der: [UInt8]) {
        let named = Self.allCases.filter { der.contains($0.objectIdentifier) }
        guard let curve = named.first, named.count == 1 else { return nil }
        self = curve
    }
}

/// Why a text is no key that we can use.
package enum KeyError: Error, Equatable, Sendable {
    case notPEM
    /// No block of the wanted kind; with what there is instead.
    case wrongKind(expected: String, found: String)
    case encrypted
    case unsupportedCurve
    case malformed
    case signingFailed
}

extension KeyError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notPEM: "a key is PEM text, from -----BEGIN to -----END"
        case .wrongKind(let expected, let found): "expected a \(expected) and found a \(found)"
        case .encrypted:
            "the private key is encrypted; decrypt it first, with `openssl pkcs8 -in KEY`"
        case .unsupportedCurve: "the key is not an elliptic-curve key on P-256, P-384 or P-521"
        case .malformed: "the key is malformed"
        case .signingFailed: "the key could not sign"
        }
    }
}
