/// A type of the expression language, as the checker deduces it and as `type(x)` gives it.
///
/// Source: <https://github.com/google/cel-spec/blob/master/doc/langdef.md>, "Values".
package indirect enum CELType: Sendable, Hashable {
    case dyn
    case null
    case bool
    case int
    case uint
    case double
    case string
    case bytes
    case timestamp
    case duration
    case list(CELType)
    case map(CELType, CELType)
    case optional(CELType)
    /// A nullable primitive, such as `google.protobuf.Int64Value`.
    case wrapper(CELType)
    /// A declared record type with named fields.
    case object(String)
    /// The type of a type.
    case type(CELType)
    /// A named type without fields, such as `net.IP`.
    case opaque(String, [CELType])
    /// A type parameter of a function's signature.
    case parameter(String)

    package static let ip = CELType.opaque("net.IP", [])
    package static let cidr = CELType.opaque("net.CIDR", [])

    /// The name that `type(x)` compares and `string` formatting shows; parameters are left out.
    package var name: String {
        switch self {
        case .dyn: "dyn"
        case .null: "null_type"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .timestamp: "google.protobuf.Timestamp"
        case .duration: "google.protobuf.Duration"
        case .list: "list"
        case .map: "map"
        case .optional: "optional_type"
        case .wrapper(let inner): inner.name
        case .object(let name), .opaque(let name, _), .parameter(let name): name
        case .type: "type"
        }
    }

    var isDyn: Bool { if case .dyn = self { true } else { false } }

    var parameters: [CELType] {
        switch self {
        case .list(let element), .optional(let element), .type(let element): [element]
        case .map(let key, let value): [key, value]
        case .opaque(_, let parameters): parameters
        default: []
        }
    }

    /// The same type with other parameters; types without parameters stay as they are.
    func with(parameters: [CELType]) -> CELType {
        switch self {
        case .list: .list(parameters.first ?? .dyn)
        case .optional: .optional(parameters.first ?? .dyn)
        case .type: .type(parameters.first ?? .dyn)
        case .map: .map(parameters.first ?? .dyn, parameters.last ?? .dyn)
        case .opaque(let name, _): .opaque(name, parameters)
        default: self
        }
    }
}

extension CELType: CustomStringConvertible {
    /// The type as an error message shows it, with parameters, such as `map(string, int)`.
    package var description: String {
        switch self {
        case .wrapper(let inner): return "wrapper(\(inner))"
        case .type(let inner): return inner.isDyn ? "type" : "type(\(inner))"
        default: break
        }
        let shown = parameters.map(\.description)
        return shown.isEmpty ? name : "\(name)(\(shown.joined(separator: ", ")))"
    }
}
