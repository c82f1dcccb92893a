package import Transparency

/// Reads an SPDX document of version 2.2 or 2.3; what it does not know is passed over.
///
/// Source: SPDX 2.3, JSON.
package struct SPDX2Reader {
    private let document: ImportedJSON

    package init(_ json: JSON) { document = ImportedJSON(json, "") }

    /// - Throws: ``ImportError``.
    package func inventory() throws(ImportError) -> ImportedInventory {
        let version = try document.required("spdxVersion")
        guard ["SPDX-2.2", "SPDX-2.3"].contains(version) else {
            throw .unsupportedVersion(
                form: "SPDX", version: String(version.prefix(40)), supported: "2.2, 2.3 and 3.0")
        }
        let creation = try document.object("creationInfo")
        let relations = try SPDX2Relations(document)
        let packages = try document.list("packages").compactRead { (item) throws(ImportError) in
            try package(item, relations)
        }
        let files = try document.list("files").compactRead { (item) throws(ImportError) in
            try file(item, relations)
        }
        let all = packages + files
        return ImportedInventory(
            form: "SPDX \(version.dropFirst(5))",
            subjects: all.filter { $0.relation == .subject }.map(ImportedSubject.init),
            makers: try creation.texts("creators").map(Self.name).uniqued,
            madeAt: try creation.text("created"), components: all, vulnerabilities: [])
    }

    /// `Tool: syft-1.0` without what it is.
    private static func name(_ creator: String) -> String {
        guard let colon = creator.firstIndex(of: ":") else { return creator }
        return creator[creator.index(after: colon)...].trimmed
    }

    private func package(
        _ item: ImportedJSON, _ relations: SPDX2Relations
    ) throws(ImportError) -> ImportedComponent {
        let references = try item.list("externalRefs")
        let urls = try references.compactRead { (item) throws(ImportError) in
            try item.text("referenceType") == "purl" ? try item.url("referenceLocator") : nil
        }
        return ImportedComponent(
            kind: .package, relation: relations.relation(of: try item.required("SPDXID")),
            name: try item.required("name"), version: try item.text("versionInfo"),
            url: urls.first, hashes: try hashes(item),
            licences: try licences(item, ["licenseDeclared", "licenseConcluded"]))
    }

    private func file(
        _ item: ImportedJSON, _ relations: SPDX2Relations
    ) throws(ImportError) -> ImportedComponent {
        ImportedComponent(
            kind: .file, relation: relations.relation(of: try item.required("SPDXID")),
            name: try item.required("fileName"), version: nil, url: nil,
            hashes: try hashes(item), licences: try licences(item, ["licenseConcluded"]))
    }

    private func hashes(_ item: ImportedJSON) throws(ImportError) -> [ComponentHash] {
        try item.list("checksums").compactRead { (hash) throws(ImportError) in
            try hash.hash("algorithm", "checksumValue")
        }
    }

    private func licences(
        _ item: ImportedJSON, _ names: [String]
    ) throws(ImportError) -> [String] {
        let stated = try names.compactRead { (name) throws(ImportError) in try item.text(name) }
        return stated.filter { $0 != "NOASSERTION" && $0 != "NONE" && !$0.isEmpty }.uniqued
    }
}

/// What a document says of how its elements stand to one another.
private struct SPDX2Relations {
    private var subjects: Set<String>
    private var ancestors: Set<String> = []

    init(_ document: ImportedJSON) throws(ImportError) {
        subjects = Set(try document.texts("documentDescribes"))
        for relationship in try document.list("relationships") {
            let from = try relationship.required("spdxElementId")
            let to = try relationship.required("relatedSpdxElement")
            switch try relationship.required("relationshipType") {
            case "DESCRIBES": subjects.insert(to)
            case "DESCRIBED_BY": subjects.insert(from)
            case "DESCENDANT_OF": ancestors.insert(to)
            case "ANCESTOR_OF": ancestors.insert(from)
            default: break
            }
        }
    }

    func relation(of id: String) -> ImportedComponent.Relation {
        subjects.contains(id) ? .subject : ancestors.contains(id) ? .ancestor : .included
    }
}
