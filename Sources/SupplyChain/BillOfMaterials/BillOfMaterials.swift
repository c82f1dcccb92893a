package import Transparency

/// What a version is made of, what it came from and what is known of it, to be handed to others.
///
/// ``CycloneDXWriter`` and ``SPDXWriter`` write it. Equal values are written as equal bytes.
package struct BillOfMaterials: Sendable, Hashable {
    /// The program that made it.
    package struct Tool: Sendable, Hashable {
        package let name: String
        package let version: String

        package init(name: String, version: String) {
            self.name = name
            self.version = version
        }
    }

    package let serial: BillSerial
    package let createdAt: Instant
    package let tool: Tool
    package let model: BilledModel
    package let datasets: [BilledDataset]
    /// Sorted by package URL, each once.
    package let packages: [BilledPackage]
    package let vulnerabilities: [BilledVulnerability]
    package let evidence: [BilledEvidence]

    /// Adds packages that are only named as affected by a vulnerability.
    ///
    /// Of two packages with one package URL, or two vulnerabilities with one identifier, the first
    /// stays.
    package init(
        serial: BillSerial, createdAt: Instant, tool: Tool, model: BilledModel,
        datasets: [BilledDataset] = [], packages: [BilledPackage] = [],
        vulnerabilities: [BilledVulnerability] = [], evidence: [BilledEvidence] = []
    ) {
        self.serial = serial
        self.createdAt = createdAt
        self.tool = tool
        self.model = model
        self.datasets = datasets
        let affected = vulnerabilities.flatMap(\.affected).map { BilledPackage(url: $0.package) }
        let byURL = Dictionary((packages + affected).map { ($0.url, $0) }) { first, _ in first }
        self.packages = byURL.values.sorted { $0.url.description < $1.url.description }
        let byID = Dictionary(vulnerabilities.map { ($0.id, $0) }) { first, _ in first }
        self.vulnerabilities = byID.values.sorted { $0.id < $1.id }
        self.evidence = Set(evidence).sorted { ($0.at, $0.id) < ($1.at, $1.id) }
    }
}

/// Somebody, as far as they may be named.
package enum Party: Sendable, Hashable {
    case person(String)
    case organisation(String)
    /// A commitment to a name that stays in the registry.
    case pseudonym(String)

    package var name: String {
        switch self {
        case .person(let name), .organisation(let name), .pseudonym(let name): name
        }
    }
}

/// The name of one bill: a UUID made of a digest, so that the same content has the same name.
///
/// Source: RFC 9562, section 5.8 (version 8).
package struct BillSerial: Sendable, Hashable {
    /// 36 characters in lower case.
    package let uuid: String

    package init(_ digest: Digest) {
        var bytes = Array(digest.bytes.prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        let hex = Array(Hex.encode(bytes))
        let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(hex[$0]) }
        uuid = groups.joined(separator: "-")
    }

    package var urn: String { "urn:uuid:\(uuid)" }
}
