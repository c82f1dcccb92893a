import SwiftASN1
import X509

/// Who signs without a key of their own: a name, and the identity provider that vouches for it.
package struct SigstoreIdentity: Sendable, Equatable {
    /// An e-mail address, a URI or a user name.
    package let name: String
    /// The provider's URL.
    package let issuer: String

    package init(name: String, issuer: String) {
        self.name = name
        self.issuer = issuer
    }

    /// - Throws: ``KeylessError/identityMismatch(expected:found:)`` or
    ///   ``KeylessError/issuerMismatch(expected:found:)``.
    func check(_ certificate: Certificate) throws(KeylessError) {
        let names = Self.names(in: certificate)
        guard names.contains(where: { $0.utf8.elementsEqual(name.utf8) }) else {
            throw .identityMismatch(expected: name, found: names)
        }
        // The old and the new field both may say it; they may not differ.
        let issuers = Self.issuers(in: certificate)
        let other = issuers.first { !$0.utf8.elementsEqual(issuer.utf8) }
        guard !issuers.isEmpty, other == nil else {
            throw .issuerMismatch(expected: issuer, found: other)
        }
    }

    private static func names(in certificate: Certificate) -> [String] {
        let names = (try? certificate.extensions.subjectAlternativeNames) ?? nil
        return names?.compactMap { name in
            switch name {
            case .rfc822Name(let text), .uniformResourceIdentifier(let text): text
            case .otherName(let other) where other.typeID == userName:
                other.value.flatMap { try? ASN1UTF8String(asn1Any: $0) }.map(String.init)
            default: nil
            }
        } ?? []
    }

    private static func issuers(in certificate: Certificate) -> [String] {
        let current = certificate.extensions[oid: issuerField].flatMap { field in
            (try? ASN1UTF8String(derEncoded: field.value)).map(String.init)
        }
        let old = certificate.extensions[oid: oldIssuerField].flatMap { field in
            String(validating: field.value, as: UTF8.self)
        }
        return [current, old].compactMap(\.self)
    }

    // Fulcio's own fields. Source: sigstore/fulcio, docs/oid-info.md.
    private static let oldIssuerField: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 57264, 1, 1]
    private static let userName: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 57264, 1, 7]
    private static let issuerField: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 57264, 1, 8]
}
