import Transparency

/// What the front of a model's or data set's README on a hub says of its licence and its sources.
///
/// Source: Hugging Face, *Model cards*, the metadata between two lines of dashes.
package struct ModelCard: Sendable, Hashable {
    /// `nil` when none is stated, or only that it is another.
    package let licence: LicenceExpression?
    /// Such as `meta-llama/Llama-3.1-8B`.
    package let baseModels: [String]
    package let datasets: [String]

    static let byteCountMax = 16 << 20
    static let sourceCountMax = 1_000

    /// Reads a README; without metadata at its front it says nothing.
    ///
    /// - Throws: ``DocumentError`` when the metadata is no YAML, or larger than 4 MiB.
    package init(readme bytes: [UInt8]) throws(DocumentError) {
        let tree = try Self.tree(of: bytes)
        let stated = try Self.texts(tree?["license"], "license")
        let licences = stated.compactMap { text in
            let isOther = ["other", "unknown"].contains(text.asciiLowercased)
            return LicenceCatalogue.expression(
                isOther ? tree?["license_name"]?.stringValue ?? "" : text)
        }
        // A list does not say which is for what: all of them apply, or none is known.
        let isWhole = !stated.isEmpty && licences.count == stated.count
        licence = isWhole ? (licences.count == 1 ? licences.first : .all(licences)) : nil
        baseModels = try Self.texts(tree?["base_model"], "base_model")
        datasets = try Self.texts(tree?["datasets"], "datasets")
    }

    /// The metadata, every value a text; `nil` when there is none.
    static func tree(of readme: [UInt8]) throws(DocumentError) -> JSON? {
        try metadata(readme).map { (yaml) throws(DocumentError) in try YAMLTree.parse(yaml) }
    }

    /// The lines between a first line `---` and the next one.
    private static func metadata(_ bytes: [UInt8]) throws(DocumentError) -> [UInt8]? {
        guard bytes.count <= byteCountMax else { throw DocumentError("it is larger than 16 MiB") }
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard let first = lines.first, isDashes(first) else { return nil }
        guard let last = lines.dropFirst().firstIndex(where: isDashes) else {
            throw DocumentError("the metadata at its front does not end")
        }
        let yaml = Array(lines[1..<last].joined(separator: [0x0A]))
        return yaml.allSatisfy(\.isSpace) ? nil : yaml
    }

    private static func isDashes(_ line: ArraySlice<UInt8>) -> Bool {
        line.text.trimmed == "---" && line.first == UInt8(ascii: "-")
    }

    /// A text, or a list of texts.
    private static func texts(_ tree: JSON?, _ name: String) throws(DocumentError) -> [String] {
        guard let tree, !tree.isNull else { return [] }
        let items = tree.arrayValue ?? [tree]
        let texts = items.compactMap(\.stringValue)
        guard texts.count == items.count, texts.count <= sourceCountMax else {
            throw DocumentError("`\(name)` is neither a text nor a list of texts")
        }
        return texts
    }

    /// The model as something that was made from its sources.
    package func work(name: String) -> DerivationGraph.Work {
        let sources =
            baseModels.map { DerivationGraph.Source($0, .modifies) }
            + datasets.map { DerivationGraph.Source($0, .trainedOn) }
        return DerivationGraph.Work(
            name: name, statement: licence.map(DerivationGraph.Statement.expression) ?? .nothing,
            sources: sources)
    }
}
