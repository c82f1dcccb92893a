package import Transparency

/// What somebody else states about artifacts, in an in-toto statement.
package struct ImportedAttestation: Sendable, Hashable {
    package enum Claim: Sendable, Hashable {
        case inventory(ImportedInventory)
        case vulnerabilities([ImportedVulnerability])
        case provenance(Provenance)
        case verification(Verification)
        case tests(Tests)
        /// A predicate that is not read.
        case other
    }

    /// Source: SLSA 1.0, *Provenance*.
    package struct Provenance: Sendable, Hashable {
        package let builder: String
        package let buildType: String
        package let materials: [Material]

        package struct Material: Sendable, Hashable {
            package let uri: String?
            package let digests: [String: String]
        }
    }

    /// Source: SLSA 1.0, *Verification Summary Attestation*.
    package struct Verification: Sendable, Hashable {
        package let verifier: String
        package let resource: String?
        package let policy: String?
        package let passed: Bool
        package let levels: [String]
    }

    /// Source: in-toto, *Test Result*, v0.1.
    package struct Tests: Sendable, Hashable {
        package enum Result: String, Sendable, Hashable {
            case passed = "PASSED"
            case warned = "WARNED"
            case failed = "FAILED"
        }

        package let result: Result
        package let passed: [String]
        package let warned: [String]
        package let failed: [String]
    }

    package let predicateType: String
    package let subjects: [ImportedSubject]
    /// Who made it, as it says: a builder, a verifier, a scanner.
    package let makers: [String]
    package let madeAt: String?
    package let claim: Claim
}

/// Why a document is not taken in.
package enum ImportError: Error, Sendable, Equatable {
    case json(JSONError)
    /// It is none of the forms that are read.
    case unknownForm
    case unsupportedVersion(form: String, version: String, supported: String)
    /// A field is missing, or is not what the specification says.
    case malformed(field: String)
    case tooMany(what: String, max: Int)
    /// A key was named, and the document has no signatures.
    case notSigned
    case envelope(EnvelopeError)
}

extension ImportError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .json(let error): "it is no JSON: \(error)"
        case .unknownForm:
            "it is neither CycloneDX, SPDX nor an in-toto statement, signed or not, in JSON"
        case .unsupportedVersion(let form, let version, let supported):
            "it is \(form) `\(version)`; \(supported) are read"
        case .malformed(let field): "`\(field)` is missing or malformed"
        case .tooMany(let what, let max): "there are more than \(max) \(what)"
        case .notSigned: "it has no signature that the key could have made"
        case .envelope(let error): error.description
        }
    }
}
