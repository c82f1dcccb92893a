import SwiftASN1
import Testing
import Transparency
import X509

@testable import ModelSigning

@Suite struct CertificateTrustTests {
    private typealias Authority = TestAuthority

    private let root: TestCertificate
    private let middle: TestCertificate
    private let leaf: TestCertificate

    init() throws {
        root = try Authority.make("root", .issuer, curve: .p384)
        middle = try Authority.make("middle", .issuer, issuedBy: root)
        leaf = try Authority.make("leaf", .signer(), issuedBy: middle)
    }

    private func path(
        _ chain: [TestCertificate], trusting: [TestCertificate], at moment: Instant = Authority.now
    ) async throws -> [String] {
        let trust = try CertificateTrust(
            pem: try trusting.map { try $0.pem }.joined(separator: "\n"))
        let chain = try CertificateChain(der: try chain.map { try $0.der })
        return try await trust.path(of: chain, at: moment).map(\.shownSubject)
    }

    private func refusal(
        _ chain: [TestCertificate], trusting: [TestCertificate], at moment: Instant = Authority.now
    ) async throws -> CertificateFault? {
        do {
            _ = try await path(chain, trusting: trusting, at: moment)
            return nil
        } catch let error as CertificateFault { return error }
    }

    @Test func `a chain leads to its root, whoever hands in what is between`() async throws {
        let way = ["CN=leaf", "CN=middle", "CN=root"]
        #expect(try await path([leaf, middle], trusting: [root]) == way)
        #expect(try await path([leaf, middle, root], trusting: [root]) == way)
        #expect(try await path([leaf], trusting: [root, middle]) == way)
        #expect(try await path([leaf, root, middle], trusting: [root]) == way)
    }

    @Test func `a chain with a piece missing, or to another root, is not trusted`() async throws {
        let other = try Authority.make("root", .issuer)
        let untrusted = CertificateFault.untrusted(subject: "CN=leaf", reasons: [])
        #expect(try await refusal([leaf], trusting: [root]) == untrusted)
        #expect(try await refusal([leaf, middle], trusting: [other]) == untrusted)
        #expect(try await refusal([leaf, middle, root], trusting: [other]) == untrusted)
    }

    @Test func `what is not self-signed is no root`() {
        #expect(throws: CertificateFault.noRoot) { try CertificateTrust(pem: middle.pem) }
    }

    @Test func `a self-signed signer is trusted when it is named itself`() async throws {
        let own = try Authority.make("own", .signer())
        #expect(try await path([own], trusting: [own]) == ["CN=own"])
        let other = try Authority.make("own", .signer())
        #expect(try await refusal([other], trusting: [own]) != nil)
    }

    @Test func `who may not issue certificates issues none`() async throws {
        let signer = try Authority.make("signer", .signer(), issuedBy: root)
        let below = try Authority.make("below", .signer(), issuedBy: signer)
        #expect(try await refusal([below, signer], trusting: [root]) != nil)
        // Marked as an authority, but with a key usage that leaves out issuing.
        let authority = try Certificate.Extension(
            BasicConstraints.isCertificateAuthority(maxPathLength: nil), critical: true)
        let half = try Authority.make("half", .signer(), issuedBy: root, more: [authority])
        let belowHalf = try Authority.make("below", .signer(), issuedBy: half)
        #expect(
            try await refusal([belowHalf, half], trusting: [root])
                == .untrusted(
                    subject: "CN=below", reasons: ["`CN=half` may not issue certificates"]))
    }

    @Test func `every certificate on the way must be valid at the moment`() async throws {
        let early = Authority.begin.adding(milliseconds: -1000)
        let late = Authority.end.adding(milliseconds: 1000)
        #expect(try await path([leaf, middle], trusting: [root], at: Authority.begin).count == 3)
        #expect(try await path([leaf, middle], trusting: [root], at: Authority.end).count == 3)
        #expect(
            try await refusal([leaf, middle], trusting: [root], at: early)
                == .notYetValid(subject: "CN=leaf", from: Authority.begin))
        #expect(
            try await refusal([leaf, middle], trusting: [root], at: late)
                == .expired(subject: "CN=leaf", on: Authority.end))
        let brief = try Authority.make(
            "brief", .issuer, issuedBy: root, to: Authority.begin.adding(days: 1))
        let below = try Authority.make("below", .signer(), issuedBy: brief)
        #expect(
            try await refusal([below, brief], trusting: [root])
                == .expired(subject: "CN=brief", on: Authority.begin.adding(days: 1)))
    }

    @Test func `a critical field that nobody understands makes a certificate void`() async throws {
        for isCritical in [true, false] {
            let field = Certificate.Extension(
                oid: [1, 3, 6, 1, 4, 1, 99999, 1], critical: isCritical, value: [5, 0])
            let odd = try Authority.make("odd", .signer(), issuedBy: root, more: [field])
            let found = try? await path([odd], trusting: [root])
            #expect((found != nil) == !isCritical)
        }
    }

    @Test func `many issuers of one name and key do not make the search long`() async throws {
        let name = try DistinguishedName { CommonName("loop") }
        let loops = try (0..<31).map { _ in
            try Certificate(
                version: .v3, serialNumber: .init(), publicKey: middle.key.publicKey,
                notValidBefore: Authority.date(Authority.begin),
                notValidAfter: Authority.date(Authority.end), issuer: name, subject: name,
                signatureAlgorithm: .ecdsaWithSHA256,
                extensions: try Certificate.Extensions([
                    .init(
                        BasicConstraints.isCertificateAuthority(maxPathLength: nil), critical: true)
                ]), issuerPrivateKey: middle.key)
        }
        let loop = TestCertificate(
            certificate: loops[0], key: middle.key, signingKey: middle.signingKey)
        let below = try Authority.make("below", .signer(), issuedBy: loop)
        let chain =
            [below]
            + loops.map {
                TestCertificate(certificate: $0, key: middle.key, signingKey: middle.signingKey)
            }
        #expect(try await refusal(chain, trusting: [root]) != nil)
    }

    @Test func `what is no certificate is said to be none`() throws {
        #expect(throws: CertificateFault.noCertificate) { try CertificateTrust(pem: "") }
        #expect(throws: CertificateFault.noCertificate) {
            try CertificateTrust(pem: leaf.signingKey.verifyingKey.pem)
        }
        #expect(throws: CertificateFault.notPEM) {
            try CertificateTrust(pem: "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n")
        }
        #expect(throws: CertificateFault.malformed(index: 1)) {
            try CertificateChain(der: [try leaf.der, [0x30, 0]])
        }
        #expect(throws: CertificateFault.tooMany(countMax: 32)) {
            try CertificateChain(der: Array(repeating: try leaf.der, count: 33))
        }
    }
}
