import FoundationEssentials
import SwiftASN1
package import Transparency
package import X509

/// Certificates as a signer hands them in, not yet trusted: the signer's first.
package struct CertificateChain: Sendable, Equatable {
    /// The signer's own.
    package let leaf: Certificate
    /// What may lead from it to a root, in any order.
    package let issuers: [Certificate]

    package static let countMax = 32

    /// Reads certificates in DER, the signer's first.
    ///
    /// - Throws: ``CertificateFault``.
    package init(der certificates: [[UInt8]]) throws(CertificateFault) {
        guard certificates.count <= Self.countMax else { throw .tooMany(countMax: Self.countMax) }
        let read = try Self.read(certificates)
        guard let leaf = read.first else { throw .noCertificate }
        self.leaf = leaf
        issuers = Array(read.dropFirst())
    }

    /// Reads PEM text with one or more certificates.
    ///
    /// - Throws: ``CertificateFault``.
    package static func certificates(
        pem: String, countMax: Int = countMax
    ) throws(CertificateFault) -> [Certificate] {
        try read(try der(pem: pem, countMax: countMax))
    }

    /// The certificates of PEM text, in DER.
    ///
    /// - Throws: ``CertificateFault``.
    package static func der(
        pem: String, countMax: Int = countMax
    ) throws(CertificateFault) -> [[UInt8]] {
        guard let blocks = PEM.blocks(in: pem) else { throw .notPEM }
        let certificates = blocks.filter { $0.label == "CERTIFICATE" }.map(\.bytes)
        guard !certificates.isEmpty else { throw .noCertificate }
        guard certificates.count <= countMax else { throw .tooMany(countMax: countMax) }
        return certificates
    }

    static func read(_ certificates: [[UInt8]]) throws(CertificateFault) -> [Certificate] {
        var read: [Certificate] = []
        for (index, der) in certificates.enumerated() {
            do { read.append(try Certificate(derEncoded: der)) } catch {
                throw .malformed(index: index)
            }
        }
        return read
    }
}

extension Certificate {
    /// The subject for a person: its name, or the first of its alternative names.
    package var shownSubject: String {
        guard subject.isEmpty else { return subject.description }
        switch (try? extensions.subjectAlternativeNames)?.first {
        case .rfc822Name(let name), .dnsName(let name), .uniformResourceIdentifier(let name):
            return name
        case let other: return other.map { "\($0)" } ?? "no name"
        }
    }

    /// - Throws: ``CertificateFault/unsupportedKey(_:)``.
    package func verifyingKey() throws(CertificateFault) -> VerifyingKey {
        do { return try VerifyingKey(der: keyBytes) } catch { throw .unsupportedKey(error) }
    }

    /// The SubjectPublicKeyInfo in DER; empty for a key that the library cannot write.
    var keyBytes: [UInt8] {
        var serializer = DER.Serializer()
        guard (try? serializer.serialize(publicKey)) != nil else { return [] }
        return serializer.serializedBytes
    }

    var validFrom: Instant { Instant(notValidBefore) }
    var validTo: Instant { Instant(notValidAfter) }

    var isSelfSigned: Bool {
        subject == issuer && publicKey.isValidSignature(signature, for: self)
    }
}

extension Instant {
    /// To the millisecond.
    init(_ date: Date) {
        self.init(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded()))
    }

    var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }
}
