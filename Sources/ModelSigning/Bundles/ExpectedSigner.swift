package import Transparency
import X509

/// Whose signature counts.
package enum ExpectedSigner: Sendable {
    case key(VerifyingKey)
    /// Whoever has a certificate that leads to these roots.
    case certificateHolder(CertificateTrust, CertificateMoment)
    /// Whom Sigstore's services saw sign in.
    case identity(SigstoreIdentity, TrustedRoot)
}

/// The moment at which the certificates of a chain must be valid.
package enum CertificateMoment: Sendable, Equatable {
    case at(Instant)
    /// When the signer's certificate begins, as the reference has it: so a certificate that expired
    /// long ago still counts, and whoever holds its key can still sign. Its use is judged as the
    /// reference judges it too.
    case issue
}

/// A signature that was checked: what was signed, and who did.
package struct VerifiedModelSignature: Sendable, Equatable {
    package let manifest: ModelManifest
    package let signer: VerifiedSigner
}

package enum VerifiedSigner: Sendable, Equatable {
    /// By the hash of its PEM text.
    case key(keyID: String)
    case certificate(subject: String, root: String, validTo: Instant)
    case identity(SigstoreIdentity, signedAt: Instant)
}

extension VerifiedSigner: CustomStringConvertible {
    package var description: String {
        switch self {
        case .key(let keyID): "key \(keyID.prefix(16))"
        case .certificate(let subject, let root, _): "\(subject), vouched for by \(root)"
        case .identity(let identity, let moment):
            "\(identity.name), as \(identity.issuer) knew them on \(moment)"
        }
    }
}

/// Why a signature does not count.
package enum SignatureRefusal: Error, Equatable, Sendable {
    case bundle(ModelSigningError)
    case certificate(CertificateFault)
    case keyless(KeylessError)

    /// Whether the bundle was read and does not hold; else nothing could be told.
    package var isRefusal: Bool {
        switch self {
        case .bundle(let error): error.isRefusal
        case .certificate(let error): error.isRefusal
        case .keyless(let error): error.isRefusal
        }
    }
}

extension SignatureRefusal: CustomStringConvertible {
    package var description: String {
        switch self {
        case .bundle(let error): error.description
        case .certificate(let error): error.description
        case .keyless(let error): error.description
        }
    }
}
