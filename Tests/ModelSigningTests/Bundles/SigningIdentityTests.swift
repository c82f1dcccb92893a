import Testing
import Transparency
import X509

@testable import ModelSigning

@Suite struct SigningIdentityTests {
    private let root: TestCertificate
    private let leaf: TestCertificate

    init() throws {
        root = try TestAuthority.make("root", .issuer)
        leaf = try TestAuthority.make("leaf", .signer(), issuedBy: root)
    }

    @Test func `a key's certificate comes first, and none comes twice`() throws {
        let identity = try SigningIdentity(
            key: leaf.signingKey, certificate: try leaf.pem,
            chain: [try root.pem, try leaf.pem + "\n" + root.pem], at: TestAuthority.now)
        #expect(identity.certificates == [try leaf.der, try root.der])
        #expect(identity.subject == "CN=leaf")
    }

    @Test func `a certificate that would not be accepted does not sign`() throws {
        let now = TestAuthority.now
        #expect(throws: CertificateFault.keyMismatch) {
            try SigningIdentity(key: root.signingKey, certificate: try leaf.pem, at: now)
        }
        #expect(throws: CertificateFault.expired(subject: "CN=leaf", on: TestAuthority.end)) {
            try SigningIdentity(
                key: leaf.signingKey, certificate: try leaf.pem,
                at: TestAuthority.end.adding(days: 1))
        }
        #expect(throws: CertificateFault.notForSigning(subject: "CN=root")) {
            try SigningIdentity(key: root.signingKey, certificate: try root.pem, at: now)
        }
        #expect(throws: CertificateFault.noCertificate) {
            try SigningIdentity(key: leaf.signingKey, certificate: "", at: now)
        }
    }
}
