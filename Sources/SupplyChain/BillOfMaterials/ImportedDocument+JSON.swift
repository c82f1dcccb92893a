package import Transparency

extension ImportedDocument {
    /// What it says, as evidence has it, so that a policy can ask for it.
    ///
    /// Lists are there even if they are empty. `sources` are types and namespaces of all package
    /// URLs; `unidentified` counts packages, models and data without one.
    package var json: JSON {
        var members: [String: JSON] = [
            "madeBy": .texts(makers), "signers": .texts(signers),
            "subjects": .array(subjects.map(\.json)),
        ]
        members["madeAt"] = .text(madeAt)
        switch content {
        case .inventory(let inventory):
            members["form"] = .string(inventory.form)
            members.merge(inventory.members) { first, _ in first }
        case .attestation(let attestation):
            members["form"] = .string(attestation.predicateType)
            members.merge(attestation.claim.members) { first, _ in first }
        }
        return .object(members)
    }

    /// The identifiers of keys that are seen to have signed it.
    package var signers: [String] {
        switch signature {
        case .unchecked: []
        case .checked(let keys): keys
        }
    }

    private var makers: [String] {
        switch content {
        case .inventory(let inventory): inventory.makers
        case .attestation(let attestation): attestation.makers
        }
    }

    private var madeAt: String? {
        switch content {
        case .inventory(let inventory): inventory.madeAt
        case .attestation(let attestation): attestation.madeAt
        }
    }
}

extension ImportedSubject {
    fileprivate var json: JSON {
        .stated(["name": .text(name), "digests": .object(digests.mapValues(JSON.string))])
    }
}

extension ImportedInventory {
    fileprivate var members: [String: JSON] {
        let urls = components.compactMap(\.url)
        let named = components.filter { $0.kind != .file && $0.relation != .subject }
        return [
            "components": .array(components.map(\.json)),
            "licences": .texts(Set(components.flatMap(\.licences)).sorted()),
            "sources": .texts(Set(urls.map(\.source)).sorted()),
            "unidentified": JSON(named.count { $0.url == nil }),
            "vulnerabilities": .array(vulnerabilities.map(\.json)),
        ]
    }
}

extension ImportedComponent {
    fileprivate var json: JSON {
        var members =
            JSON.stated([
                "name": .string(name), "version": .text(version), "kind": .string(kind.rawValue),
                "relation": .string(relation.rawValue), "purl": .text(url?.description),
                "source": .text(url?.source),
                "repository": .text(url?.qualifiers["repository_url"]),
            ]).objectValue ?? [:]
        members["licences"] = .texts(licences)
        members["hashes"] = .texts(hashes.map { "\($0.algorithm.rawValue):\($0.hex)" })
        return .object(members)
    }
}

extension ImportedVulnerability {
    fileprivate var json: JSON {
        [
            "id": .string(id), "aliases": .texts(aliases), "affects": .texts(affects),
            "fixed": .texts(fixedVersions),
            "ratings": .array(
                ratings.map {
                    .stated([
                        "vector": .text($0.vector), "score": $0.score.map(JSON.number),
                        "severity": .text($0.severity),
                    ])
                }),
        ]
    }
}

extension ImportedAttestation.Claim {
    fileprivate var members: [String: JSON] {
        switch self {
        case .inventory(let inventory): inventory.members
        case .vulnerabilities(let found): ["vulnerabilities": .array(found.map(\.json))]
        case .provenance(let provenance): ["provenance": provenance.json]
        case .verification(let verification): ["verification": verification.json]
        case .tests(let tests): ["tests": tests.json]
        case .other: [:]
        }
    }
}

extension ImportedAttestation.Provenance {
    fileprivate var json: JSON {
        [
            "builder": .string(builder), "buildType": .string(buildType),
            "materials": .array(
                materials.map {
                    .stated([
                        "uri": .text($0.uri), "digests": .object($0.digests.mapValues(JSON.string)),
                    ])
                }),
        ]
    }
}

extension ImportedAttestation.Verification {
    fileprivate var json: JSON {
        var members =
            JSON.stated([
                "verifier": .string(verifier), "resource": .text(resource), "policy": .text(policy),
            ]).objectValue ?? [:]
        members["passed"] = .bool(passed)
        members["levels"] = .texts(levels)
        return .object(members)
    }
}

extension ImportedAttestation.Tests {
    fileprivate var json: JSON {
        [
            "result": .string(result.rawValue), "passed": .texts(passed),
            "warned": .texts(warned), "failed": .texts(failed),
        ]
    }
}
