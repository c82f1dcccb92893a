/// Numbers and names in words.
enum Wording {
    /// Such as `412 kB` or `3.9 MB`.
    static func bytes(_ count: Int) -> String {
        let units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"]
        var (value, unit) = (Double(max(count, 0)), 0)
        while value >= 999.5 && unit < units.count - 1 { (value, unit) = (value / 1000, unit + 1) }
        let isShort = unit > 0 && value < 9.95
        let number = isShort ? "\((value * 10).rounded() / 10)" : "\(Int(value.rounded()))"
        return number + " " + units[unit]
    }

    /// With a comma at every third digit.
    static func count(_ value: Int) -> String {
        var groups: [String] = []
        var rest = value.magnitude
        while rest >= 1000 {
            groups.append(String(String(rest % 1000 + 1000).dropFirst()))
            rest /= 1000
        }
        groups.append(String(rest))
        return (value < 0 ? "−" : "") + groups.reversed().joined(separator: ",")
    }

    /// Such as `1 version` or `3 versions`.
    static func count(_ value: Int, _ one: String, _ many: String? = nil) -> String {
        count(value) + " " + (value == 1 ? one : many ?? one + "s")
    }

    /// Such as `6a1f2b…c09e`: enough of a digest to tell it from others by eye.
    static func digest(_ text: String) -> String {
        let hex = text.hasPrefix("sha256:") ? text.dropFirst(7) : text[...]
        return hex.count <= 16 ? String(hex) : "\(hex.prefix(8))…\(hex.suffix(4))"
    }

    /// Such as `weights, config and code`.
    static func list(_ items: some Sequence<String>) -> String {
        let items = Array(items)
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }

    /// With a capital at the start and words in place of `-` and `_`.
    static func title(_ name: String) -> String {
        let words = name.map { $0 == "_" || $0 == "-" ? " " : $0 }
        return String(words.prefix(1)).uppercased() + String(words.dropFirst())
    }

    /// To three decimals, with a true minus sign.
    static func number(_ value: Double) -> String {
        let rounded = (value * 1000).rounded() / 1000
        guard abs(rounded) < 1e15 else { return "\(value)" }
        let text = rounded == rounded.rounded() ? "\(Int64(rounded))" : "\(rounded)"
        return text.hasPrefix("-") ? "−" + text.dropFirst() : text
    }

    /// A share as whole per cent; only all is 100 and only none is 0.
    static func percent(_ part: Int, of whole: Int) -> Int {
        guard whole > 0 else { return 0 }
        let rounded = Int((Double(part) / Double(whole) * 100).rounded())
        if part < whole && rounded == 100 { return 99 }
        return part > 0 && rounded == 0 ? 1 : rounded
    }
}
