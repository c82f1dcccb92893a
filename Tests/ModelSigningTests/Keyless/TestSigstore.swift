import Crypto
import Foundation
import SwiftASN1
import Transparency
import X509

@testable import ModelSigning

/// Sigstore's services in small: an authority, a certificate log and a log of signatures.
///
/// The log has two entries. Each part of what they make can be replaced.
struct TestSigstore {
    let authority: TestCertificate
    let certificateLog = P256.Signing.PrivateKey()
    let log = P256.Signing.PrivateKey()

    static let signedAt = Instant(at: "2026-06-01T12:00:00Z")
    static let name = "ann@example.org"
    static let issuer = "https://login.example.org"

    init() throws { authority = try TestAuthority.make("fulcio", .issuer, curve: .p384) }

    var trustRoot: JSON {
        get throws {
            [
                "mediaType": .string(TrustedRoot.mediaType),
                "certificateAuthorities": [
                    [
                        "certChain": ["certificates": [["rawBytes": base64(try authority.der)]]],
                        "validFor": ["start": "2026-01-01T00:00:00Z"],
                    ]
                ],
                "ctlogs": [Self.service(certificateLog)], "tlogs": [Self.service(log)],
            ]
        }
    }

    private static func service(_ key: P256.Signing.PrivateKey) -> JSON {
        let der = [UInt8](key.publicKey.derRepresentation)
        return [
            "logId": ["keyId": base64(Digest(of: der).bytes)],
            "publicKey": [
                "keyDetails": "PKIX_ECDSA_P256_SHA_256", "rawBytes": base64(der),
                "validFor": ["start": "2026-01-01T00:00:00.123456Z"],
            ],
        ]
    }

    /// A certificate that begins when the log takes the entry in, with the certificate log's
    /// promise.
    func certificate(
        name: String = name, issuer: String = issuer, promisedBy log: P256.Signing.PrivateKey? = nil
    ) throws -> TestCertificate {
        var issuerField = DER.Serializer()
        try issuerField.serialize(ASN1UTF8String(issuer))
        let plain: [Certificate.Extension] = [
            .init(
                oid: [1, 3, 6, 1, 4, 1, 57264, 1, 8], critical: false,
                value: issuerField.serializedBytes[...])
        ]
        let first = try TestAuthority.make(
            "", .signer(), issuedBy: authority, from: Self.signedAt,
            to: Self.signedAt.adding(milliseconds: 600_000),
            alternativeNames: [.rfc822Name(name)], more: plain)
        let promise = try promise(first.certificate, by: log ?? certificateLog)
        var extensions = Array(first.certificate.extensions)
        extensions.insert(promise, at: 1)
        let certificate = try Certificate(
            version: .v3, serialNumber: first.certificate.serialNumber,
            publicKey: first.certificate.publicKey,
            notValidBefore: first.certificate.notValidBefore,
            notValidAfter: first.certificate.notValidAfter, issuer: first.certificate.issuer,
            subject: first.certificate.subject, signatureAlgorithm: .ecdsaWithSHA384,
            extensions: try Certificate.Extensions(extensions), issuerPrivateKey: authority.key)
        return TestCertificate(
            certificate: certificate, key: first.key, signingKey: first.signingKey)
    }

    private func promise(
        _ certificate: Certificate, by key: P256.Signing.PrivateKey
    ) throws -> Certificate.Extension {
        let time = number(UInt64(Self.signedAt.milliseconds), 8)
        let body = Array(certificate.tbsCertificateBytes)
        let issuerKey = Digest(
            of: authority.certificate.keyBytes)
        let message =
            [0, 0] + time + [0, 1] + issuerKey.bytes + number(UInt64(body.count), 3) + body + [
                0, 0,
            ]
        let signature = [UInt8](try key.signature(for: message).derRepresentation)
        let logID = Digest(of: [UInt8](key.publicKey.derRepresentation)).bytes
        let one =
            [0] + logID + time + [0, 0, 4, 3] + number(UInt64(signature.count), 2) + signature
        let list = number(UInt64(one.count), 2) + one
        var field = DER.Serializer()
        try field.serialize(
            ASN1OctetString(contentBytes: (number(UInt64(list.count), 2) + list)[...]))
        return .init(
            oid: CertificateTimestamp.field, critical: false, value: field.serializedBytes[...])
    }

    /// A bundle with its entry; `body` changes what the log took in.
    func bundle(
        files: [(path: String, digest: Transparency.Digest)], signer: TestCertificate,
        at moment: Instant = signedAt, body change: (inout [String: JSON]) -> Void = { _ in }
    ) throws -> JSON {
        let unsigned = try ModelSigningBundle(
            name: "m", files: files, signedBy: signer.signingKey, certificates: [try signer.der])
        let envelope = unsigned.envelope
        var spec: [String: JSON] = [
            "payloadHash": [
                "algorithm": "sha256", "value": .string(Digest(of: envelope.payload).hex),
            ],
            "signatures": [
                [
                    "signature": base64(envelope.signatures[0].bytes),
                    "verifier": base64(Array(try signer.pem.utf8)),
                ]
            ],
        ]
        change(&spec)
        let entry: JSON = ["apiVersion": "0.0.1", "kind": "dsse", "spec": .object(spec)]
        return [
            "mediaType": .string(ModelSigningBundle.mediaType), "dsseEnvelope": envelope.json,
            "verificationMaterial": [
                "certificate": ["rawBytes": base64(try signer.der)],
                "tlogEntries": [try logged(entry.canonicalBytes, at: moment)],
            ],
        ]
    }

    private func logged(_ body: [UInt8], at moment: Instant) throws -> JSON {
        let der = [UInt8](log.publicKey.derRepresentation)
        let logID = Digest(of: der).bytes
        let seconds = Int(moment.milliseconds / 1000)
        let promised: JSON = [
            "body": base64(body), "integratedTime": JSON(seconds),
            "logID": .string(Hex.encode(logID)), "logIndex": 7,
        ]
        let other = MerkleHash.leaf([1, 2, 3])
        let root = MerkleHash.node(other, MerkleHash.leaf(body))
        let text = "log.example.org - 1\n2\n\(Base64.encode(root.bytes))\n"
        let note = try log.signature(for: Array(text.utf8)).derRepresentation
        let line = Base64.encode(Array(logID.prefix(4)) + [UInt8](note))
        return [
            "canonicalizedBody": base64(body), "integratedTime": .string(String(seconds)),
            "inclusionPromise": [
                "signedEntryTimestamp": base64(
                    [UInt8](try log.signature(for: promised.canonicalBytes).derRepresentation))
            ],
            "inclusionProof": [
                "checkpoint": ["envelope": .string(text + "\n\u{2014} log.example.org \(line)\n")],
                "hashes": [base64(other.bytes)], "logIndex": "1",
                "rootHash": base64(root.bytes), "treeSize": "2",
            ],
            "kindVersion": ["kind": "dsse", "version": "0.0.1"],
            "logId": ["keyId": base64(logID)], "logIndex": "7",
        ]
    }

    private func number(_ value: UInt64, _ count: Int) -> [UInt8] {
        TLSReader.bytes(of: value, byteCount: count)
    }
}

/// Base64 as a JSON string.
func base64(_ bytes: [UInt8]) -> JSON { .string(Base64.encode(bytes)) }

extension JSON {
    /// The same value with another one at a path; an index is written as a number.
    func replacing(_ path: String..., with value: JSON?) -> JSON { replacing(path[...], value) }

    private func replacing(_ path: ArraySlice<String>, _ value: JSON?) -> JSON {
        guard let first = path.first else { return value ?? .null }
        let isLast = path.count == 1
        switch self {
        case .object(var members):
            members[first] =
                isLast ? value : (members[first] ?? .null).replacing(path.dropFirst(), value)
            return .object(members)
        case .array(var elements):
            guard let index = Int(first), elements.indices.contains(index) else { return self }
            elements[index] = elements[index].replacing(path.dropFirst(), value)
            return .array(elements)
        case .null, .bool, .number, .string: return self
        }
    }
}
