package import Transparency

/// Reads an SPDX document of version 3.0; what it does not know is passed over.
///
/// Names are taken as SPDX's context shortens them; a document with terms of its own context is not
/// read by that context.
///
/// Source: SPDX 3.0.1, JSON-LD serialisation.
package struct SPDXReader {
    private let document: ImportedJSON

    package init(_ json: JSON) { document = ImportedJSON(json, "") }

    /// - Throws: ``ImportError``.
    package func inventory() throws(ImportError) -> ImportedInventory {
        let contexts = try document.texts("@context")
        guard contexts.contains(where: { $0.hasPrefix("https://spdx.org/rdf/3.0") }) else {
            throw .unsupportedVersion(
                form: "JSON-LD of", version: String((contexts.first ?? "").prefix(100)),
                supported: "documents of SPDX 3.0")
        }
        let elements = SPDXElements(try document.list("@graph"))
        let links = try SPDXLinks(elements)
        let components = try elements.all.compactRead { (item) throws(ImportError) in
            try component(item, elements, links)
        }
        let creation = elements.creation
        return ImportedInventory(
            form: "SPDX \(try creation.text("specVersion") ?? "3.0")",
            subjects: components.filter { $0.relation == .subject }.map(ImportedSubject.init),
            makers: try makers(creation, elements), madeAt: try creation.text("created"),
            components: components,
            vulnerabilities: try elements.all.compactRead { (item) throws(ImportError) in
                try vulnerability(item, elements, links)
            })
    }

    private func makers(
        _ creation: ImportedJSON, _ elements: SPDXElements
    ) throws(ImportError) -> [String] {
        let ids = try creation.texts("createdBy") + creation.texts("createdUsing")
        return try ids.compactRead { (id) throws(ImportError) in
            try elements[id]?.text("name")
        }.uniqued
    }

    private func component(
        _ item: ImportedJSON, _ elements: SPDXElements, _ links: SPDXLinks
    ) throws(ImportError) -> ImportedComponent? {
        guard let kind = try kind(item) else { return nil }
        let id = SPDXElements.id(item)
        guard !links.isFixOnly(id) else { return nil }
        let hashes = try item.list("verifiedUsing").compactRead { (hash) throws(ImportError) in
            let stated = hash.json.stringValue.flatMap { elements[$0] } ?? hash
            return try stated.text("algorithm") == nil
                ? nil : try stated.hash("algorithm", "hashValue")
        }
        let licences = try links.licences(of: id).compactRead { (id) throws(ImportError) in
            try elements[id]?.text(anyOf: "simplelicensing_licenseExpression", "name")
        }
        return ImportedComponent(
            kind: kind, relation: links.relation(of: id), name: try item.required("name"),
            version: try item.text("software_packageVersion"),
            url: try item.url("software_packageUrl"), hashes: hashes, licences: licences.uniqued)
    }

    /// `nil` for what is no component.
    private func kind(_ item: ImportedJSON) throws(ImportError) -> ImportedComponent.Kind? {
        switch item.json["type"]?.stringValue {
        case "ai_AIPackage": .model
        case "dataset_DatasetPackage": .data
        case "software_File": .file
        case "software_Package":
            switch try item.text("software_primaryPurpose") {
            case "model": .model
            case "data": .data
            default: .package
            }
        default: nil
        }
    }

    private func vulnerability(
        _ item: ImportedJSON, _ elements: SPDXElements, _ links: SPDXLinks
    ) throws(ImportError) -> ImportedVulnerability? {
        guard item.json["type"]?.stringValue == "security_Vulnerability" else { return nil }
        let id = SPDXElements.id(item)
        let identifiers = try item.list("externalIdentifier")
            .compactRead { (item) throws(ImportError) in try item.text("identifier") }
        let stated = try item.text("name")
        guard let name = stated ?? identifiers.first else { return nil }
        return ImportedVulnerability(
            id: name, aliases: identifiers.filter { $0 != name },
            ratings: try links.ratings(of: id).compactRead { (item) throws(ImportError) in
                ImportedVulnerability.Rating(
                    vector: try item.text("security_vectorString"),
                    score: item.json["security_score"]?.doubleValue,
                    severity: try item.text("security_severity"))
            },
            affects: try links.affected(by: id).compactRead { (id) throws(ImportError) in
                try elements.reference(id)
            }.uniqued,
            fixedVersions: try links.fixes(of: id).compactRead { (id) throws(ImportError) in
                try elements[id]?.text("software_packageVersion")
            }.uniqued)
    }
}

/// The objects of a document by their identifiers.
private struct SPDXElements {
    let all: [ImportedJSON]
    private var byID: [String: ImportedJSON] = [:]

    init(_ all: [ImportedJSON]) {
        self.all = all
        for item in all { byID[Self.id(item)] = item }
    }

    static func id(_ item: ImportedJSON) -> String {
        item.json["spdxId"]?.stringValue ?? item.json["@id"]?.stringValue ?? ""
    }

    subscript(id: String) -> ImportedJSON? { byID[id] }

    /// Who made the document, and when: without members when nobody says.
    var creation: ImportedJSON {
        all.first { $0.json["type"]?.stringValue == "CreationInfo" }
            ?? ImportedJSON([:], "CreationInfo")
    }

    /// A package URL, or a name and version; the identifier of what is not in the document.
    func reference(_ id: String) throws(ImportError) -> String {
        guard let item = byID[id], let name = try item.text("name") else { return id }
        if let url = try item.url("software_packageUrl") { return url.description }
        return name + (try item.text("software_packageVersion").map { "@" + $0 } ?? "")
    }
}

/// How the elements of a document stand to one another.
private struct SPDXLinks {
    private var targets: [String: [String: [String]]] = [:]
    private var assessments: [String: [ImportedJSON]] = [:]
    private var subjects: Set<String> = []
    private var ancestors: Set<String> = []
    private var fixes: Set<String> = []
    private var mentioned: Set<String> = []
    private var vulnerable: [String: [String]] = [:]

    init(_ elements: SPDXElements) throws(ImportError) {
        for item in elements.all {
            if item.json["type"]?.stringValue == "software_Sbom" {
                subjects.formUnion(try item.texts("rootElement"))
            }
            guard let type = try item.text("relationshipType") else { continue }
            try add(item, type, from: try item.required("from"), to: try item.texts("to"))
        }
        guard subjects.isEmpty else { return }
        for item in elements.all where item.json["type"]?.stringValue == "SpdxDocument" {
            subjects.formUnion(try item.texts("rootElement"))
        }
    }

    private mutating func add(
        _ item: ImportedJSON, _ type: String, from: String, to: [String]
    ) throws(ImportError) {
        targets[type, default: [:]][from, default: []] += to
        switch type {
        case "descendantOf": ancestors.formUnion(to)
        case "ancestorOf": ancestors.insert(from)
        case "fixedIn": fixes.formUnion(to)
        case "hasAssessmentFor": assessments[from, default: []].append(item)
        case "hasAssociatedVulnerability":
            for id in to { vulnerable[id, default: []].append(from) }
        case "affects": vulnerable[from, default: []] += to
        default: break
        }
        if type != "fixedIn" { mentioned.formUnion([from] + to) }
    }

    func relation(of id: String) -> ImportedComponent.Relation {
        subjects.contains(id) ? .subject : ancestors.contains(id) ? .ancestor : .included
    }

    /// Whether it is named only as a version in which something is fixed.
    func isFixOnly(_ id: String) -> Bool { fixes.contains(id) && !mentioned.contains(id) }

    func licences(of id: String) -> [String] {
        ["hasDeclaredLicense", "hasConcludedLicense"].flatMap { targets[$0]?[id] ?? [] }
    }

    func ratings(of id: String) -> [ImportedJSON] { assessments[id] ?? [] }
    func affected(by id: String) -> [String] { vulnerable[id] ?? [] }
    func fixes(of id: String) -> [String] { targets["fixedIn"]?[id] ?? [] }
}
