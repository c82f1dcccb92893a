import Transparency

/// A value of JSON as Python has it: a whole number keeps all of its digits and is another thing than
/// a number that is not whole, and NaN and the infinities are numbers.
///
/// ``JSON`` is of doubles, and would change what somebody evaluates with.
package enum ExactJSON: Sendable, Equatable {
    case null
    case flag(Bool)
    /// Its digits, with a `-` before them where it is negative.
    case integer(String)
    case number(Double)
    case text(String)
    case list([ExactJSON])
    case map([String: ExactJSON])

    package static func integer(_ integer: Int64) -> ExactJSON { .integer(String(integer)) }

    package subscript(name: String) -> ExactJSON? {
        if case .map(let members) = self { members[name] } else { nil }
    }

    package var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    package var members: [String: ExactJSON]? {
        if case .map(let members) = self { members } else { nil }
    }

    package var elements: [ExactJSON]? {
        if case .list(let elements) = self { elements } else { nil }
    }

    var isNull: Bool { self == .null }

    /// What MLflow calls the type of a field that has such a value.
    var typeName: String {
        switch self {
        case .null: "null"
        case .flag: "boolean"
        case .integer: "integer"
        case .number: "float"
        case .text: "string"
        case .list: "array"
        case .map: "object"
        }
    }
}

// As it is written: one form for each value, members by the bytes of their names.
extension ExactJSON {
    package var written: String {
        var text = ""
        write(to: &text)
        return text
    }

    private func write(to text: inout String) {
        switch self {
        case .null: text += "null"
        case .flag(let flag): text += flag ? "true" : "false"
        case .integer(let digits): text += digits
        case .number(let number): text += Self.written(number)
        case .text(let value): text += JSON.string(value).canonical
        case .list(let elements):
            text += "["
            for (index, element) in elements.enumerated() {
                if index > 0 { text += "," }
                element.write(to: &text)
            }
            text += "]"
        case .map(let members):
            text += "{"
            let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            for (index, member) in sorted.enumerated() {
                if index > 0 { text += "," }
                text += JSON.string(member.key).canonical + ":"
                member.value.write(to: &text)
            }
            text += "}"
        }
    }

    private static func written(_ number: Double) -> String {
        if number.isNaN { return "NaN" }
        return number.isFinite ? "\(number)" : number > 0 ? "Infinity" : "-Infinity"
    }
}
