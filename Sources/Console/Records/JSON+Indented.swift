import Transparency

extension JSON {
    /// For reading: a member a line, two spaces deeper for each level, names in order.
    var indented: String { Self.lines(self, depth: 0) }

    private static func lines(_ json: JSON, depth: Int) -> String {
        let inner = String(repeating: "  ", count: depth + 1)
        let outer = String(repeating: "  ", count: depth)
        switch json {
        case .object(let members) where !members.isEmpty:
            let parts = members.sorted { $0.key < $1.key }.map { name, value in
                inner + JSON.string(name).canonical + ": " + lines(value, depth: depth + 1)
            }
            return "{\n" + parts.joined(separator: ",\n") + "\n" + outer + "}"
        case .array(let items) where !items.isEmpty:
            let parts = items.map { inner + lines($0, depth: depth + 1) }
            return "[\n" + parts.joined(separator: ",\n") + "\n" + outer + "]"
        default: return json.canonical
        }
    }
}
