import SupplyChain
import Transparency

/// What a version's files say that it needs and was made from, and what is known against that, in
/// the form of an imported bill of materials.
struct ScanInventory {
    private let parts: [ScannedPart]
    private let licences: VersionLicences
    private let advisories: DependencyVerdicts?

    /// Packages and vulnerabilities of one version that are listed.
    private static let countMax = 2_000

    init(of parts: [ScannedPart], licences: VersionLicences, advisories: DependencyVerdicts?) {
        self.parts = parts
        self.licences = licences
        self.advisories = advisories
    }

    /// `components`, `indexes`, `licences`, `sources`, `unidentified` and `vulnerabilities`.
    ///
    /// - Throws: A fault when the advisories are damaged.
    func members() throws -> [String: JSON] {
        let listings = parts.flatMap(\.files).compactMap(\.listing)
        let components = packages(listings) + models + datasets
        let sources = components.compactMap { $0["source"]?.stringValue }
        return [
            "components": .array(components),
            "indexes": .array(Set(listings.flatMap(\.sources)).sorted().map { .string($0) }),
            "licences": .array(licences.licences.map { .string($0) }),
            "sources": .array(Set(sources).sorted().map { .string($0) }),
            "unidentified": JSON(components.count { $0["purl"] == nil }),
            "vulnerabilities": .array(try vulnerabilities(listings)),
        ]
    }

    // MARK: Components

    private func packages(_ listings: [DependencyListing]) -> [JSON] {
        var known: [String: JSON] = [:]
        for listing in listings {
            let index = listing.sources.count == 1 ? listing.sources.first : nil
            for dependency in listing.dependencies {
                let url = PackageURL(dependency)
                let key = url?.description ?? "\(dependency.name.text) \(dependency.place)"
                known[key] = Self.component(dependency, url, index: index)
            }
        }
        return known.sorted { $0.key < $1.key }.prefix(Self.countMax).map(\.value)
    }

    private static func component(
        _ dependency: Dependency, _ url: PackageURL?, index: String?
    ) -> JSON {
        var members = component(
            "package", "included", dependency.name.text, url, dependency.hashes)
        if case .pinned(let version) = dependency.version {
            members["version"] = .string(version.text)
        }
        if let index { members["repository"] = .string(index) }
        return .object(members)
    }

    private static func component(
        _ kind: String, _ relation: String, _ name: String, _ url: PackageURL?,
        _ hashes: [String] = []
    ) -> [String: JSON] {
        var members: [String: JSON] = [
            "hashes": .array(hashes.map { .string($0) }), "kind": .string(kind),
            "licences": .array([]), "name": .string(name), "relation": .string(relation),
        ]
        if let url {
            members["purl"] = .string(url.description)
            members["source"] = .string(url.source)
        }
        return members
    }

    private var models: [JSON] {
        licences.baseModels.map {
            .object(Self.component("model", "ancestor", $0, PackageURL(huggingFace: $0)))
        }
    }

    private var datasets: [JSON] {
        licences.datasets.map {
            .object(Self.component("data", "included", $0, PackageURL(huggingFace: $0)))
        }
    }

    // MARK: Vulnerabilities

    private func vulnerabilities(_ listings: [DependencyListing]) throws -> [JSON] {
        guard let advisories else { return [] }
        var known: [String: ListedVulnerability] = [:]
        do {
            for listing in listings {
                for entry in try DependencyReport(of: listing, by: advisories).vulnerable {
                    guard case .vulnerable(let findings) = entry.verdict else { continue }
                    for group in AdvisoryFinding.byVulnerability(findings) {
                        let one = ListedVulnerability(group, of: entry.dependency)
                        known[one.id, default: one].add(one)
                    }
                }
            }
        } catch { throw Failure.fault("damaged_advisories", "\(error)") }
        return known.values.sorted { $0.id < $1.id }.prefix(Self.countMax).map(\.json)
    }
}

/// One vulnerability of some packages.
private struct ListedVulnerability {
    let id: String
    private var aliases: Set<String>
    private var affects: Set<String>
    private var fixed: Set<String>
    private var vectors: Set<String>

    init(_ group: [AdvisoryFinding], of dependency: Dependency) {
        let names = Set(group.flatMap { [$0.advisory.id] + $0.advisory.aliases })
        // The name that most databases share.
        id = names.filter { $0.hasPrefix("CVE-") }.min() ?? names.min() ?? ""
        aliases = names.subtracting([id])
        affects = Set([PackageURL(dependency)?.description].compactMap(\.self))
        fixed = Set(group.compactMap(\.fixedVersion).prefix(1))
        vectors = Set(group.flatMap(\.advisory.severities).map(\.vector))
    }

    mutating func add(_ other: Self) {
        aliases.formUnion(other.aliases)
        affects.formUnion(other.affects)
        fixed.formUnion(other.fixed)
        vectors.formUnion(other.vectors)
    }

    var json: JSON {
        [
            "affects": Self.json(affects), "aliases": Self.json(aliases), "fixed": Self.json(fixed),
            "id": .string(id), "ratings": .array(vectors.sorted().map(Self.rating)),
        ]
    }

    private static func json(_ texts: Set<String>) -> JSON {
        .array(texts.sorted().map { .string($0) })
    }

    private static func rating(_ vector: String) -> JSON {
        guard let score = CVSSScore(vector: vector) else { return ["vector": .string(vector)] }
        return [
            "score": .number(Double(score.tenths) / 10), "severity": .string("\(score.level)"),
            "vector": .string(vector),
        ]
    }
}

extension PackageURL {
    /// `nil` for what comes from no index.
    fileprivate init?(_ dependency: Dependency) {
        let version: String?
        switch dependency.version {
        case .pinned(let pinned): version = pinned.text
        case .undecided(.notPinned): version = nil
        case .undecided(.address), .undecided(.path): return nil
        }
        switch dependency.ecosystem {
        case .pypi: self.init(pypi: dependency.name, version: version)
        case .conda:
            self.init(type: "conda", name: dependency.name.text, version: version)
        }
    }
}
