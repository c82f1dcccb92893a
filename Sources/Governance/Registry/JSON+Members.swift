package import Transparency

extension JSON {
    /// A list of parts, or `nil` if one of them is none.
    var parts: [Part]? { all(Part.init(json:)) }

    /// The elements of an array, or `nil` if one of them does not read.
    package func all<Element>(_ read: (JSON) -> Element?) -> [Element]? {
        guard let items = arrayValue else { return nil }
        let elements = items.compactMap(read)
        return elements.count == items.count ? elements : nil
    }

    /// A member of text that may be left out: `.some(nil)` when it is, `nil` when it is there and
    /// does not read, so that nothing malformed passes for something absent.
    func optional<Value>(_ name: String, _ read: (String) -> Value?) -> Value?? {
        guard let member = self[name] else { return .some(nil) }
        guard let value = member.stringValue.flatMap(read) else { return nil }
        return .some(value)
    }
}
