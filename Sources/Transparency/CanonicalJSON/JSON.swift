/// A JSON value as I-JSON (RFC 7493) and RFC 8785 have it: numbers are IEEE 754 doubles, an
/// object's names are unique and without order.
///
/// Two values are equal exactly when their ``canonicalBytes`` are: text is compared code point by
/// code point, not, as `String` does, after Unicode normalisation. A number that is not finite has
/// no JSON form and is written as `null`.
package enum JSON: Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([String: JSON])

    /// The largest integer that every reader of I-JSON holds exactly, 2⁵³ − 1.
    package static let integerMax = 9_007_199_254_740_991

    /// - Precondition: `|integer|` ≤ ``integerMax``.
    package init(_ integer: Int) {
        precondition(
            integer.magnitude <= Self.integerMax.magnitude, "a JSON integer is within ±(2^53 - 1)")
        self = .number(Double(integer))
    }

    /// `nil` beyond ±``integerMax``.
    package init?(exactly integer: Int) {
        guard integer.magnitude <= Self.integerMax.magnitude else { return nil }
        self = .number(Double(integer))
    }

    package init(_ text: String) { self = .string(text) }
    package init(_ claim: Bool) { self = .bool(claim) }
}

extension JSON {
    package var isNull: Bool {
        if case .null = self { true } else { false }
    }

    package var boolValue: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    package var doubleValue: Double? {
        if case .number(let value) = self { value } else { nil }
    }

    /// The number, when it is whole and within ±``integerMax``.
    package var intValue: Int? {
        guard case .number(let value) = self, let integer = Int(exactly: value),
            integer.magnitude <= Self.integerMax.magnitude
        else { return nil }
        return integer
    }

    package var stringValue: String? {
        if case .string(let value) = self { value } else { nil }
    }

    package var arrayValue: [JSON]? {
        if case .array(let value) = self { value } else { nil }
    }

    package var objectValue: [String: JSON]? {
        if case .object(let value) = self { value } else { nil }
    }

    /// The member of this name, when this is an object that has one.
    package subscript(name: String) -> JSON? { objectValue?[name] }

    /// The element at this index, when this is an array that has one.
    package subscript(index: Int) -> JSON? {
        guard case .array(let elements) = self, elements.indices.contains(index) else {
            return nil
        }
        return elements[index]
    }
}

extension JSON: ExpressibleByNilLiteral {
    package init(nilLiteral: ()) { self = .null }
}

extension JSON: ExpressibleByBooleanLiteral {
    package init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSON: ExpressibleByIntegerLiteral {
    package init(integerLiteral value: Int) { self.init(value) }
}

extension JSON: ExpressibleByFloatLiteral {
    package init(floatLiteral value: Double) { self = .number(value) }
}

extension JSON: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) { self = .string(value) }
}

extension JSON: ExpressibleByArrayLiteral {
    package init(arrayLiteral elements: JSON...) { self = .array(elements) }
}

extension JSON: ExpressibleByDictionaryLiteral {
    /// - Precondition: the names differ.
    package init(dictionaryLiteral members: (String, JSON)...) {
        self = .object(Dictionary(uniqueKeysWithValues: members))
    }
}

extension JSON: CustomStringConvertible {
    package var description: String { canonical }
}
