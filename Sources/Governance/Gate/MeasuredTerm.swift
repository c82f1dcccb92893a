import Transparency

/// A measure held to a limit, as a term of a condition says it: `atMost(PATH, LIMIT)`, or the same
/// over each key of a map, `MAP.all(key, atMost(MAP[key].REST, LIMIT))`.
struct MeasuredTerm {
    let comparison: IntervalComparison
    let path: String
    let limit: Double
    /// The path without the kind of evidence it stands in.
    let name: String

    /// - Returns: The terms that `MAP.all(…)` stands for; empty when the source is of another form.
    static func all(in source: String, keys: (String) -> [String]) -> [MeasuredTerm] {
        guard source.last == ")", let call = source.firstRange(of: ".all("),
            let comma = source[call.upperBound...].firstIndex(of: ",")
        else { return [] }
        let map = String(source[..<call.lowerBound])
        let variable = source[call.upperBound..<comma].filter { !$0.isWhitespace }
        let body = source[source.index(after: comma)...].dropLast().drop(while: \.isWhitespace)
        return keys(map).compactMap { key in
            MeasuredTerm(String(body).replacing("[\(variable)]", with: ".\(key)"))
        }
    }

    /// `nil` when the source is of another form, `MAP.all(…)` among them.
    init?(_ source: String) {
        guard let open = source.firstIndex(of: "("), source.last == ")",
            let comparison = IntervalComparison(rawValue: String(source[..<open])),
            let comma = source.lastIndex(of: ","), open < comma
        else { return nil }
        let path = source[source.index(after: open)..<comma].filter { !$0.isWhitespace }
        let limit = source[source.index(after: comma)...].dropLast().filter { !$0.isWhitespace }
        guard let limit = Double(limit), !path.contains(where: { "()[]".contains($0) }) else {
            return nil
        }
        self.comparison = comparison
        self.path = String(path)
        self.limit = limit
        name = path.split(separator: ".").dropFirst(2).joined(separator: " ")
    }

    /// Such as `sex gap 0.17, 95 % interval 0.15 to 0.19; must be at most 0.1`.
    func text(of fact: JSON?) -> String {
        let phrase = comparison == .atLeast ? "at least" : "at most"
        return "\(name) \(MeasureText.text(fact)); must be \(phrase) \(MeasureText.number(limit))"
    }

    /// An interval narrows with the root of the rows, so the rows that would bring its nearer end
    /// to the limit follow from how far the value itself is from it.
    ///
    /// - Returns: `nil` when no number of rows would, or the fact does not say its own.
    func rowsNeeded(for fact: JSON?) -> Int64? {
        guard let value = fact?["value"]?.doubleValue, let lower = fact?["lower"]?.doubleValue,
            let upper = fact?["upper"]?.doubleValue, let rows = fact?["n"]?.doubleValue
        else { return nil }
        let halfWidth = value < limit ? upper - value : value - lower
        let room = abs(limit - value)
        guard room > 0, halfWidth > room else { return nil }
        let needed = (rows * ((halfWidth / room) * (halfWidth / room) - 1)).rounded(.up)
        return needed >= 1 && needed < 1e12 ? Int64(needed) : nil
    }
}
