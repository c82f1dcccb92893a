/// A value of the expression language.
///
/// Equality and order are CEL's (numbers compare across types, strings by code point); they live
/// in `Equality.swift` and `Ordering.swift`, because both may meet something unknown.
package enum CELValue: Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case uint(UInt64)
    case double(Double)
    case string(String)
    case bytes([UInt8])
    case list([CELValue])
    case map(CELMap)
    case timestamp(CELTimestamp)
    case duration(CELDuration)
    case type(CELType)
    indirect case optional(CELValue?)
    /// A value which is not known yet, at these attribute paths.
    case unknown(CELUnknown)
    case ip(CELAddress)
    case cidr(CELNetwork)
    case enumeration(CELEnumeration)

    /// The type of the value at run time; elements of lists and maps count as `dyn`.
    package var type: CELType {
        switch self {
        case .null: .null
        case .bool: .bool
        case .int: .int
        case .uint: .uint
        case .double: .double
        case .string: .string
        case .bytes: .bytes
        case .list: .list(.dyn)
        case .map: .map(.dyn, .dyn)
        case .timestamp: .timestamp
        case .duration: .duration
        case .type: .type(.dyn)
        case .optional: .optional(.dyn)
        case .unknown: .dyn
        case .ip: .ip
        case .cidr: .cidr
        case .enumeration(let value): .opaque(value.typeName, [])
        }
    }

    /// Whether the value is the zero of its type: empty, `0`, `false`, `null`, the epoch.
    var isZero: Bool {
        switch self {
        case .null: true
        case .bool(let value): !value
        case .int(let value): value == 0
        case .uint(let value): value == 0
        case .double(let value): value == 0
        case .string(let value): value.isEmpty
        case .bytes(let value): value.isEmpty
        case .list(let value): value.isEmpty
        case .map(let value): value.count == 0
        case .timestamp(let value): value.seconds == 0 && value.nanoseconds == 0
        case .duration(let value): value.nanoseconds == 0
        case .optional(let value): value == nil
        case .enumeration(let value): value.number == 0
        case .type, .unknown, .ip, .cidr: false
        }
    }
}

/// A member of a declared enumeration that keeps its type ("strong" enumerations).
package struct CELEnumeration: Sendable, Hashable {
    /// The full name of the enumeration, such as `acme.Stage`.
    package let typeName: String
    package let number: Int32

    package init(typeName: String, number: Int32) {
        self.typeName = typeName
        self.number = number
    }
}
