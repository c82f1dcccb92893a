package import Transparency

/// Why a certificate cannot be read, or does not show that its owner may sign.
package enum CertificateFault: Error, Equatable, Sendable {
    case notPEM
    /// A certificate is not DER, or not X.509; by its place, from 0.
    case malformed(index: Int)
    case tooMany(countMax: Int)
    case noCertificate
    /// Of the certificates to trust, none is self-signed.
    case noRoot
    case unsupportedKey(KeyError)
    /// The certificate is for another key than the one that signs.
    case keyMismatch
    case notYetValid(subject: String, from: Instant)
    case expired(subject: String, on: Instant)
    /// Neither its key usage nor its extended key usage lets it sign code.
    case notForSigning(subject: String)
    /// The chain leads to no trusted root; with what was found wrong on the way.
    case untrusted(subject: String, reasons: [String])

    /// Whether what was read is not to be trusted; else it could not be read.
    package var isRefusal: Bool {
        switch self {
        case .keyMismatch, .notYetValid, .expired, .notForSigning, .untrusted: true
        case .notPEM, .malformed, .tooMany, .noCertificate, .noRoot, .unsupportedKey: false
        }
    }
}

extension CertificateFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notPEM: "certificates are PEM text, each from -----BEGIN CERTIFICATE----- to its END"
        case .malformed(let index): "certificate \(index + 1) is malformed"
        case .tooMany(let countMax): "there are more than \(countMax) certificates"
        case .noCertificate: "there is no certificate"
        case .noRoot:
            "none of the trusted certificates is self-signed; add the root of their chain"
        case .unsupportedKey(let error): "the certificate is not usable: \(error)"
        case .keyMismatch: "the certificate belongs to another key than the private one"
        case .notYetValid(let subject, let from):
            "the certificate of `\(subject)` is valid only from \(from)"
        case .expired(let subject, let on): "the certificate of `\(subject)` expired on \(on)"
        case .notForSigning(let subject):
            "the certificate of `\(subject)` is not for signing: it needs the key usage "
                + "digitalSignature or the extended key usage codeSigning, and none without them"
        case .untrusted(let subject, let reasons):
            "the certificate of `\(subject)` leads to no trusted root"
                + (reasons.isEmpty ? "" : ": " + reasons.joined(separator: "; "))
        }
    }
}
