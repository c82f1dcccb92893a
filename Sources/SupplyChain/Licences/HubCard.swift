package import Transparency

/// What the front of a README says of a model besides what ``ModelCard`` reads, as hubs show it.
///
/// Source: Hugging Face, *Model cards*, the metadata between two lines of dashes.
package struct HubCard: Sendable, Hashable {
    /// As an SPDX expression where it is one, else as it is stated.
    package let licence: String?
    package let baseModels: [String]
    /// Such as `finetune`, `adapter`, `merge` or `quantized`.
    package let relation: String?
    package let datasets: [String]
    package let tags: [String]
    /// Such as `transformers`.
    package let library: String?
    /// Such as `text-generation`.
    package let task: String?
    /// All of it; every value a text.
    package let data: JSON

    static let listCountMax = 100
    static let textByteCountMax = 200
    static let dataByteCountMax = 256 << 10

    /// - Throws: ``DocumentError`` when the metadata is no YAML, or too large.
    package init(readme bytes: [UInt8]) throws(DocumentError) {
        let card = try ModelCard(readme: bytes)
        let tree = try ModelCard.tree(of: bytes) ?? [:]
        guard tree.canonicalBytes.count <= Self.dataByteCountMax else {
            throw DocumentError("its metadata is larger than 256 KiB")
        }
        let named = tree["license_name"]?.stringValue
        let stated = tree["license"]?.stringValue
        let isOther = ["other", "unknown"].contains(stated?.asciiLowercased ?? "")
        licence = Self.short(card.licence?.description ?? (isOther ? named ?? stated : stated))
        baseModels = Self.short(card.baseModels)
        relation = Self.short(tree["base_model_relation"]?.stringValue)
        datasets = Self.short(card.datasets)
        tags = Self.short(Self.texts(tree["tags"]))
        library = Self.short(tree["library_name"]?.stringValue)
        task = Self.short(tree["pipeline_tag"]?.stringValue)
        data = tree
    }

    private static func texts(_ tree: JSON?) -> [String] {
        (tree?.arrayValue ?? tree.map { [$0] } ?? []).compactMap(\.stringValue)
    }

    private static func short(_ texts: [String]) -> [String] {
        texts.prefix(listCountMax).compactMap { short($0) }
    }

    /// `nil` for what is too long to be a name.
    private static func short(_ text: String?) -> String? {
        guard let text, !text.isEmpty, text.utf8.count <= textByteCountMax,
            text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
        else { return nil }
        return text
    }
}
