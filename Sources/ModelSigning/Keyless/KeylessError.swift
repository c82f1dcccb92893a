package import Transparency

/// Why a short-lived certificate's signature does not hold, or nothing could be told of it.
package enum KeylessError: Error, Equatable, Sendable {
    /// The trust root is no JSON, or a field of it is missing or malformed.
    case malformedTrustRoot(field: String)
    case unsupportedTrustRoot(mediaType: String)
    /// A field of the bundle's log entry is missing or malformed.
    case malformedEntry(field: String)
    case entryCount(Int)
    /// Such as an entry of Rekor's second version, which is dated by a timestamp authority.
    case unsupportedEntry(kind: String, version: String)
    /// Neither the trust root's transparency logs nor its certificate logs have this key.
    case unknownLog(keyID: String)
    case unsupportedLogKey(kind: String)
    /// The log's or authority's own time is over, or has not begun.
    case notTrustedThen(what: String, at: Instant)
    /// The log's promise to take the entry in, which also dates it, was not signed by the log.
    case badEntryTimestamp
    case noInclusionProof
    case inclusion(ProofError)
    case checkpoint(CheckpointFault)
    /// The log's entry speaks of another payload, signature or certificate.
    case entryMismatch(field: String)
    case certificate(CertificateFault)
    /// The certificate bears no proof that a certificate log has it.
    case noCertificateTimestamp
    case malformedCertificateTimestamp
    case badCertificateTimestamp
    case notForCodeSigning
    case identityMismatch(expected: String, found: [String])
    case issuerMismatch(expected: String, found: String?)
    case notSigned

    package enum CheckpointFault: Error, Sendable, Equatable {
        case note(NoteError)
        case malformed(CheckpointError)
        /// It is the head of another tree than the proof's.
        case otherTree
        case notSignedByLog
    }

    /// Whether all was read and does not hold; else nothing could be told.
    package var isRefusal: Bool {
        switch self {
        case .malformedTrustRoot, .unsupportedTrustRoot, .malformedEntry, .entryCount,
            .unsupportedEntry, .unsupportedLogKey, .malformedCertificateTimestamp:
            false
        case .certificate(let error): error.isRefusal
        case .unknownLog, .notTrustedThen, .badEntryTimestamp, .noInclusionProof, .inclusion,
            .checkpoint, .entryMismatch, .noCertificateTimestamp, .badCertificateTimestamp,
            .notForCodeSigning, .identityMismatch, .issuerMismatch, .notSigned:
            true
        }
    }
}

extension KeylessError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .malformedTrustRoot(let field):
            "the trust root's field `\(field)` is missing or malformed"
        case .unsupportedTrustRoot(let type):
            "the trust root is of type `\(type)`, not \(TrustedRoot.mediaType)"
        case .malformedEntry(let field):
            "the field `\(field)` of the bundle's log entry is missing or malformed"
        case .entryCount(let count): "the bundle has \(count) log entries instead of one"
        case .unsupportedEntry(let kind, let version):
            "the bundle's log entry is of kind `\(kind)` \(version); only dsse 0.0.1 is supported"
        case .unknownLog(let keyID): "the trust root knows no log with the key \(keyID)"
        case .unsupportedLogKey(let kind): "the log's key is of kind `\(kind)`, not ECDSA"
        case .notTrustedThen(let what, let moment):
            "the trust root does not trust the \(what) for \(moment)"
        case .badEntryTimestamp: "the log did not sign the entry's time"
        case .noInclusionProof: "the bundle has no proof that its entry is in the log"
        case .inclusion(let error): "the entry is not in the log: \(error)"
        case .checkpoint(.note(let error)): error.description
        case .checkpoint(.malformed(let error)): error.description
        case .checkpoint(.otherTree): "the log's checkpoint is for another tree than the proof"
        case .checkpoint(.notSignedByLog): "the log did not sign the checkpoint"
        case .entryMismatch(let field): "the log's entry is for another \(field) than the bundle's"
        case .certificate(let error): error.description
        case .noCertificateTimestamp: "no certificate log has promised to take the certificate in"
        case .malformedCertificateTimestamp: "the certificate log's timestamp is malformed"
        case .badCertificateTimestamp: "the certificate log did not sign this certificate"
        case .notForCodeSigning: "the certificate is not for signing code"
        case .identityMismatch(let expected, let found):
            "the certificate is for \(found.map { "`\($0)`" }.joined(separator: ", ")), "
                + "not for `\(expected)`"
        case .issuerMismatch(let expected, let found):
            "the identity was vouched for by \(found.map { "`\($0)`" } ?? "nobody named"), "
                + "not by `\(expected)`"
        case .notSigned: "the certificate's key did not sign the bundle"
        }
    }
}
