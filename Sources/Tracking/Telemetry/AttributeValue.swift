package import Transparency

/// What an attribute says, in the types that OpenTelemetry has.
package indirect enum AttributeValue: Sendable, Equatable {
    /// Nothing was said.
    case none
    case text(String)
    case flag(Bool)
    case integer(Int64)
    case number(Double)
    case bytes([UInt8])
    case list([AttributeValue])
    case map([SpanAttribute])

    package var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    package var integer: Int64? {
        switch self {
        case .integer(let integer): integer
        case .number(let number): Int64(exactly: number)
        case .text(let text): Int64(text)
        default: nil
        }
    }

    /// Whether it says anything that is not empty, none or 0.
    var isTelling: Bool {
        switch self {
        case .none: false
        case .text(let text): !text.isEmpty
        case .flag(let flag): flag
        case .integer(let integer): integer != 0
        case .number(let number): number != 0
        case .bytes(let bytes): !bytes.isEmpty
        case .list(let elements): !elements.isEmpty
        case .map(let members): !members.isEmpty
        }
    }
}

/// What is said of a span, or of an event in it, by a name.
package struct SpanAttribute: Sendable, Equatable {
    package let key: String
    package let value: AttributeValue

    package init(key: String, value: AttributeValue) {
        self.key = key
        self.value = value
    }
}

// As protobuf's mapping to JSON has it, from which it is read again without loss.
extension AttributeValue {
    package var json: JSON {
        switch self {
        case .none: [:]
        case .text(let text): ["string_value": .string(text)]
        case .flag(let flag): ["bool_value": .bool(flag)]
        case .integer(let integer): ["int_value": .string("\(integer)")]
        case .number(let number): ["double_value": Self.json(number)]
        case .bytes(let bytes): ["bytes_value": .string(Base64.encode(bytes))]
        case .list(let elements): ["array_value": ["values": .array(elements.map(\.json))]]
        case .map(let members): ["kvlist_value": ["values": SpanAttribute.json(members)]]
        }
    }

    private static func json(_ number: Double) -> JSON {
        if number.isNaN { return "NaN" }
        return number.isFinite ? .number(number) : number > 0 ? "Infinity" : "-Infinity"
    }

    /// - Returns: `nil` for what ``json`` never writes.
    package init?(_ json: JSON) {
        guard let members = json.objectValue else { return nil }
        guard let (name, value) = members.first else {
            self = .none
            return
        }
        switch name {
        case "string_value": self.init(value.stringValue.map { .text($0) })
        case "bool_value": self.init(value.boolValue.map { .flag($0) })
        case "int_value": self.init(value.stringValue.flatMap { Int64($0) }.map { .integer($0) })
        case "double_value": self.init(Self.number(value).map { .number($0) })
        case "bytes_value":
            self.init(value.stringValue.flatMap { Base64.decode($0) }.map { .bytes($0) })
        case "array_value":
            let elements = value["values"]?.arrayValue ?? []
            let values = elements.compactMap { AttributeValue($0) }
            self.init(values.count == elements.count ? .list(values) : nil)
        case "kvlist_value":
            self.init(SpanAttribute.attributes(value["values"] ?? []).map { .map($0) })
        default: return nil
        }
    }

    private init?(_ value: AttributeValue?) {
        guard let value else { return nil }
        self = value
    }

    private static func number(_ json: JSON) -> Double? {
        switch json {
        case .number(let number): number
        case .string("NaN"): .nan
        case .string("Infinity"): .infinity
        case .string("-Infinity"): -.infinity
        default: nil
        }
    }
}

extension SpanAttribute {
    package static func json(_ attributes: [SpanAttribute]) -> JSON {
        .array(attributes.map { ["key": .string($0.key), "value": $0.value.json] })
    }

    package static func attributes(_ json: JSON) -> [SpanAttribute]? {
        guard let elements = json.arrayValue else { return nil }
        var found: [SpanAttribute] = []
        for element in elements {
            guard let key = element["key"]?.stringValue, let value = element["value"],
                let read = AttributeValue(value)
            else { return nil }
            found.append(SpanAttribute(key: key, value: read))
        }
        return found
    }
}

// As Python's `json.dumps` writes it, which is how MLflow hands on what an attribute says.
extension AttributeValue {
    package var dumped: String {
        var text = ""
        dump(to: &text)
        return text
    }

    private func dump(to text: inout String) {
        switch self {
        case .none: text += "null"
        case .text(let value): text += JSON.string(value).canonical
        case .flag(let flag): text += flag ? "true" : "false"
        case .integer(let integer): text += "\(integer)"
        case .number(let number):
            text +=
                number.isNaN
                ? "NaN" : number.isFinite ? "\(number)" : number > 0 ? "Infinity" : "-Infinity"
        case .bytes(let bytes): text += "\"\(Base64.encode(bytes))\""
        case .list(let elements):
            text += "["
            for (index, element) in elements.enumerated() {
                if index > 0 { text += ", " }
                element.dump(to: &text)
            }
            text += "]"
        case .map(let members):
            text += "{"
            for (index, member) in members.enumerated() {
                if index > 0 { text += ", " }
                text += JSON.string(member.key).canonical + ": "
                member.value.dump(to: &text)
            }
            text += "}"
        }
    }
}
