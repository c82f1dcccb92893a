import Transparency

/// An address within the console, with everything in it escaped.
struct Address {
    private(set) var text: String

    /// Steps of a path, such as `["versions", "model:income@2"]`.
    init(_ steps: String...) { text = "/" + steps.map(Self.escaped).joined(separator: "/") }

    /// With these in its query; those without a value are left out.
    func asking(_ pairs: KeyValuePairs<String, String?>) -> String {
        let asked = pairs.compactMap { name, value in
            value.map { Self.escaped(name) + "=" + Self.escaped($0) }
        }
        return asked.isEmpty ? text : text + "?" + asked.joined(separator: "&")
    }

    /// Names of versions are made with `:` and `@`.
    private static func escaped(_ text: String) -> String {
        PercentEncoding.encode(text, besides: ":@")
    }

    static func version(_ name: String, to transition: String? = nil) -> String {
        Address("versions", name).asking(["to": transition])
    }
    /// The page about a subject for everybody.
    static func subject(_ name: String) -> String {
        let plain = name.hasPrefix("model:") ? String(name.dropFirst(6)) : name
        return Address("models", plain).text
    }
    static func decision(_ id: String) -> String {
        Address("decisions", String(id.hasPrefix("sha256:") ? id.dropFirst(7) : id[...])).text
    }
    static func record(_ index: Int) -> String { Address("ledger", String(index)).text }
}
