package import Transparency

/// What somebody else's bill of materials lists.
package struct ImportedInventory: Sendable, Hashable {
    /// Such as `CycloneDX 1.6`.
    package let form: String
    /// What the bill is about.
    package let subjects: [ImportedSubject]
    /// Who made it, as it says: people, organisations, programs.
    package let makers: [String]
    /// As written.
    package let madeAt: String?
    package let components: [ImportedComponent]
    package let vulnerabilities: [ImportedVulnerability]
}

/// Something that a document is about, as it names it.
package struct ImportedSubject: Sendable, Hashable {
    package let name: String?
    /// By algorithm in lower case, such as `sha256`.
    package let digests: [String: String]

    /// The SHA-256, where one is stated.
    package var digest: Digest? { digests["sha256"].flatMap { Digest($0) } }

    package init(name: String?, digests: [String: String]) {
        self.name = name
        self.digests = digests
    }

    init(_ component: ImportedComponent) {
        let pairs = component.hashes.map { ($0.algorithm.rawValue, $0.hex) }
        self.init(name: component.name, digests: Dictionary(pairs) { first, _ in first })
    }
}

/// A component of a bill.
package struct ImportedComponent: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
        case model, data, file, package
    }

    package enum Relation: String, Sendable, Hashable {
        /// The bill is about it.
        case subject
        case included
        /// The subject was made from it.
        case ancestor
    }

    package let kind: Kind
    package let relation: Relation
    package let name: String
    package let version: String?
    /// `nil` where none is stated; one that does not read is a fault of the document.
    package let url: PackageURL?
    package let hashes: [ComponentHash]
    /// Expressions, identifiers or names, as written.
    package let licences: [String]

    /// What others refer to it by: its package URL, or its name and version.
    var reference: String {
        url?.description ?? name + (version.map { "@" + $0 } ?? "")
    }
}

/// A vulnerability that a document knows of.
package struct ImportedVulnerability: Sendable, Hashable {
    package struct Rating: Sendable, Hashable {
        package let vector: String?
        package let score: Double?
        package let severity: String?
    }

    package let id: String
    package let aliases: [String]
    package let ratings: [Rating]
    /// Package URLs, or names and versions.
    package let affects: [String]
    package let fixedVersions: [String]
}
