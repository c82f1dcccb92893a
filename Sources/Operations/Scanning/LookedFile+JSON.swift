import FoundationEssentials
import ModelFiles
import SupplyChain
package import Transparency

/// What a file says of itself, as it is kept and as a client sends it.
extension LookedFile {
    package var json: JSON {
        var members: [String: JSON] = [
            "digest": digest.map { .string($0.description) } ?? .null, "facts": facts.json,
        ]
        if let listing { members["listing"] = listing.json }
        if let licence { members["licence"] = licence.json }
        return .object(members)
    }

    /// Reads what ``json`` writes; `nil` for anything else.
    package init?(json: JSON) { self.init(json: json, reusing: PinnedPackages()) }

    /// The same, with packages that were read before.
    init?(json: JSON, reusing packages: PinnedPackages) {
        guard let facts = json["facts"].flatMap(FileFacts.init(json:)) else { return nil }
        let digest = json["digest"]?.stringValue.flatMap { Digest($0) }
        guard digest != nil || json["digest"]?.isNull == true else { return nil }
        let listing = json["listing"].flatMap {
            DependencyListing(json: $0, reusing: packages)
        }
        guard (listing == nil) == (json["listing"] == nil) else { return nil }
        let licence = json["licence"].flatMap(LicenceFact.init(json:))
        guard (licence == nil) == (json["licence"] == nil) else { return nil }
        self.init(digest: digest, facts: facts, listing: listing, licence: licence)
    }
}

extension LicenceFact {
    fileprivate var json: JSON {
        [
            "altered": altered.map { .string($0) } ?? .null,
            "baseModels": .array(baseModels.map { .string($0) }),
            "datasets": .array(datasets.map { .string($0) }),
            "licence": licence.map { .string($0) } ?? .null, "source": .string(source.rawValue),
        ]
    }

    fileprivate init?(json: JSON) {
        guard let source = json["source"]?.stringValue.flatMap(Source.init(rawValue:)) else {
            return nil
        }
        self.init(
            source: source, licence: json["licence"]?.stringValue,
            altered: json["altered"]?.stringValue,
            baseModels: (json["baseModels"]?.arrayValue ?? []).compactMap(\.stringValue),
            datasets: (json["datasets"]?.arrayValue ?? []).compactMap(\.stringValue))
    }
}
