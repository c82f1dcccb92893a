import Transparency

extension JSON {
    /// An object of the members that say something: `nil`, `null`, and what is empty are left out.
    static func stated(_ members: KeyValuePairs<String, JSON?>) -> JSON {
        var kept: [String: JSON] = [:]
        for (name, value) in members {
            guard let value, !value.saysNothing else { continue }
            kept[name] = value
        }
        return .object(kept)
    }

    static func texts(_ texts: some Sequence<String>) -> JSON { .array(texts.map(JSON.string)) }

    static func text(_ text: String?) -> JSON? { text.map(JSON.string) }

    private var saysNothing: Bool {
        switch self {
        case .null: true
        case .bool, .number: false
        case .string(let text): text.isEmpty
        case .array(let items): items.isEmpty
        case .object(let members): members.isEmpty
        }
    }
}
