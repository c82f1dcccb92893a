package import Transparency

/// Writes a bill as an SPDX document of the profiles core, software, AI, dataset, simple licensing
/// and, where something is known to be vulnerable, security.
///
/// Source: SPDX 3.0.1, JSON-LD serialisation.
package struct SPDXWriter {
    static let context = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"
    static let noElement = "https://spdx.org/rdf/3.0.1/terms/Core/NoAssertionElement"
    static let noLicence =
        "https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoAssertionLicense"

    private let bill: BillOfMaterials

    package init(_ bill: BillOfMaterials) { self.bill = bill }

    /// - Complexity: O(size of the bill · log size).
    package var json: JSON {
        var graph = SPDXGraph(serial: bill.serial)
        let model = write(to: &graph)
        let elements = graph.ids
        let bom = graph.add(
            "software_Sbom", "sbom",
            [
                "rootElement": [.string(model)], "element": .texts(elements),
                "profileConformance": profiles,
            ])
        graph.add(
            "SpdxDocument", "document",
            [
                "name": .string("\(bill.model.name)@\(bill.model.version)"),
                "rootElement": [.string(bom)], "element": .texts(elements + [bom]),
                "profileConformance": profiles,
            ])
        return ["@context": .string(Self.context), "@graph": .array(graph.json(creation))]
    }

    private var profiles: JSON {
        let security = bill.vulnerabilities.isEmpty ? [] : ["security"]
        return .texts(["core", "software", "ai", "dataset", "simpleLicensing"] + security)
    }

    private var creation: JSON {
        [
            "type": "CreationInfo", "@id": .string(SPDXGraph.creation), "specVersion": "3.0.1",
            "created": .string(Self.seconds(bill.createdAt)),
            "createdBy": [.string(SPDXGraph.id("maker", bill.serial))],
            "createdUsing": [.string(SPDXGraph.id("tool", bill.serial))],
        ]
    }

    /// Writes all elements, the model last.
    private func write(to graph: inout SPDXGraph) -> String {
        let tool = "\(bill.tool.name) \(bill.tool.version)"
        graph.add("SoftwareAgent", "maker", ["name": .string(tool)])
        graph.add("Tool", "tool", ["name": .string(tool)])
        let supplier = graph.party(bill.model.supplier)
        let model = SPDXModel(bill, supplier: supplier).write(to: &graph)
        var packages: [PackageURL: String] = [:]
        for package in bill.packages {
            packages[package.url] = SPDXPackage(package.url).write(
                to: &graph, licence: package.licence, hashes: package.hashes, place: package.place)
        }
        graph.relate(model, "dependsOn", packages.values.sorted())
        SPDXVulnerabilities(bill.vulnerabilities, packages: packages, model: model)
            .write(to: &graph)
        for evidence in bill.evidence { annotate(model, with: evidence, in: &graph) }
        return model
    }

    private func annotate(
        _ model: String, with evidence: BilledEvidence, in graph: inout SPDXGraph
    ) {
        let statement = JSON.stated([
            "at": .string(evidence.at.description), "by": .string(evidence.by.name),
            "expiresAt": .text(evidence.expiresAt?.description),
            "grade": .string(evidence.grade), "id": .string(evidence.id.description),
            "kind": .string(evidence.kind),
            "lookedAt": .texts(evidence.lookedAt.map(\.description)),
        ])
        graph.add(
            "Annotation", "evidence-\(evidence.id.hex)",
            [
                "annotationType": "other", "subject": .string(model),
                "contentType": "application/json", "statement": .string(statement.canonical),
            ])
    }

    /// SPDX's times have no fractions.
    static func seconds(_ instant: Instant) -> String { "\(instant.description.prefix(19))Z" }
}
