import Transparency
import X509

/// Which of Sigstore's services somebody trusts, and for when.
///
/// Source: sigstore/protobuf-specs, `sigstore_trustroot.proto`, version 0.1 as JSON. Timestamp
/// authorities are passed over.
package struct TrustedRoot: Sendable {
    /// A log of signatures, or of certificates.
    struct Log: Sendable {
        /// What others name it by: the SHA-256 of its public key in DER, if that is ECDSA.
        let keyID: [UInt8]
        /// `nil` when it is of a kind that is not supported; then ``keyKind`` says which.
        let key: VerifyingKey?
        let keyKind: String
        let period: TrustPeriod

        /// - Throws: ``KeylessError`` when the log's key is not to be used for `moment`.
        func key(at moment: Instant, for what: String) throws(KeylessError) -> VerifyingKey {
            guard period.contains(moment) else {
                throw .notTrustedThen(what: what, at: moment)
            }
            guard let key else { throw .unsupportedLogKey(kind: keyKind) }
            return key
        }
    }

    /// Who issues short-lived certificates.
    struct Authority: Sendable {
        let trust: CertificateTrust
        let period: TrustPeriod
    }

    package static let mediaType = "application/vnd.dev.sigstore.trustedroot+json;version=0.1"

    let logs: [Log]
    let certificateLogs: [Log]
    let authorities: [Authority]

    func log(keyID: [UInt8]) throws(KeylessError) -> Log {
        guard let log = logs.first(where: { $0.keyID == keyID }) else {
            throw .unknownLog(keyID: Hex.encode(keyID))
        }
        return log
    }

    func certificateLog(keyID: [UInt8]) throws(KeylessError) -> Log {
        guard let log = certificateLogs.first(where: { $0.keyID == keyID }) else {
            throw .unknownLog(keyID: Hex.encode(keyID))
        }
        return log
    }
}

/// From when until when a service is trusted, both included; open where nothing is said.
struct TrustPeriod: Sendable, Equatable {
    let start: Instant?
    let end: Instant?

    func contains(_ moment: Instant) -> Bool {
        (start.map { $0 <= moment } ?? true) && (end.map { moment <= $0 } ?? true)
    }
}
