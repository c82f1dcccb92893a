package import Transparency
import X509

extension ModelSigningBundle {
    /// Checks who signed.
    ///
    /// - Returns: What the expected signer signed.
    /// - Throws: ``SignatureRefusal`` that says why it does not count.
    package func verified(
        by expected: ExpectedSigner
    ) async throws(SignatureRefusal) -> VerifiedModelSignature {
        switch (expected, signer) {
        case (.key(let key), .publicKey):
            do { _ = try verified(by: key) } catch { throw .bundle(error) }
            return VerifiedModelSignature(
                manifest: unverifiedManifest, signer: .key(keyID: key.keyID))
        case (.certificateHolder(let trust, let moment), .certificateChain(let chain)):
            return try await verified(chain, by: trust, moment)
        case (.identity(let identity, let root), .keyless(let certificate)):
            let signing: KeylessSigning
            do {
                signing = try KeylessSigning(self, certificate: certificate)
                try await signing.verify(identity, by: root)
            } catch { throw .keyless(error) }
            return VerifiedModelSignature(
                manifest: unverifiedManifest,
                signer: .identity(identity, signedAt: signing.entry.integratedTime))
        case (.key, _), (.certificateHolder, _), (.identity, _):
            throw .bundle(.otherSigner(expected: expected.kind, found: signer.kind))
        }
    }

    private func verified(
        _ chain: [[UInt8]], by trust: CertificateTrust, _ moment: CertificateMoment
    ) async throws(SignatureRefusal) -> VerifiedModelSignature {
        let leaf: Certificate
        let path: [Certificate]
        let key: VerifyingKey
        do throws(CertificateFault) {
            let chain = try CertificateChain(der: chain)
            leaf = chain.leaf
            path = try await trust.path(of: chain, at: moment.instant(for: leaf))
            guard moment == .issue ? leaf.mayDoEitherKindOfSigning : leaf.maySign else {
                throw CertificateFault.notForSigning(subject: leaf.shownSubject)
            }
            key = try leaf.verifyingKey()
        } catch { throw .certificate(error) }
        do { try checkSignature(by: key) } catch { throw .bundle(error) }
        return VerifiedModelSignature(
            manifest: unverifiedManifest,
            signer: .certificate(
                subject: leaf.shownSubject, root: path.last?.shownSubject ?? "",
                validTo: leaf.validTo))
    }
}

extension CertificateMoment {
    fileprivate func instant(for leaf: Certificate) -> Instant {
        switch self {
        case .at(let moment): moment
        case .issue: leaf.validFrom
        }
    }
}

extension ExpectedSigner {
    fileprivate var kind: String {
        switch self {
        case .key: "a key"
        case .certificateHolder: "a certificate"
        case .identity: "Sigstore"
        }
    }
}

extension ModelSigningBundle.Signer {
    fileprivate var kind: String {
        switch self {
        case .publicKey: "a key"
        case .certificateChain: "a certificate"
        case .keyless: "Sigstore"
        }
    }
}
