import ModelFiles
import SupplyChain
import Transparency

/// Finds what a file says of licences; its name says where to look.
extension LicenceFact {
    private static let sizeLimit = 1 << 20

    /// Whether a file of this name and size may speak of licences.
    static func mayBe(at path: String, byteCount: Int) -> Bool {
        byteCount <= sizeLimit
            && (isCard(path) || isText(path) || isConfiguration(path) || isMetadata(path))
    }

    /// What a Python package says of itself, as it lies beside the package.
    private static func isMetadata(_ path: String) -> Bool {
        name(of: path).hasSuffix(DistributionFileName.metadataSuffix)
            && DependencyFormat(path: path) == .distribution
    }

    private static func name(of path: String) -> String {
        path.split(separator: "/").last.map { $0.lowercased() } ?? ""
    }

    private static func isCard(_ path: String) -> Bool { name(of: path) == "readme.md" }

    private static func isText(_ path: String) -> Bool {
        let stem = name(of: path).split(separator: ".").first ?? ""
        return ["license", "licence", "copying", "unlicense"].contains {
            stem == $0 || stem.hasPrefix($0 + "-") || stem.hasPrefix($0 + "_")
        }
    }

    private static func isConfiguration(_ path: String) -> Bool {
        ["adapter_config.json", "config.json"].contains(name(of: path))
    }

    /// - Returns: `nil` when it says nothing, or does not read: then other files speak.
    init?(path: String, bytes: [UInt8]) {
        if Self.isCard(path) {
            guard let card = try? ModelCard(readme: bytes) else { return nil }
            guard card.licence != nil || !card.baseModels.isEmpty || !card.datasets.isEmpty else {
                return nil
            }
            self.init(
                source: .card, licence: card.licence?.description, baseModels: card.baseModels,
                datasets: card.datasets)
        } else if Self.isMetadata(path) {
            guard let licence = try? InstalledDistribution(metadata: bytes).licence else {
                return nil
            }
            self.init(source: .metadata, licence: licence.description)
        } else if Self.isText(path) {
            guard let text = LicenceText(bytes) else { return nil }
            switch text.recognition {
            case .recognised(let id), .titled(let id): self.init(source: .text, licence: id)
            case .altered(let id): self.init(source: .text, licence: nil, altered: id)
            case .unknown: return nil
            }
        } else {
            guard let tree = try? JSON(parsing: bytes) else { return nil }
            let base = [tree["base_model_name_or_path"], tree["base_model"]]
                .compactMap { $0?.stringValue }.filter { !$0.isEmpty }
            guard !base.isEmpty else { return nil }
            self.init(source: .configuration, licence: nil, baseModels: base)
        }
    }
}

extension LicenceFact {
    /// What a weights file's header states: GGUF's `general.license` and `general.base_model.…`,
    /// `license` and `base_model` in the metadata of safetensors.
    ///
    /// - Returns: `nil` when it states nothing.
    init?(header facts: FileFacts) {
        let stated = facts.texts.filter { $0.kind == .statement }
        let licence = stated.lazy.filter { $0.name.hasSuffix("license") }
            .compactMap { LicenceCatalogue.expression($0.excerpt)?.description }.first
        let bases = stated.filter { $0.name.contains("base_model") }.compactMap(Self.hubName)
        let datasets = stated.filter { $0.name.contains("dataset") }.compactMap(Self.hubName)
        guard licence != nil || !bases.isEmpty || !datasets.isEmpty else { return nil }
        self.init(
            source: .header, licence: licence, baseModels: Set(bases).sorted(),
            datasets: Set(datasets).sorted())
    }

    /// `organisation/name` of an address on a hub, or of such a name.
    private static func hubName(_ fact: TextFact) -> String? {
        let hub = "https://huggingface.co/"
        let text = fact.excerpt
        let name = text.hasPrefix(hub) ? String(text.dropFirst(hub.count)) : text
        let plain = name.hasPrefix("datasets/") ? String(name.dropFirst("datasets/".count)) : name
        return PackageURL(huggingFace: plain) == nil ? nil : plain
    }
}
