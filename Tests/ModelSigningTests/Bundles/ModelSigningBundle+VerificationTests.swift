import Testing
import Transparency
import X509

@testable import ModelSigning

@Suite struct ModelSigningBundleVerificationTests {
    private let files = [(path: "a/b", digest: Digest(of: [1])), ("c", Digest(of: [2]))]

    private func bundle(
        _ signer: TestCertificate, below issuers: [TestCertificate]
    ) throws -> ModelSigningBundle {
        let sent = try ModelSigningBundle(
            name: "m", files: files, signedBy: signer.signingKey,
            certificates: try ([signer] + issuers).map { try $0.der })
        return try ModelSigningBundle(parsing: sent.json.canonicalBytes)
    }

    private func trust(_ roots: TestCertificate...) throws -> CertificateTrust {
        try CertificateTrust(pem: try roots.map { try $0.pem }.joined(separator: "\n"))
    }

    @Test(arguments: EllipticCurve.allCases)
    func `a bundle holds under the root of its certificate`(_ curve: EllipticCurve) async throws {
        let root = try TestAuthority.make("root", .issuer, curve: curve)
        let leaf = try TestAuthority.make("leaf", .signer(), curve: curve, issuedBy: root)
        let trust = try trust(root)
        for moment in [CertificateMoment.at(TestAuthority.now), .issue] {
            let verified = try await bundle(leaf, below: [root]).verified(
                by: .certificateHolder(trust, moment))
            #expect(
                verified.signer
                    == .certificate(subject: "CN=leaf", root: "CN=root", validTo: TestAuthority.end)
            )
            #expect(try verified.manifest.differences(from: files) == [])
        }
    }

    @Test func `an expired certificate holds only at the moment of its issue`() async throws {
        let root = try TestAuthority.make("root", .issuer)
        let leaf = try TestAuthority.make("leaf", .signer(), issuedBy: root)
        let (bundle, trust) = (try bundle(leaf, below: []), try trust(root))
        let late = TestAuthority.end.adding(days: 1)
        await #expect(
            throws: SignatureRefusal.certificate(
                .expired(subject: "CN=leaf", on: TestAuthority.end))
        ) { try await bundle.verified(by: .certificateHolder(trust, .at(late))) }
        _ = try await bundle.verified(by: .certificateHolder(trust, .issue))
    }

    @Test(
        arguments: [
            (nil, nil, false, false),
            (KeyUsage(digitalSignature: true), nil, true, true),
            (nil, [.codeSigning], true, true),
            (nil, [.any], true, false),
            (KeyUsage(keyAgreement: true), nil, false, false),
            // These the reference lets sign.
            (KeyUsage(digitalSignature: true), [.serverAuth], false, true),
            (KeyUsage(keyAgreement: true), [.codeSigning], false, true),
        ] as [(KeyUsage?, [ExtendedKeyUsage.Usage]?, Bool, Bool)])
    func `a certificate signs what its uses let it`(
        _ keyUsage: KeyUsage?, _ extended: [ExtendedKeyUsage.Usage]?, _ now: Bool, _ laxly: Bool
    ) async throws {
        let root = try TestAuthority.make("root", .issuer)
        let leaf = try TestAuthority.make(
            "leaf", .signer(keyUsage: keyUsage, extended: extended), issuedBy: root)
        let (bundle, trust) = (try bundle(leaf, below: []), try trust(root))
        for (moment, wanted) in [(CertificateMoment.at(TestAuthority.now), now), (.issue, laxly)] {
            let verified = try? await bundle.verified(by: .certificateHolder(trust, moment))
            #expect((verified != nil) == wanted)
        }
    }

    @Test func `a certificate whose key did not sign, and another kind, are refused`() async throws
    {
        let root = try TestAuthority.make("root", .issuer)
        let leaf = try TestAuthority.make("leaf", .signer(), issuedBy: root)
        let other = try TestAuthority.make("other", .signer(), issuedBy: root)
        let forged = try ModelSigningBundle(
            name: "m", files: files, signedBy: leaf.signingKey, certificates: [try other.der])
        let trusted = ExpectedSigner.certificateHolder(try trust(root), .at(TestAuthority.now))
        await #expect(
            throws: SignatureRefusal.bundle(
                .envelope(.notSignedByKnownKey(accepted: 0, threshold: 1)))
        ) { try await forged.verified(by: trusted) }
        let keyed = try ModelSigningBundle(name: "m", files: files, signedBy: leaf.signingKey)
        await #expect(
            throws: SignatureRefusal.bundle(
                .otherSigner(expected: "a certificate", found: "a key"))
        ) { try await keyed.verified(by: trusted) }
        await #expect(throws: SignatureRefusal.self) {
            try await forged.verified(by: .key(leaf.signingKey.verifyingKey))
        }
    }

    // MARK: what others made

    @Test(arguments: ["v0.2.0", "v0.3.1", "v1.0.0", "v1.0.1", "v1.1.0"])
    func `model_signing's bundles with certificates hold`(_ version: String) async throws {
        let bundle = try ModelSigningBundle(parsing: Vectors.bytes("\(version)-certificate.json"))
        let trust = try CertificateTrust(pem: Vectors.text("ca-cert.pem"))
        let at = CertificateMoment.at(Instant(at: "2026-11-21T00:00:00Z"))
        for moment in [at, .issue] {
            let verified = try await bundle.verified(by: .certificateHolder(trust, moment))
            #expect(try verified.manifest.files().map(\.path).sorted() == ["signme-1", "signme-2"])
        }
        let middle = try Vectors.text("int-ca-cert.pem")
        #expect(throws: CertificateFault.noRoot) { try CertificateTrust(pem: middle) }
        let other = try trustOfAnother()
        await #expect(throws: SignatureRefusal.self) {
            try await bundle.verified(by: .certificateHolder(other, at))
        }
    }

    private func trustOfAnother() throws -> CertificateTrust {
        try trust(try TestAuthority.make("root-ca", .issuer))
    }

    @Test(arguments: ["v0.3.1", "v1.0.0", "v1.0.1", "v1.1.0"])
    func `model_signing's bundles with keys hold`(_ version: String) async throws {
        let bundle = try ModelSigningBundle(parsing: Vectors.bytes("\(version)-elliptic-key.json"))
        let key = try VerifyingKey(pem: Vectors.text("signing-key-pub.pem"))
        let verified = try await bundle.verified(by: .key(key))
        let paths = try verified.manifest.files().map(\.path)
        let isFile = ["v0.3.1", "v1.0.0"].contains(version)
        #expect(paths == (isFile ? ["."] : ["signme-1", "signme-2"]))
        #expect(verified.signer == .key(keyID: key.keyID))
        await #expect(throws: SignatureRefusal.self) {
            try await bundle.verified(by: .key(SigningKey.generate().verifyingKey))
        }
    }

    @Test(.enabled(if: Vectors.hasSpecification, "\(Vectors.whereSpecification)"))
    func `the specification's bundles hold`() async throws {
        let key = try VerifyingKey(pem: Vectors.text("signing-key-pub.pem"))
        let keyed = try ModelSigningBundle(parsing: Vectors.specification("valid/key"))
        _ = try await keyed.verified(by: .key(key))
        let trust = try CertificateTrust(pem: Vectors.text("ca-cert.pem"))
        let held = try ModelSigningBundle(parsing: Vectors.specification("valid/certificate"))
        let at = CertificateMoment.at(Instant(at: "2026-11-21T00:00:00Z"))
        _ = try await held.verified(by: .certificateHolder(trust, at))
    }

    @Test(arguments: ["v1.1.0-sigstore", "v1.1.0-certificate", "v0.2.0-certificate"])
    func `mutated certificates are read or refused, and never count`(_ name: String) async throws {
        let json = try JSON(parsing: Vectors.bytes("\(name).json"))
        let bundle = try ModelSigningBundle(json)
        let trust = try CertificateTrust(pem: Vectors.text("ca-cert.pem"))
        let root = try TrustedRoot(parsing: Vectors.bytes("trusted_root.json"))
        let ibm = SigstoreIdentity(
            name: "stefanb@us.ibm.com", issuer: "https://sigstore.verify.ibm.com/oauth2")
        let (field, leaf): (JSON, [UInt8])
        var random = SeededRandom()
        switch bundle.signer {
        case .keyless(let certificate): (field, leaf) = (json, certificate)
        case .certificateChain(let chain): (field, leaf) = (json, chain[0])
        case .publicKey:
            Issue.record("\(name) has no certificate")
            return
        }
        for _ in 0..<200 {
            let mutant = random.mutated(leaf)
            guard mutant != leaf else { continue }
            let raw: JSON = ["rawBytes": base64(mutant)]
            let changed =
                name.hasSuffix("sigstore")
                ? field.replacing("verificationMaterial", "certificate", with: raw)
                : field.replacing(
                    "verificationMaterial", "x509CertificateChain", "certificates", "0", with: raw)
            let mutated = try ModelSigningBundle(changed)
            for expected in [
                ExpectedSigner.certificateHolder(trust, .issue), .identity(ibm, root),
            ] {
                #expect((try? await mutated.verified(by: expected)) == nil)
            }
        }
    }
}
