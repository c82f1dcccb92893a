package import Transparency

/// Reads a CycloneDX bill of versions 1.4 to 1.7; what it does not know is passed over.
///
/// Source: CycloneDX 1.4 to 1.7, JSON.
package struct CycloneDXReader {
    static let versions: Set = ["1.4", "1.5", "1.6", "1.7"]

    private let document: ImportedJSON

    package init(_ json: JSON) { document = ImportedJSON(json, "") }

    /// - Throws: ``ImportError``.
    package func inventory() throws(ImportError) -> ImportedInventory {
        guard try document.text("bomFormat") == "CycloneDX" else {
            throw .malformed(field: "bomFormat")
        }
        let version = try document.required("specVersion")
        guard Self.versions.contains(version) else {
            throw .unsupportedVersion(
                form: "CycloneDX", version: String(version.prefix(40)), supported: "1.4 to 1.7")
        }
        let metadata = try document.object("metadata")
        var found = CycloneDXComponents()
        if metadata.json["component"] != nil {
            try found.add(try metadata.object("component"), .subject)
        }
        for component in try document.list("components") { try found.add(component, .included) }
        return ImportedInventory(
            form: "CycloneDX \(version)",
            subjects: found.all.filter { $0.relation == .subject }.map(ImportedSubject.init),
            makers: try makers(metadata), madeAt: try metadata.text("timestamp"),
            components: found.all,
            vulnerabilities: try document.list("vulnerabilities")
                .compactRead { (item) throws(ImportError) in
                    try Self.vulnerability(item, found.references)
                })
    }

    private func makers(_ metadata: ImportedJSON) throws(ImportError) -> [String] {
        let tools =
            metadata.json["tools"]?.arrayValue == nil
            ? try metadata.object("tools").list("components") : try metadata.list("tools")
        let supplier = try metadata.object("supplier").text("name")
        let authors = try metadata.list("authors").compactRead { (item) throws(ImportError) in
            try item.text("name")
        }
        let programs = try tools.compactRead { (item) throws(ImportError) in
            let version = try item.text("version").map { " " + $0 } ?? ""
            return try item.text("name").map { $0 + version }
        }
        return ([supplier].compactMap { $0 } + authors + programs).uniqued
    }

    private static func vulnerability(
        _ item: ImportedJSON, _ references: [String: String]
    ) throws(ImportError) -> ImportedVulnerability? {
        guard let id = try item.text("id"), !id.isEmpty else { return nil }
        let affects = try item.list("affects")
        let versions = try affects.flatMapped { (item) throws(ImportError) in
            try item.list("versions")
        }
        return ImportedVulnerability(
            id: id,
            aliases: try item.list("references").compactRead { (item) throws(ImportError) in
                try item.text("id")
            },
            ratings: try item.list("ratings").compactRead { (item) throws(ImportError) in
                ImportedVulnerability.Rating(
                    vector: try item.text("vector"), score: item.json["score"]?.doubleValue,
                    severity: try item.text("severity"))
            },
            affects: try affects.compactRead { (item) throws(ImportError) in
                let ref = try item.required("ref")
                return references[ref] ?? ref
            }.uniqued,
            fixedVersions: try versions.compactRead { (item) throws(ImportError) in
                try item.text("status") == "unaffected" ? try item.text("version") : nil
            }.uniqued)
    }
}

/// The components of a document, one within another, in its order.
private struct CycloneDXComponents {
    private(set) var all: [ImportedComponent] = []
    /// What a `bom-ref` refers to.
    private(set) var references: [String: String] = [:]

    /// - Complexity: O(components), which nest no deeper than JSON may.
    mutating func add(
        _ item: ImportedJSON, _ relation: ImportedComponent.Relation
    ) throws(ImportError) {
        guard all.count < ImportedJSON.listCountMax else {
            throw .tooMany(what: "components", max: ImportedJSON.listCountMax)
        }
        let component = try Self.component(item, relation)
        all.append(component)
        if let ref = try item.text("bom-ref") { references[ref] = component.reference }
        let inner: ImportedComponent.Relation = relation == .ancestor ? .ancestor : .included
        for ancestor in try item.object("pedigree").list("ancestors") {
            try add(ancestor, .ancestor)
        }
        for part in try item.list("components") { try add(part, inner) }
    }

    private static func component(
        _ item: ImportedJSON, _ relation: ImportedComponent.Relation
    ) throws(ImportError) -> ImportedComponent {
        ImportedComponent(
            kind: kind(try item.required("type")), relation: relation,
            name: try item.required("name"), version: try item.text("version"),
            url: try item.url("purl"),
            hashes: try item.list("hashes").compactRead { (hash) throws(ImportError) in
                try hash.hash("alg", "content")
            },
            licences: try item.list("licenses").compactRead(licence))
    }

    private static func licence(_ choice: ImportedJSON) throws(ImportError) -> String? {
        if let expression = try choice.text("expression") { return expression }
        return try choice.object("license").text(anyOf: "id", "name")
    }

    private static func kind(_ type: String) -> ImportedComponent.Kind {
        switch type {
        case "machine-learning-model": .model
        case "data": .data
        case "file": .file
        default: .package
        }
    }
}

extension Sequence {
    fileprivate func flatMapped<Value>(
        _ read: (Element) throws(ImportError) -> [Value]
    ) throws(ImportError) -> [Value] {
        var values: [Value] = []
        for element in self { values += try read(element) }
        return values
    }
}

extension Sequence where Element: Hashable {
    /// Each element once, where it stands first.
    var uniqued: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
