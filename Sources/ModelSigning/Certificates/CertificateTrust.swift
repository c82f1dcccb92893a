import FoundationEssentials
package import Transparency
@_spi(FixedExpiryValidationTime) package import X509

/// The certificates that somebody trusts: roots, and perhaps issuers below them.
package struct CertificateTrust: Sendable, Equatable {
    /// Self-signed.
    let roots: [Certificate]
    /// Others, which only help to reach a root.
    let issuers: [Certificate]

    /// As many as a system's own list of roots may have.
    package static let countMax = 1_000

    /// Reads PEM text; the self-signed certificates in it are the roots.
    ///
    /// - Throws: ``CertificateFault``.
    package init(pem: String) throws(CertificateFault) {
        try self.init(try CertificateChain.certificates(pem: pem, countMax: Self.countMax))
    }

    /// - Throws: ``CertificateFault/noRoot``.
    init(_ certificates: [Certificate]) throws(CertificateFault) {
        let isRoot = certificates.map(\.isSelfSigned)
        roots = zip(certificates, isRoot).filter(\.1).map(\.0)
        issuers = zip(certificates, isRoot).filter { !$0.1 }.map(\.0)
        guard !roots.isEmpty else { throw .noRoot }
    }

    /// Finds a way from the signer's certificate to a root, on which everything holds at `moment`.
    ///
    /// - Returns: The way: the signer's certificate first, a root last.
    /// - Throws: ``CertificateFault`` that says why there is none.
    package func path(
        of chain: CertificateChain, at moment: Instant
    ) async throws(CertificateFault) -> [Certificate] {
        try Self.checkDates(chain.leaf, at: moment)
        // A root that signs by itself needs no issuer; it was named as trusted.
        if roots.contains(chain.leaf) { return [chain.leaf] }
        var verifier = Verifier(rootCertificates: CertificateStore(roots)) {
            RFC5280Policy(fixedExpiryValidationTime: moment.date)
            SigningPolicy()
        }
        let known = CertificateStore(Self.atMostTwoOfEachKey(issuers + chain.issuers))
        switch await verifier.validate(leaf: chain.leaf, intermediates: known) {
        case .validCertificate(let path): return Array(path)
        case .couldNotValidate(let failures):
            for issuer in chain.issuers + issuers + roots
            where issuer.subject == chain.leaf.issuer {
                try Self.checkDates(issuer, at: moment)
            }
            let reasons = Set(failures.map { "\($0.policyFailureReason)" }).sorted()
            throw .untrusted(
                subject: chain.leaf.shownSubject, reasons: Array(reasons.prefix(3)))
        }
    }

    private static func checkDates(
        _ certificate: Certificate, at moment: Instant
    ) throws(CertificateFault) {
        let subject = certificate.shownSubject
        guard moment >= certificate.validFrom else {
            throw .notYetValid(subject: subject, from: certificate.validFrom)
        }
        guard moment <= certificate.validTo else {
            throw .expired(subject: subject, on: certificate.validTo)
        }
    }

    /// Leaves out the third and further certificates for one subject and key.
    ///
    /// The search for a way tries every certificate that could have issued another. With many for
    /// one subject and key it would go on for ever, and cross-signing needs two.
    private static func atMostTwoOfEachKey(_ certificates: [Certificate]) -> [Certificate] {
        struct Owner: Hashable {
            let subject: DistinguishedName
            let key: [UInt8]
        }
        var counts: [Owner: Int] = [:]
        var seen: Set<Certificate> = []
        return certificates.filter { certificate in
            let owner = Owner(
                subject: certificate.subject,
                key: certificate.keyBytes)
            guard seen.insert(certificate).inserted else { return false }
            counts[owner, default: 0] += 1
            return counts[owner, default: 0] <= 2
        }
    }
}
