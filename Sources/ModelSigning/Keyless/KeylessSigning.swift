import Transparency
import X509

/// A signature made with a key that lived for minutes: the certificate says whose it was, the log's
/// entry when.
///
/// All is checked offline against a trust root. A timestamp authority's timestamps are passed over:
/// the log's own time dates the signature.
///
/// Source: the Sigstore Client Specification, "Verification".
struct KeylessSigning {
    let entry: LogEntry
    private let envelope: DSSEEnvelope
    private let certificate: Certificate
    private let certificateBytes: [UInt8]

    /// - Throws: ``KeylessError``.
    init(_ bundle: ModelSigningBundle, certificate: [UInt8]) throws(KeylessError) {
        let entries = bundle.verificationMaterial["tlogEntries"]?.arrayValue ?? []
        guard entries.count == 1 else { throw .entryCount(entries.count) }
        entry = try LogEntry(entries[0])
        envelope = bundle.envelope
        certificateBytes = certificate
        do { self.certificate = try CertificateChain(der: [certificate]).leaf } catch {
            throw .certificate(error)
        }
    }

    /// - Throws: ``KeylessError`` that says which step failed.
    func verify(_ identity: SigstoreIdentity, by root: TrustedRoot) async throws(KeylessError) {
        guard entry.kind == "dsse", entry.version == "0.0.1" else {
            throw .unsupportedEntry(kind: entry.kind, version: entry.version)
        }
        let logKey = try root.log(keyID: entry.logID)
            .key(at: entry.integratedTime, for: "log of signatures")
        try entry.verify(by: logKey)
        let path = try await path(root)
        try verifyCertificateTimestamp(path, root)
        guard certificate.maySign, isForCodeSigning else { throw .notForCodeSigning }
        try identity.check(certificate)
        try verifySignature()
        try LogEntryBody(entry.body).check(envelope, certificate: certificateBytes)
    }

    private var isForCodeSigning: Bool {
        (try? certificate.extensions.keyUsage)?.digitalSignature == true
            && (try? certificate.extensions.extendedKeyUsage)?.contains(.codeSigning) == true
    }

    /// The way to a root of an authority that was trusted when the log took the entry in.
    private func path(_ root: TrustedRoot) async throws(KeylessError) -> [Certificate] {
        let moment = entry.integratedTime
        let authorities = root.authorities.filter { $0.period.contains(moment) }
        guard !authorities.isEmpty else {
            throw .notTrustedThen(what: "certificate authorities", at: moment)
        }
        let chain: CertificateChain
        do { chain = try CertificateChain(der: [certificateBytes]) } catch {
            throw .certificate(error)
        }
        var failure = CertificateFault.untrusted(subject: certificate.shownSubject, reasons: [])
        for authority in authorities {
            do { return try await authority.trust.path(of: chain, at: moment) } catch {
                failure = error
            }
        }
        throw .certificate(failure)
    }

    private func verifyCertificateTimestamp(
        _ path: [Certificate], _ root: TrustedRoot
    ) throws(KeylessError) {
        let timestamp = try CertificateTimestamp(in: certificate)
        let key = try root.certificateLog(keyID: timestamp.logID)
            .key(at: timestamp.moment, for: "log of certificates")
        guard path.count > 1 else { throw .badCertificateTimestamp }
        try timestamp.verify(certificate, issuer: path[1], key: key)
    }

    private func verifySignature() throws(KeylessError) {
        let key: VerifyingKey
        do { key = try certificate.verifyingKey() } catch { throw .certificate(error) }
        let message = DSSEEnvelope.preAuthenticationEncoding(
            envelope.payloadType, envelope.payload)
        // Sigstore's clients hash with SHA-256 whatever the curve, or as the curve demands.
        let isSigned = envelope.signatures.allSatisfy { signature in
            key.isValid(signature: signature.bytes, forSHA256Of: message)
                || key.isValid(signature: signature.bytes, for: message)
        }
        guard isSigned else { throw .notSigned }
    }
}
