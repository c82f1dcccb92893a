/// Text that is HTML already: whatever comes from outside was escaped on its way in.
struct Markup: ExpressibleByStringInterpolation {
    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity)
        }

        mutating func appendLiteral(_ literal: String) { text += literal }
        mutating func appendInterpolation(_ markup: Markup) { text += markup.text }
        mutating func appendInterpolation(_ text: String) { self.text += Markup.escaped(text) }
        mutating func appendInterpolation(_ number: Int) { text += "\(number)" }
        /// A coordinate of a drawing, to a tenth.
        mutating func appendInterpolation(_ number: Double) {
            text += "\((number * 10).rounded() / 10)"
        }
    }

    fileprivate(set) var text: String

    init(stringLiteral value: String) { text = value }
    init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

    static func + (one: Markup, other: Markup) -> Markup {
        var sum = one
        sum.text += other.text
        return sum
    }

    fileprivate static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

extension [Markup] {
    /// One after the other.
    var joined: Markup { reduce(into: "") { $0.text += $1.text } }
}
