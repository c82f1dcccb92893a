/// JSON as it stands: members in order, repeated keys too.
enum JSONValue: Sendable {
    case null
    case bool(Bool)
    case int(Int)
    /// A number that is no 64-bit integer.
    case number
    case text(String)
    case array([JSONValue])
    case object([Member])

    struct Member: Sendable {
        let key: String
        let value: JSONValue
    }

    /// The value of a key, the last of several, as most readers take it.
    subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.key == key }?.value
    }

    var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    var items: [JSONValue] {
        if case .array(let items) = self { items } else { [] }
    }

    var members: [Member] {
        if case .object(let members) = self { members } else { [] }
    }

    /// On one line, cut to a limit of characters.
    func summary(limit: Int = 200) -> String {
        let whole: String
        switch self {
        case .null: whole = "null"
        case .bool(let value): whole = value ? "true" : "false"
        case .int(let value): whole = String(value)
        case .number: whole = "…"
        case .text(let text): whole = "'" + text.prefix(limit) + "'"
        case .array(let items):
            let inside = items.prefix(8).map { $0.summary(limit: limit / 2) }
            whole = "[" + inside.joined(separator: ", ") + "]"
        case .object(let members):
            let inside = members.prefix(8).map {
                "\($0.key): " + $0.value.summary(limit: limit / 2)
            }
            whole = "{" + inside.joined(separator: ", ") + "}"
        }
        return String(whole.prefix(limit))
    }
}
