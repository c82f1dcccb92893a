package import Transparency

/// Writes a bill as a CycloneDX ML-BOM.
///
/// Names of parts are references such as `part-1`; a package's is its package URL.
///
/// Source: CycloneDX 1.6 (ECMA-424), JSON.
package struct CycloneDXWriter {
    static let specVersion = "1.6"
    static let model = "model"

    private let bill: BillOfMaterials

    package init(_ bill: BillOfMaterials) { self.bill = bill }

    /// - Complexity: O(size of the bill · log size).
    package var json: JSON {
        .stated([
            "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
            "bomFormat": "CycloneDX", "specVersion": .string(Self.specVersion),
            "serialNumber": .string(bill.serial.urn), "version": 1, "metadata": metadata,
            "components": .array(components), "dependencies": dependencies,
            "compositions": compositions, "vulnerabilities": .array(vulnerabilities),
            "declarations": CycloneDXDeclarations(bill).json,
        ])
    }

    private var metadata: JSON {
        .stated([
            "timestamp": .string(bill.createdAt.description),
            "tools": [
                "components": [
                    .stated([
                        "type": "application", "name": .string(bill.tool.name),
                        "version": .string(bill.tool.version),
                    ])
                ]
            ],
            "supplier": Self.organisation(bill.model.supplier),
            "authors": .array(bill.model.author.map { [Self.contact($0)] } ?? []),
            "component": CycloneDXModel(bill).json,
        ])
    }

    /// Data known by name alone, then packages; what the version has itself is inside the model.
    private var components: [JSON] {
        let data = bill.datasets.enumerated().filter { $1.part == nil }
            .map { CycloneDXDataset($1, ref: Self.dataset($0)).json }
        return data + bill.packages.map(Self.package)
    }

    private static func package(_ package: BilledPackage) -> JSON {
        .stated([
            "type": "library", "bom-ref": .string(package.url.description),
            "group": .text(package.url.namespace), "name": .string(package.url.name),
            "version": version(package.url.version), "purl": .string(package.url.description),
            "licenses": licences(package.licence), "hashes": hashes(package.hashes),
            "evidence": .stated([
                "occurrences": package.place.map { [["location": .string($0)]] }
            ]),
        ])
    }

    private var dependencies: JSON {
        let needed = (bill.packages.map(\.url.description)).map(JSON.string)
        return [.stated(["ref": .string(Self.model), "dependsOn": .array(needed)])]
    }

    /// All parts are there; whether all packages are, nobody said.
    private var compositions: JSON {
        [
            ["aggregate": "complete", "assemblies": [.string(Self.model)]],
            ["aggregate": "unknown", "dependencies": [.string(Self.model)]],
        ]
    }

    private var vulnerabilities: [JSON] {
        bill.vulnerabilities.map { vulnerability in
            .stated([
                "bom-ref": .string("vulnerability/\(vulnerability.id)"),
                "id": .string(vulnerability.id), "source": Self.source(of: vulnerability.id),
                "references": .array(
                    vulnerability.aliases.map {
                        ["id": .string($0), "source": Self.source(of: $0)]
                    }
                ),
                "ratings": .array(vulnerability.ratings.map(Self.rating)),
                "description": .string(vulnerability.summary),
                "recommendation": .string(Self.recommendation(vulnerability)),
                "affects": .array(Self.affects(vulnerability)),
            ])
        }
    }

    private static func source(of id: String) -> JSON {
        [
            "name": "OSV",
            "url": .string("https://osv.dev/vulnerability/" + PercentEncoding.encode(id)),
        ]
    }

    private static func rating(_ rating: BilledVulnerability.Rating) -> JSON {
        let score = CVSSScore(vector: rating.vector)
        return .stated([
            "score": score.map { .number(Double($0.tenths) / 10) },
            "severity": .string(score.map { "\($0.level)" } ?? "unknown"),
            "method": .string(method(rating.vector)), "vector": .string(rating.vector),
        ])
    }

    private static func method(_ vector: String) -> String {
        switch vector.split(separator: "/").first {
        case "CVSS:4.0": "CVSSv4"
        case "CVSS:3.1": "CVSSv31"
        case "CVSS:3.0": "CVSSv3"
        default: vector.hasPrefix("AV:") ? "CVSSv2" : "other"
        }
    }

    private static func recommendation(_ vulnerability: BilledVulnerability) -> String {
        let fixes = vulnerability.affected.compactMap { affected in
            affected.fixedVersion.map { "update \(affected.package.name) to \($0)" }
        }
        return fixes.joined(separator: "; ")
    }

    private static func affects(_ vulnerability: BilledVulnerability) -> [JSON] {
        let named = vulnerability.affected.map(affected)
        return named.isEmpty ? [["ref": .string(model)]] : named
    }

    private static func affected(_ affected: BilledVulnerability.Affected) -> JSON {
        let versions = [
            (affected.package.version, "affected"), (affected.fixedVersion, "unaffected"),
        ]
        return .stated([
            "ref": .string(affected.package.description),
            "versions": .array(
                versions.compactMap { text, status in
                    version(text).map { ["version": $0, "status": .string(status)] }
                }),
        ])
    }
}

// The small forms that all of the document shares.
extension CycloneDXWriter {
    static func dataset(_ index: Int) -> String { "dataset-\(index + 1)" }
    static func part(_ index: Int) -> String { "part-\(index + 1)" }

    /// The schema takes 1,024 characters; a package URL has all of them.
    static func version(_ text: String?) -> JSON? {
        text.flatMap { $0.unicodeScalars.count <= 1024 ? .string($0) : nil }
    }

    static func hash(_ digest: Digest) -> JSON {
        ["alg": "SHA-256", "content": .string(digest.hex)]
    }

    static func hashes(_ hashes: [ComponentHash]) -> JSON {
        .array(
            hashes.map {
                ["alg": .string($0.algorithm.cycloneDX), "content": .string($0.hex)]
            })
    }

    /// An identifier where there is one alone, an expression of several; a name for what SPDX's
    /// list may not have.
    static func licences(_ expression: LicenceExpression?) -> JSON? {
        guard let expression else { return nil }
        guard expression.licences.allSatisfy({ LicenceCatalogue.isIdentifier($0.id) }) else {
            return [["license": ["name": .string(expression.description)]]]
        }
        if case .licence(let licence) = expression, !licence.allowsLater,
            !licence.id.hasPrefix("LicenseRef-")
        {
            return [["license": ["id": .string(licence.id), "acknowledgement": "declared"]]]
        }
        return [["expression": .string(expression.description), "acknowledgement": "declared"]]
    }

    static func organisation(_ party: Party) -> JSON { .stated(["name": .string(party.name)]) }

    static func contact(_ party: Party) -> JSON { .stated(["name": .string(party.name)]) }

    static func responsible(_ party: Party) -> JSON {
        if case .organisation = party { return ["organization": organisation(party)] }
        return ["contact": contact(party)]
    }

    static func property(_ name: String, _ value: String) -> JSON {
        ["name": .string("assay:\(name)"), "value": .string(value)]
    }
}

extension LicenceCatalogue {
    private static let identifiers = Set(licences.map(\.id))

    /// Whether an expression may use it: a reference of somebody's own, or one of SPDX's list, as far
    /// as we have that.
    static func isIdentifier(_ id: String) -> Bool {
        id.hasPrefix("LicenseRef-") || identifiers.contains(id)
    }
}
