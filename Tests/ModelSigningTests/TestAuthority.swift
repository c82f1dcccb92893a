import Crypto
import Foundation
import SwiftASN1
import Transparency
import X509

@testable import ModelSigning

/// A certificate with its private key, for tests: a root, an issuer or a signer.
struct TestCertificate {
    let certificate: Certificate
    let key: Certificate.PrivateKey
    /// The same key, to sign bundles with.
    let signingKey: SigningKey

    var der: [UInt8] {
        get throws {
            var serializer = DER.Serializer()
            try serializer.serialize(certificate)
            return serializer.serializedBytes
        }
    }

    var pem: String { get throws { try certificate.serializeAsPEM().pemString } }
}

/// Makes certificates as a test wants them.
struct TestAuthority {
    enum Role {
        case issuer
        case signer(
            keyUsage: KeyUsage? = KeyUsage(digitalSignature: true),
            extended: [ExtendedKeyUsage.Usage]? = [.codeSigning])
    }

    static let begin = Instant(at: "2026-01-01T00:00:00Z")
    static let now = Instant(at: "2026-06-01T00:00:00Z")
    static let end = Instant(at: "2027-01-01T00:00:00Z")

    static func make(
        _ name: String, _ role: Role, curve: EllipticCurve = .p256,
        issuedBy issuer: TestCertificate? = nil, from: Instant = begin, to: Instant = end,
        alternativeNames: [GeneralName] = [], more: [Certificate.Extension] = []
    ) throws -> TestCertificate {
        let (key, signingKey) = try key(on: curve)
        let subject = try DistinguishedName { if !name.isEmpty { CommonName(name) } }
        let certificate = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: key.publicKey,
            notValidBefore: date(from), notValidAfter: date(to),
            issuer: issuer?.certificate.subject ?? subject, subject: subject,
            signatureAlgorithm: algorithm(for: issuer?.signingKey ?? signingKey),
            extensions: try extensions(role, alternativeNames, more),
            issuerPrivateKey: issuer?.key ?? key)
        return TestCertificate(certificate: certificate, key: key, signingKey: signingKey)
    }

    static func date(_ moment: Instant) -> Date {
        Date(timeIntervalSince1970: Double(moment.milliseconds) / 1000)
    }

    private static func extensions(
        _ role: Role, _ names: [GeneralName], _ more: [Certificate.Extension]
    ) throws -> Certificate.Extensions {
        var list: [Certificate.Extension] = []
        switch role {
        case .issuer:
            list.append(
                try .init(
                    BasicConstraints.isCertificateAuthority(maxPathLength: nil), critical: true))
            list.append(try .init(KeyUsage(keyCertSign: true, cRLSign: true), critical: true))
        case .signer(let keyUsage, let extended):
            if let keyUsage { list.append(try .init(keyUsage, critical: true)) }
            if let extended {
                list.append(try .init(try ExtendedKeyUsage(extended), critical: false))
            }
        }
        if !names.isEmpty { list.append(try .init(SubjectAlternativeNames(names), critical: true)) }
        return try Certificate.Extensions(list + more)
    }

    private static func algorithm(for key: SigningKey) -> Certificate.SignatureAlgorithm {
        switch key.verifyingKey.curve {
        case .p256: .ecdsaWithSHA256
        case .p384: .ecdsaWithSHA384
        case .p521: .ecdsaWithSHA512
        }
    }

    private static func key(
        on curve: EllipticCurve
    ) throws -> (Certificate.PrivateKey, SigningKey) {
        switch curve {
        case .p256:
            let key = P256.Signing.PrivateKey()
            return (.init(key), try SigningKey(pem: key.pemRepresentation))
        case .p384:
            let key = P384.Signing.PrivateKey()
            return (.init(key), try SigningKey(pem: key.pemRepresentation))
        case .p521:
            let key = P521.Signing.PrivateKey()
            return (.init(key), try SigningKey(pem: key.pemRepresentation))
        }
    }
}
