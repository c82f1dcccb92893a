package import Transparency
import X509

/// A key with the certificates that say whose it is.
package struct SigningIdentity: Sendable {
    package let key: SigningKey
    /// In DER, the key's own first.
    package let certificates: [[UInt8]]
    /// The certificate's subject.
    package let subject: String

    /// - Parameters:
    ///   - key: The private key.
    ///   - certificate: PEM text; its first certificate is the key's own.
    ///   - chain: PEM texts with the certificates that lead to a root; none is needed here that
    ///     who verifies has.
    ///   - moment: When it is to sign.
    /// - Throws: ``CertificateFault`` when something does not read, is for another key, or would
    ///   not be accepted at `moment`.
    package init(
        key: SigningKey, certificate: String, chain: [String] = [], at moment: Instant
    ) throws(CertificateFault) {
        var certificates = try CertificateChain.der(pem: certificate)
        for text in chain {
            let more = try CertificateChain.der(pem: text)
            certificates += more.filter { !certificates.contains($0) }
        }
        let leaf = try CertificateChain(der: certificates).leaf
        guard try leaf.verifyingKey() == key.verifyingKey else { throw .keyMismatch }
        subject = leaf.shownSubject
        guard moment >= leaf.validFrom else {
            throw .notYetValid(subject: subject, from: leaf.validFrom)
        }
        guard moment <= leaf.validTo else { throw .expired(subject: subject, on: leaf.validTo) }
        guard leaf.maySign else { throw .notForSigning(subject: subject) }
        self.key = key
        self.certificates = certificates
    }
}
