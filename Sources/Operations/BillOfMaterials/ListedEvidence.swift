import SupplyChain
import Transparency

/// Packages, models and vulnerabilities that evidence lists in the form of an imported document.
struct ListedEvidence {
    let packages: [BilledPackage]
    /// Models that the version was made from.
    let bases: [BaseModel]
    let vulnerabilities: [BilledVulnerability]

    /// Of evidence in another form there are none.
    init(_ predicate: JSON) {
        let components = predicate["components"]?.arrayValue ?? []
        packages = components.filter { $0["kind"]?.stringValue == "package" }
            .filter { $0["relation"]?.stringValue == "included" }.compactMap(Self.package)
        bases = components.filter { $0["kind"]?.stringValue == "model" }
            .filter { $0["relation"]?.stringValue == "ancestor" }.compactMap(Self.base)
        vulnerabilities = (predicate["vulnerabilities"]?.arrayValue ?? [])
            .compactMap(Self.vulnerability)
    }

    private static func url(_ component: JSON) -> PackageURL? {
        component["purl"]?.stringValue.flatMap { PackageURL($0) }
    }

    private static func licence(_ component: JSON) -> LicenceExpression? {
        guard let text = component["licences"]?[0]?.stringValue else { return nil }
        return (try? LicenceExpression(parsing: text)) ?? LicenceCatalogue.expression(text)
    }

    private static func package(_ component: JSON) -> BilledPackage? {
        guard let url = url(component) else { return nil }
        let hashes = (component["hashes"]?.arrayValue ?? []).compactMap { hash in
            hash.stringValue.flatMap(ComponentHash.init(_:))
        }
        return BilledPackage(url: url, licence: licence(component), hashes: hashes)
    }

    private static func base(_ component: JSON) -> BaseModel? {
        guard let name = component["name"]?.stringValue else { return nil }
        return BaseModel(name: name, url: url(component), licence: licence(component))
    }

    private static func vulnerability(_ json: JSON) -> BilledVulnerability? {
        guard let id = json["id"]?.stringValue else { return nil }
        let vectors = (json["ratings"]?.arrayValue ?? []).compactMap { $0["vector"]?.stringValue }
        let fixed = texts(json["fixed"])
        let affected = texts(json["affects"]).compactMap { PackageURL($0) }
        return BilledVulnerability(
            id: id, aliases: texts(json["aliases"]), ratings: vectors.map { .init(vector: $0) },
            // Of several packages nobody says which version fixes which.
            affected: affected.map {
                .init(package: $0, fixedVersion: affected.count == 1 ? fixed.first : nil)
            })
    }

    private static func texts(_ json: JSON?) -> [String] {
        (json?.arrayValue ?? []).compactMap(\.stringValue)
    }
}

extension ComponentHash {
    /// Reads `sha256:…`, as imported documents are kept.
    fileprivate init?(_ text: String) {
        let halves = text.split(separator: ":", maxSplits: 1)
        guard halves.count == 2,
            let algorithm = Algorithm(anySpelling: String(halves[0]))
        else { return nil }
        self.init(algorithm, hex: String(halves[1]))
    }
}
