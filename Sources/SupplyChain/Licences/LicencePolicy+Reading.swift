import Transparency

/// An organisation's licence policy as it writes it down, in YAML.
///
/// ```yaml
/// for: [commercial, distribution]
/// allow: [permissive]
/// ask: [MPL-2.0]
/// deny: [non-commercial, AGPL-*]
/// otherwise: ask
/// training-data: counts
/// works:
///   meta-llama/Llama-3.1-8B: llama3.1
///   our-org/base: {licence: Apache-2.0, base-models: [meta-llama/Llama-3.1-8B]}
/// ```
extension LicencePolicy {
    private static let names: Set = [
        "for", "allow", "ask", "deny", "otherwise", "training-data", "works",
    ]

    /// - Throws: ``DocumentError`` for what is no YAML, for a name that is not in the list above,
    ///   and for a licence that does not read.
    package init(yaml bytes: [UInt8]) throws(DocumentError) {
        let tree = try YAMLTree.parse(bytes)
        guard case .object(let members) = tree else {
            throw DocumentError("a licence policy is a mapping with `for`, `allow`, `ask`, `deny`")
        }
        if let stranger = members.keys.sorted().first(where: { !Self.names.contains($0) }) {
            throw DocumentError(
                "`\(stranger)` is nothing that a licence policy has; it has "
                    + Self.names.sorted().joined(separator: ", "))
        }
        self.init(
            uses: Set(try Self.uses(members["for"])),
            allow: try Self.texts(members["allow"], "allow") ?? ["permissive"],
            ask: try Self.texts(members["ask"], "ask") ?? [],
            deny: try Self.texts(members["deny"], "deny") ?? [],
            otherwise: try Self.word(members["otherwise"], "otherwise", among: Self.effects)
                ?? .ask,
            dataCounts: try Self.word(
                members["training-data"], "training-data", among: ["counts": true, "asks": false])
                ?? true,
            works: try Self.works(members["works"]))
    }

    private static let effects: [String: LicenceEffect] = [
        "allow": .allow, "ask": .ask, "deny": .deny,
    ]

    private static func uses(_ tree: JSON?) throws(DocumentError) -> [LicenceUse] {
        try (texts(tree, "for") ?? []).map { (text) throws(DocumentError) in
            guard let use = LicenceUse(rawValue: text) else {
                throw DocumentError(
                    "`for` has `\(text)`, and may have "
                        + LicenceUse.allCases.map(\.rawValue).joined(separator: ", "))
            }
            return use
        }
    }

    private static func word<Value>(
        _ tree: JSON?, _ name: String, among words: [String: Value]
    ) throws(DocumentError) -> Value? {
        guard let tree, !tree.isNull else { return nil }
        guard let value = tree.stringValue.flatMap({ words[$0] }) else {
            throw DocumentError(
                "`\(name)` is \(words.keys.sorted().joined(separator: " or "))")
        }
        return value
    }

    private static func texts(
        _ tree: JSON?, _ name: String
    ) throws(DocumentError) -> [String]? {
        guard let tree, !tree.isNull else { return nil }
        guard let items = tree.arrayValue else { throw DocumentError("`\(name)` is a list") }
        let texts = items.compactMap(\.stringValue).filter { !$0.isEmpty }
        guard texts.count == items.count else {
            throw DocumentError("`\(name)` is a list of texts")
        }
        return texts
    }

    private static func works(_ tree: JSON?) throws(DocumentError) -> [DerivationGraph.Work] {
        guard let tree, !tree.isNull else { return [] }
        guard case .object(let members) = tree else {
            throw DocumentError("`works` is a mapping from names to licences")
        }
        return try members.sorted { $0.key < $1.key }.map { (entry) throws(DocumentError) in
            try work(entry.key, entry.value)
        }
    }

    private static func work(
        _ name: String, _ tree: JSON
    ) throws(DocumentError) -> DerivationGraph.Work {
        guard let text = tree.stringValue ?? tree["licence"]?.stringValue else {
            throw DocumentError("`works` says no licence of `\(name)`")
        }
        guard LicenceCatalogue.expression(text) != nil else {
            throw DocumentError("the licence of `\(name)` says nothing: `\(text)`")
        }
        let bases = try texts(tree["base-models"], "base-models") ?? []
        let data = try texts(tree["datasets"], "datasets") ?? []
        return DerivationGraph.Work(
            name: name, licence: text,
            sources: bases.map { .init($0, .modifies) } + data.map { .init($0, .trainedOn) })
    }
}
