import Foundation
import Transparency

/// As much of JSON Schema 2020-12 as the schemas in `docs/schemas` use.
///
/// Stricter in one thing: a member that an object's schema does not name is a difference, so that
/// nothing is answered that is not written down.
struct JSONSchema {
    private let root: JSON

    init(named name: String) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../docs/schemas/\(name).json")
        root = try JSON(parsing: [UInt8](Data(contentsOf: file)))
    }

    /// Where a value is not as the schema says; empty when it is.
    func differences(in value: JSON) -> [String] { differences(value, root, at: "$") }

    private func differences(_ value: JSON, _ schema: JSON, at path: String) -> [String] {
        guard let rules = schema.objectValue else { return [] }
        var found: [String] = []
        if let name = rules["$ref"]?.stringValue {
            guard let target = definition(name) else { return ["\(path): no definition \(name)"] }
            found += differences(value, target, at: path)
        }
        if let constant = rules["const"], constant != value { found.append("\(path): \(value)") }
        if let allowed = rules["enum"]?.arrayValue, !allowed.contains(value) {
            found.append("\(path): \(value) is none of \(schema["enum"] ?? .null)")
        }
        if let types = rules["type"], !Self.names(types).contains(where: { value.isOf(type: $0) }) {
            found.append("\(path): \(value) is not \(types)")
        }
        if let choices = rules["anyOf"]?.arrayValue {
            let best = choices.map { differences(value, $0, at: path) }.min { $0.count < $1.count }
            found += best ?? []
        }
        return found + textDifferences(value, rules, at: path)
            + memberDifferences(value, rules, at: path)
    }

    private func textDifferences(
        _ value: JSON, _ rules: [String: JSON], at path: String
    ) -> [String] {
        var found: [String] = []
        if let pattern = rules["pattern"]?.stringValue, let text = value.stringValue,
            text.range(of: pattern, options: .regularExpression) == nil
        {
            found.append("\(path): `\(text)` does not match \(pattern)")
        }
        if let least = rules["minimum"]?.doubleValue, let number = value.doubleValue,
            number < least
        {
            found.append("\(path): \(number) is less than \(least)")
        }
        return found
    }

    private func memberDifferences(
        _ value: JSON, _ rules: [String: JSON], at path: String
    ) -> [String] {
        var found: [String] = []
        if let items = rules["items"], let elements = value.arrayValue {
            for (index, element) in elements.enumerated() {
                found += differences(element, items, at: "\(path)[\(index)]")
            }
        }
        guard let members = value.objectValue else { return found }
        for name in rules["required"]?.arrayValue?.compactMap(\.stringValue) ?? []
        where members[name] == nil {
            found.append("\(path): there is no `\(name)`")
        }
        guard let properties = rules["properties"]?.objectValue else { return found }
        for (name, member) in members {
            guard let schema = properties[name] ?? rules["additionalProperties"] else {
                found.append("\(path): `\(name)` is not written down")
                continue
            }
            found += differences(member, schema, at: "\(path).\(name)")
        }
        return found
    }

    private func definition(_ name: String) -> JSON? {
        guard name.hasPrefix("#/$defs/") else { return nil }
        return root["$defs"]?[String(name.dropFirst(8))]
    }

    private static func names(_ types: JSON) -> [String] {
        types.arrayValue?.compactMap(\.stringValue) ?? [types.stringValue ?? ""]
    }
}

extension JSON {
    fileprivate func isOf(type: String) -> Bool {
        switch self {
        case .null: type == "null"
        case .bool: type == "boolean"
        case .number(let value):
            type == "number" || type == "integer" && value == value.rounded()
        case .string: type == "string"
        case .array: type == "array"
        case .object: type == "object"
        }
    }
}
