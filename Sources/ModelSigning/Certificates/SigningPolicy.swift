import SwiftASN1
import X509

/// What a chain must be besides RFC 5280's rules for dates, constraints and names.
///
/// The library goes by the basic constraints alone. Here an issuer whose key usage leaves out
/// `keyCertSign` issues nothing, and a certificate of version 1 only counts as a root.
struct SigningPolicy: VerifierPolicy {
    /// Besides these, a critical extension that nobody understands makes the chain void.
    let verifyingCriticalExtensions: [ASN1ObjectIdentifier] = [
        .X509ExtensionID.keyUsage, .X509ExtensionID.extendedKeyUsage,
        .X509ExtensionID.subjectAlternativeName,
    ]

    func chainMeetsPolicyRequirements(
        chain: UnverifiedCertificateChain
    ) async -> PolicyEvaluationResult {
        for (index, issuer) in chain.enumerated().dropFirst() {
            let isRoot = index == chain.count - 1
            guard isRoot || issuer.version == .v3 else {
                return .failsToMeetPolicy(reason: "an issuer's certificate is of version 1")
            }
            guard issuer.mayIssue else {
                return .failsToMeetPolicy(
                    reason: "`\(issuer.shownSubject)` may not issue certificates")
            }
        }
        return .meetsPolicy
    }
}

extension Certificate {
    fileprivate var mayIssue: Bool {
        guard extensions[oid: .X509ExtensionID.keyUsage] != nil else { return true }
        return (try? extensions.keyUsage)?.keyCertSign == true
    }

    /// Whether what the certificate states of its use lets it sign a model.
    ///
    /// At least one of key usage and extended key usage is there, and neither speaks against it:
    /// the first names `digitalSignature`, the second `codeSigning` or any use.
    var maySign: Bool {
        let (keyUsage, extended): (KeyUsage?, ExtendedKeyUsage?)
        do {
            (keyUsage, extended) = (try extensions.keyUsage, try extensions.extendedKeyUsage)
        } catch { return false }
        guard keyUsage != nil || extended != nil else { return false }
        let isForCode = extended?.contains { $0 == .codeSigning || $0 == .any } ?? true
        return (keyUsage?.digitalSignature ?? true) && isForCode
    }

    /// What the reference demands: `digitalSignature`, or else `codeSigning`.
    var mayDoEitherKindOfSigning: Bool {
        let keyUsage = try? extensions.keyUsage
        let extended = try? extensions.extendedKeyUsage
        return keyUsage?.digitalSignature == true || extended?.contains(.codeSigning) == true
    }
}
