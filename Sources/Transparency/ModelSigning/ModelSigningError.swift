/// Why a bundle cannot be read, or does not hold.
package enum ModelSigningError: Error, Equatable, Sendable {
    case envelope(EnvelopeError)
    case malformed(field: String)
    case unsupportedMediaType(String)
    case unsupportedPredicateType(String)
    /// The bundle is for a certificate, whose chain is not checked here.
    case signedWithCertificate
    /// The bundle names another key than the one at hand.
    case keyMismatch(expected: String, found: String)
    /// The stated root is not the hash over the listed digests.
    case rootMismatch(computed: Digest)
    case unsafePath(String)
    case duplicatePath(String)
    /// Files were hashed otherwise than what is compared here with SHA-256: by this hash, or by
    /// this method.
    case unsupportedSerialization(String, isHash: Bool)
    /// The bundle was signed with a key or a certificate, and the other was handed in.
    case otherSigner(expected: String, found: String)

    /// Whether the bundle was read and is not the key's; else nothing could be told.
    package var isRefusal: Bool {
        switch self {
        case .envelope(.notSignedByKnownKey), .keyMismatch, .rootMismatch, .unsafePath,
            .duplicatePath, .otherSigner:
            true
        case .envelope, .malformed, .unsupportedMediaType, .unsupportedPredicateType,
            .signedWithCertificate, .unsupportedSerialization:
            false
        }
    }
}

extension ModelSigningError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .envelope(let error): error.description
        case .malformed(let field): "the bundle's field `\(field)` is missing or malformed"
        case .unsupportedMediaType(let type):
            "the bundle is of type `\(type)`, not \(ModelSigningBundle.mediaType)"
        case .unsupportedPredicateType(let type):
            "the bundle states `\(type)`, not \(ModelSigningBundle.predicateType)"
        case .signedWithCertificate:
            "the bundle was signed with a certificate; certificate chains are not verified here, "
                + "only bundles that were signed with a key"
        case .keyMismatch(let expected, let found):
            "the bundle names the key \(found), not \(expected)"
        case .rootMismatch(let computed): "the listed files make the root \(computed.hex)"
        case .unsafePath(let path): "the bundle lists the path `\(path)`, which is not in a folder"
        case .duplicatePath(let path): "the bundle lists `\(path)` twice"
        case .unsupportedSerialization(let name, isHash: true):
            "the bundle hashes files with `\(name)`; only sha256 is supported, "
                + "blake2b and blake3 are not"
        case .unsupportedSerialization(let name, isHash: false):
            "the bundle hashes files by `\(name)`; only whole files are compared here"
        case .otherSigner(let expected, let found):
            "the bundle was signed with \(found), not with \(expected)"
        }
    }
}
