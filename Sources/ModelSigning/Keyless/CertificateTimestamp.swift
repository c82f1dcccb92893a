import SwiftASN1
import Transparency
import X509

/// A certificate log's promise, inside the certificate, to take it in.
///
/// Source: RFC 6962 §3.2 and §3.3, version 1, for precertificates.
struct CertificateTimestamp: Equatable {
    /// The log's key ID; 32 bytes.
    let logID: [UInt8]
    let moment: Instant
    private let milliseconds: UInt64
    private let extensionBytes: [UInt8]
    private let signature: [UInt8]

    static let field: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 11129, 2, 4, 2]

    /// Reads the one promise that a certificate bears.
    ///
    /// - Throws: ``KeylessError/noCertificateTimestamp`` or
    ///   ``KeylessError/malformedCertificateTimestamp``, also when there are several.
    init(in certificate: Certificate) throws(KeylessError) {
        guard let field = certificate.extensions[oid: Self.field] else {
            throw .noCertificateTimestamp
        }
        guard let list = try? ASN1OctetString(derEncoded: field.value),
            let timestamp = Self(list: list.bytes)
        else { throw .malformedCertificateTimestamp }
        self = timestamp
    }

    private init?(list: ArraySlice<UInt8>) {
        var outer = TLSReader(list)
        guard let promises = outer.vector(lengthByteCount: 2), outer.isAtEnd else { return nil }
        var inner = TLSReader(promises)
        guard let promise = inner.vector(lengthByteCount: 2), inner.isAtEnd else { return nil }
        var reader = TLSReader(promise)
        // Version 1; SHA-256 and ECDSA are the numbers 4 and 3 of TLS 1.2.
        guard reader.number(byteCount: 1) == 0, let logID = reader.bytes(32),
            let milliseconds = reader.number(byteCount: 8), milliseconds < 1 << 60,
            let extensionBytes = reader.vector(lengthByteCount: 2),
            reader.number(byteCount: 1) == 4, reader.number(byteCount: 1) == 3,
            let signature = reader.vector(lengthByteCount: 2), reader.isAtEnd
        else { return nil }
        self.logID = Array(logID)
        self.milliseconds = milliseconds
        moment = Instant(milliseconds: Int64(milliseconds))
        self.extensionBytes = Array(extensionBytes)
        self.signature = Array(signature)
    }

    /// Checks that the log signed for this certificate, issued by this issuer.
    ///
    /// - Throws: ``KeylessError``.
    func verify(
        _ certificate: Certificate, issuer: Certificate, key: VerifyingKey
    ) throws(KeylessError) {
        guard let body = Self.withoutTimestamps(Array(certificate.tbsCertificateBytes)),
            body.count < 1 << 24
        else { throw .malformedCertificateTimestamp }
        var message: [UInt8] = [0, 0]
        message += TLSReader.bytes(of: milliseconds, byteCount: 8)
        message += [0, 1]
        message += Digest(of: issuer.keyBytes).bytes
        message += TLSReader.bytes(of: UInt64(body.count), byteCount: 3) + body
        message += TLSReader.bytes(of: UInt64(extensionBytes.count), byteCount: 2)
        message += extensionBytes
        guard key.isValid(signature: signature, forSHA256Of: message) else {
            throw .badCertificateTimestamp
        }
    }

    /// A certificate's signed part in DER as the log saw it, before the promise was put in.
    static func withoutTimestamps(_ body: [UInt8]) -> [UInt8]? {
        guard let root = try? DER.parse(body), let fields = children(of: root) else { return nil }
        let extensionsTag = ASN1Identifier(tagWithNumber: 3, tagClass: .contextSpecific)
        var parts: [[UInt8]] = []
        for part in fields {
            guard part.identifier == extensionsTag else {
                parts.append(Array(part.encodedBytes))
                continue
            }
            guard let list = children(of: part)?.first, let items = children(of: list) else {
                return nil
            }
            let kept = items.filter { !isTimestamps($0) }.flatMap { Array($0.encodedBytes) }
            parts.append(DERElement.bytes(tag: 0xA3, DERElement.bytes(tag: 0x30, kept)))
        }
        return DERElement.bytes(tag: 0x30, parts.flatMap { $0 })
    }

    private static func children(of node: ASN1Node) -> [ASN1Node]? {
        guard case .constructed(let nodes) = node.content else { return nil }
        return Array(nodes)
    }

    private static func isTimestamps(_ node: ASN1Node) -> Bool {
        guard let first = children(of: node)?.first,
            let identifier = try? ASN1ObjectIdentifier(derEncoded: first)
        else { return false }
        return identifier == field
    }
}

/// One element of DER.
enum DERElement {
    /// The tag, the length in its shortest form, and the content.
    static func bytes(tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        guard content.count >= 0x80 else { return [tag, UInt8(content.count)] + content }
        let length = withUnsafeBytes(of: UInt64(content.count).bigEndian) { Array($0) }
            .drop { $0 == 0 }
        return [tag, 0x80 | UInt8(length.count)] + length + content
    }
}

/// Takes numbers and vectors off some bytes, as TLS 1.2 writes them (RFC 5246 §4).
struct TLSReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func bytes(_ count: Int) -> ArraySlice<UInt8>? {
        guard rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    mutating func number(byteCount: Int) -> UInt64? {
        bytes(byteCount).map { $0.reduce(0) { $0 << 8 | UInt64($1) } }
    }

    /// Bytes behind their length.
    mutating func vector(lengthByteCount: Int) -> ArraySlice<UInt8>? {
        number(byteCount: lengthByteCount).flatMap { bytes(Int($0)) }
    }

    /// A number's last bytes, big-endian.
    static func bytes(of number: UInt64, byteCount: Int) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0.suffix(byteCount)) }
    }
}
