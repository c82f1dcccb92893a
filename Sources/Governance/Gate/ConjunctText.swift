import CEL
import Transparency

/// A term of a condition in words, with the numbers it was judged on.
struct ConjunctText {
    private let source: String
    private let references: [String]
    private let facts: UsableFacts

    init(_ conjunct: CELProgram, _ facts: UsableFacts) {
        source = conjunct.source
        references = conjunct.references
        self.facts = facts
    }

    /// Such as `sex.true_positive_rate.gap 0.17, 95 % interval 0.15 to 0.19; must be at most 0.1`.
    var broken: String {
        guard let (measure, limit) = comparison else { return "`\(source)` is false: \(values)" }
        return "\(measure); must be \(limit)"
    }

    var undecided: String {
        guard let (measure, limit) = comparison else {
            return "`\(source)` is undecided: \(values)"
        }
        return "\(measure); must be \(limit), and the interval spans it\(rowsNeeded)"
    }

    private var values: String {
        references.map { "\($0) is \(MeasureText.text(facts.fact(at: $0)))" }.joined(
            separator: ", ")
    }

    private var comparison: (measure: String, limit: String)? {
        for kind in IntervalComparison.allCases where source.hasPrefix(kind.rawValue + "(") {
            guard let path = references.first, let limit else { continue }
            let name = path.split(separator: ".").dropFirst(2).joined(separator: ".")
            let phrase = kind == .atLeast ? "at least" : "at most"
            return (
                "\(name) \(MeasureText.text(facts.fact(at: path)))",
                "\(phrase) \(MeasureText.number(limit))"
            )
        }
        return nil
    }

    private var limit: Double? {
        guard let comma = source.lastIndex(of: ","), source.last == ")" else { return nil }
        let text = source[source.index(after: comma)...].dropLast().filter { !$0.isWhitespace }
        return Double(text)
    }

    /// An interval narrows with the root of the rows, so the rows that would bring its nearer end
    /// to the limit follow from how far the value itself is from it.
    private var rowsNeeded: String {
        guard let path = references.first, let fact = facts.fact(at: path), let limit,
            let value = fact["value"]?.doubleValue, let lower = fact["lower"]?.doubleValue,
            let upper = fact["upper"]?.doubleValue, let rows = fact["n"]?.doubleValue
        else { return "" }
        let halfWidth = value < limit ? upper - value : value - lower
        let room = abs(limit - value)
        guard room > 0, halfWidth > room else { return "" }
        let needed = (rows * ((halfWidth / room) * (halfWidth / room) - 1)).rounded(.up)
        guard needed.isFinite, needed < 1e12 else { return "" }
        return "; about \(Int64(needed)) more rows would decide it"
    }
}
