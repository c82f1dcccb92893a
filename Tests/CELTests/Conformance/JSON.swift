import CEL
import Foundation

/// A value of a JSON file, and what it says in the suite's notation.
struct JSON {
    private let content: Any?

    struct Unreadable: Error, CustomStringConvertible {
        let description: String
    }

    init(_ content: Any?) { self.content = content }

    init(data: Data) throws { content = try JSONSerialization.jsonObject(with: data) }

    subscript(_ member: String) -> JSON { JSON((content as? [String: Any])?[member]) }

    var exists: Bool { content != nil }
    var isNull: Bool { content is NSNull }
    var elements: [JSON] { (content as? [Any] ?? []).map(JSON.init) }
    var members: [String: JSON] { (content as? [String: Any] ?? [:]).mapValues(JSON.init) }
    var flag: Bool { content as? Bool ?? false }

    var serialised: String {
        guard let content,
            let data = try? JSONSerialization.data(
                withJSONObject: content, options: [.fragmentsAllowed, .withoutEscapingSlashes])
        else { return "" }
        return String(decoding: data, as: UTF8.self)
    }

    func text() throws -> String {
        guard let text = content as? String else { throw Unreadable(description: "no text") }
        return text
    }

    private func whole() throws -> Int64 {
        if let text = content as? String, let number = Int64(text) { return number }
        if let number = content as? NSNumber { return number.int64Value }
        throw Unreadable(description: "no integer: \(serialised)")
    }

    private func unsigned() throws -> UInt64 {
        if let text = content as? String, let number = UInt64(text) { return number }
        if let number = content as? NSNumber { return number.uint64Value }
        throw Unreadable(description: "no unsigned integer: \(serialised)")
    }

    private func double() throws -> Double {
        if let text = content as? String, let number = Double(text) { return number }
        if let number = content as? NSNumber { return number.doubleValue }
        throw Unreadable(description: "no number: \(serialised)")
    }

    private func bytes() throws -> CELValue {
        guard let data = Data(base64Encoded: try text()) else {
            throw Unreadable(description: "no Base64: \(serialised)")
        }
        return .bytes(Array(data))
    }

    // MARK: cel.expr.Value

    func value() throws -> CELValue {
        guard let (kind, content) = members.first else { return .null }
        switch kind {
        case "null_value": return .null
        case "bool_value": return .bool(content.flag)
        case "int64_value": return .int(try content.whole())
        case "uint64_value": return .uint(try content.unsigned())
        case "double_value": return .double(try content.double())
        case "string_value": return .string(try content.text())
        case "bytes_value": return try content.bytes()
        case "type_value": return .type(.named(try content.text()))
        case "list_value": return .list(try content["values"].elements.map { try $0.value() })
        case "map_value":
            return .map(
                try CELMap(
                    try content["entries"].elements.map {
                        (key: try $0["key"].value(), value: try $0["value"].value())
                    }))
        case "enum_value":
            let number = content["value"].exists ? try content["value"].whole() : 0
            return .enumeration(
                CELEnumeration(
                    typeName: try content["type"].text(), number: Int32(truncatingIfNeeded: number)
                ))
        case "object_value": return try content.message()
        default: throw Unreadable(description: "unknown kind of value `\(kind)`")
        }
    }

    /// A well-known message in the JSON mapping of Protocol Buffers.
    private func message() throws -> CELValue {
        let name = try self["@type"].text().split(separator: ".").last ?? ""
        let value = self["value"]
        switch name {
        case "BoolValue": return .bool(value.flag)
        case "BytesValue": return try value.bytes()
        case "StringValue": return .string(try value.text())
        case "DoubleValue", "FloatValue": return .double(try value.double())
        case "Int32Value", "Int64Value": return .int(try value.whole())
        case "UInt32Value", "UInt64Value": return .uint(try value.unsigned())
        case "Value", "Struct", "ListValue": return try value.json()
        case "Duration":
            guard let span = CELDuration(try value.text()) else { break }
            return .duration(span)
        case "Timestamp":
            guard let moment = CELTimestamp(try value.text()) else { break }
            return .timestamp(moment)
        default: break
        }
        throw Unreadable(description: "unknown message `\(name)`")
    }

    private func json() throws -> CELValue {
        switch content {
        case is NSNull, nil: return .null
        case let text as String: return .string(text)
        case let number as NSNumber:
            return CFBooleanLike.isBoolean(number) ? .bool(number.boolValue) : .double(try double())
        case is [Any]: return .list(try elements.map { try $0.json() })
        default: return .map(CELMap(try members.mapValues { try $0.json() }))
        }
    }
}

private enum CFBooleanLike {
    /// Truth values and numbers share a class; their encodings differ.
    static func isBoolean(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}

// MARK: cel.expr.Type

extension JSON {
    func type() throws -> CELType {
        guard let (kind, content) = members.first else { return .dyn }
        switch kind {
        case "dyn": return .dyn
        case "null": return .null
        case "primitive": return .primitive(try content.text())
        case "wrapper": return .wrapper(.primitive(try content.text()))
        case "well_known": return .wellKnown(try content.text())
        case "list_type": return .list(try content["elem_type"].type())
        case "map_type":
            return .map(try content["key_type"].type(), try content["value_type"].type())
        case "type": return .type(try content.type())
        case "type_param": return .parameter(try content.text())
        case "message_type": return .message(try content.text())
        case "abstract_type":
            let parameters = try content["parameter_types"].elements.map { try $0.type() }
            let name = try content["name"].text()
            return name == "optional_type"
                ? .optional(parameters.first ?? .dyn) : .opaque(name, parameters)
        default: throw Unreadable(description: "unknown kind of type `\(kind)`")
        }
    }
}

extension CELType {
    fileprivate static func primitive(_ name: String) -> CELType {
        switch name {
        case "BOOL": .bool
        case "INT64": .int
        case "UINT64": .uint
        case "DOUBLE": .double
        case "STRING": .string
        default: .bytes
        }
    }

    fileprivate static func wellKnown(_ name: String) -> CELType {
        switch name {
        case "TIMESTAMP": .timestamp
        case "DURATION": .duration
        default: .dyn
        }
    }

    fileprivate static func message(_ name: String) -> CELType {
        switch name.split(separator: ".").last ?? "" {
        case "BoolValue": .wrapper(.bool)
        case "BytesValue": .wrapper(.bytes)
        case "StringValue": .wrapper(.string)
        case "DoubleValue", "FloatValue": .wrapper(.double)
        case "Int32Value", "Int64Value": .wrapper(.int)
        case "UInt32Value", "UInt64Value": .wrapper(.uint)
        case "Timestamp": .timestamp
        case "Duration": .duration
        case "Value": .dyn
        case "Struct": .map(.string, .dyn)
        case "ListValue": .list(.dyn)
        default: .object(name)
        }
    }

    fileprivate static func named(_ name: String) -> CELType {
        let simple: [CELType] = [
            .bool, .int, .uint, .double, .string, .bytes, .null, .list(.dyn), .map(.dyn, .dyn),
            .timestamp, .duration, .type(.dyn), .optional(.dyn),
        ]
        return simple.first { $0.name == name } ?? .opaque(name, [])
    }
}
