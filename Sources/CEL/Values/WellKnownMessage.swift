/// Protocol Buffers messages that the language has as values of its own.
///
/// Source: langdef.md, "Dynamic Values"; <https://protobuf.dev/reference/protobuf/google.protobuf>.
enum WellKnownMessage: String, Sendable {
    case bool = "google.protobuf.BoolValue"
    case bytes = "google.protobuf.BytesValue"
    case double = "google.protobuf.DoubleValue"
    case float = "google.protobuf.FloatValue"
    case int32 = "google.protobuf.Int32Value"
    case int64 = "google.protobuf.Int64Value"
    case string = "google.protobuf.StringValue"
    case uint32 = "google.protobuf.UInt32Value"
    case uint64 = "google.protobuf.UInt64Value"
    case timestamp = "google.protobuf.Timestamp"
    case duration = "google.protobuf.Duration"
    case list = "google.protobuf.ListValue"
    case structure = "google.protobuf.Struct"
    case value = "google.protobuf.Value"
    case any = "google.protobuf.Any"

    /// The type of a message literal.
    var type: CELType {
        switch self {
        case .bool: .wrapper(.bool)
        case .bytes: .wrapper(.bytes)
        case .double, .float: .wrapper(.double)
        case .int32, .int64: .wrapper(.int)
        case .string: .wrapper(.string)
        case .uint32, .uint64: .wrapper(.uint)
        case .timestamp: .timestamp
        case .duration: .duration
        case .list: .list(.dyn)
        case .structure: .map(.string, .dyn)
        case .value, .any: .dyn
        }
    }

    var fields: [String: CELType] {
        switch self {
        case .timestamp, .duration: ["seconds": .int, "nanos": .int]
        case .list: ["values": .list(.dyn)]
        case .structure: ["fields": .map(.string, .dyn)]
        case .value:
            [
                "null_value": .dyn, "number_value": .double, "string_value": .string,
                "bool_value": .bool, "struct_value": .map(.string, .dyn),
                "list_value": .list(.dyn),
            ]
        case .any: ["type_url": .string, "value": .bytes]
        default:
            if case .wrapper(let inner) = type { ["value": inner] } else { [:] }
        }
    }

    /// The value of a message literal with these fields.
    func make(
        _ fields: [String: CELValue], _ meter: inout Meter
    ) throws(CELFault) -> CELValue {
        for name in fields.keys where self.fields[name] == nil {
            throw .error(.noSuchField, "`\(rawValue)` has no field `\(name)`")
        }
        switch self {
        case .timestamp, .duration: return try moment(fields)
        case .list: return try json(fields["values"] ?? .list([]), &meter)
        case .structure: return try json(fields["fields"] ?? .map(.empty), &meter)
        case .value:
            guard fields.count <= 1 else {
                throw .error(.invalidArgument, "`\(rawValue)` takes one field")
            }
            return try json(fields.values.first ?? .null, &meter)
        case .any: throw .error(.invalidArgument, "an empty `\(rawValue)` has no conversion")
        default: return try wrapped(fields["value"])
        }
    }

    private func wrapped(_ value: CELValue?) throws(CELFault) -> CELValue {
        let zero: CELValue =
            switch self {
            case .bool: .bool(false)
            case .bytes: .bytes([])
            case .string: .string("")
            case .int32, .int64: .int(0)
            case .uint32, .uint64: .uint(0)
            default: .double(0)
            }
        guard let value else { return zero }
        if case .unknown(let unknown) = value { throw .unknown(unknown) }
        guard value.type == zero.type else { throw .noSuchOverload(rawValue, [value]) }
        switch (self, value) {
        case (.int32, .int(let number)) where Int32(exactly: number) == nil:
            throw .error(.overflow, "the number is out of the range of `\(rawValue)`")
        case (.uint32, .uint(let number)) where UInt32(exactly: number) == nil:
            throw .error(.overflow, "the number is out of the range of `\(rawValue)`")
        case (.float, .double(let number)): return .double(Double(Float(number)))
        default: return value
        }
    }

    /// The value as JSON has it: keys are text, numbers are doubles, and integers that a double
    /// cannot tell apart are text.
    private func json(
        _ value: CELValue, _ meter: inout Meter, depth: Int = 0
    ) throws(CELFault) -> CELValue {
        try meter.spend(1)
        guard depth < 200 else { throw .error(.limit, "`\(rawValue)` nests too deep") }
        switch value {
        case .int(let number):
            return number.magnitude < 1 << 53 ? .double(Double(number)) : .string(String(number))
        case .uint(let number):
            return number < 1 << 53 ? .double(Double(number)) : .string(String(number))
        case .list(let list):
            var elements: [CELValue] = []
            for element in list { elements.append(try json(element, &meter, depth: depth + 1)) }
            return .list(elements)
        case .map(let map):
            var builder = CELMapBuilder()
            for (key, value) in zip(map.storage.keys, map.storage.values) {
                guard case .string = key.value else {
                    throw .error(.invalidArgument, "the keys of `\(rawValue)` are strings")
                }
                builder.insert(HashedKey(key), try json(value, &meter, depth: depth + 1))
            }
            return .map(CELMap(builder))
        default: return value
        }
    }

    private func moment(_ fields: [String: CELValue]) throws(CELFault) -> CELValue {
        var parts: [Int64] = []
        for name in ["seconds", "nanos"] {
            guard case .int(let part) = fields[name] ?? .int(0) else {
                throw .error(.noSuchOverload, "`\(name)` of `\(rawValue)` is an int")
            }
            parts.append(part)
        }
        if self == .timestamp {
            if let nanoseconds = Int32(exactly: parts[1]),
                let moment = CELTimestamp(seconds: parts[0], nanoseconds: nanoseconds)
            {
                return .timestamp(moment)
            }
        } else if let whole = CELDuration(seconds: parts[0]) {
            let (sum, overflows) = whole.nanoseconds.addingReportingOverflow(parts[1])
            if !overflows { return .duration(CELDuration(nanoseconds: sum)) }
        }
        throw .error(.overflow, "the fields of `\(rawValue)` are out of range")
    }
}
