import Governance
import SupplyChain
import Transparency

/// What a repository's card and configurations say of it.
struct HubFacts {
    let facts: JSON
    /// The card's metadata as it stands; `null` when there is none that reads.
    let card: JSON

    private static let fileByteCountMax = 1 << 20
    private static let baseCountMax = 50

    init(_ files: [IntakeDescription.File], on platform: Platform) throws {
        func bytes(_ path: String) throws -> [UInt8]? {
            guard let file = files.first(where: { $0.path == path }),
                file.byteCount <= Self.fileByteCountMax
            else { return nil }
            return try platform.blobs.get(file.digest)
        }
        let card = try bytes("README.md").flatMap { try? HubCard(readme: $0) }
        let adapter = try bytes("adapter_config.json").flatMap { try? JSON(parsing: $0) }
        let config = try bytes("config.json").flatMap { try? JSON(parsing: $0) }
        self.card = card?.data ?? .null

        let adapted = adapter?["base_model_name_or_path"]?.stringValue.flatMap(Self.project)
        let stated = (card?.baseModels ?? []).compactMap(Self.project)
        let bases = Self.distinct([adapted].compactMap(\.self) + stated)
        var members: [String: JSON] = [
            "baseModels": .array(bases.map(JSON.string)),
            "datasets": .array((card?.datasets ?? []).prefix(Self.baseCountMax).map(JSON.string)),
            "tags": .array((card?.tags ?? []).map(JSON.string)),
        ]
        members["licence"] = card?.licence.map(JSON.string)
        members["library"] = card?.library.map(JSON.string)
        members["task"] = card?.task.map(JSON.string)
        members["architectures"] = config?["architectures"].flatMap(Self.names)
        if !bases.isEmpty {
            let relation = Self.relation(card, adapter: adapter, config: config, bases: bases)
            members["ancestors"] = .array(
                bases.map { base in
                    var ancestor: [String: JSON] = [
                        "by": base == adapted ? "configuration" : "card",
                        "project": .string(base), "relation": .string(relation),
                    ]
                    if base == adapted {
                        ancestor["revision"] = adapter?["revision"]?.stringValue
                            .flatMap { IntakeOffer.isCommit($0) ? .string($0) : nil }
                    }
                    return .object(ancestor)
                })
        }
        facts = .object(members)
    }

    /// How it was made from its bases, as the card says, or the files tell.
    private static func relation(
        _ card: HubCard?, adapter: JSON?, config: JSON?, bases: [String]
    ) -> String {
        let known = ["adapter", "finetune", "merge", "quantized"]
        if let relation = card?.relation, known.contains(relation) { return relation }
        if adapter != nil { return "adapter" }
        if bases.count > 1 { return "merge" }
        return config?["quantization_config"] == nil ? "finetune" : "quantized"
    }

    /// `organisation/name` of an address on a hub, or what is stated: what nobody knows is asked
    /// about.
    private static func project(_ text: String) -> String? {
        let hub = "https://huggingface.co/"
        let name = text.hasPrefix(hub) ? String(text.dropFirst(hub.count)) : text
        return name.isEmpty || name.utf8.count > 200 ? nil : name
    }

    private static func distinct(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return Array(names.filter { seen.insert($0).inserted }.prefix(baseCountMax))
    }

    private static func names(_ json: JSON) -> JSON? {
        let names = (json.arrayValue ?? []).compactMap(\.stringValue)
            .filter { $0.utf8.count <= 100 }.prefix(10)
        return names.isEmpty ? nil : .array(names.map(JSON.string))
    }
}
