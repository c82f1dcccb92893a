import API
import Transparency

/// JSON that a schema allows, and the same with one text in it replaced.
enum SchemaSample {
    /// - Returns: An example, with all that is optional.
    static func value(of schema: JSON) -> JSON {
        if let examples = schema["examples"]?.arrayValue, let first = examples.first {
            return first
        }
        if let choices = schema["enum"]?.arrayValue, let first = choices.first { return first }
        if let first = schema["anyOf"]?[0] { return value(of: first) }
        switch schema["type"]?.stringValue {
        case "object":
            return .object((schema["properties"]?.objectValue ?? [:]).mapValues(value))
        case "array": return .array(schema["items"].map { [value(of: $0)] } ?? [])
        case "string": return "x"
        case "integer": return schema["minimum"] ?? 0
        case "boolean": return true
        default: return .null
        }
    }

    /// One for each text, with what `text` says of its schema in its place; `nil` leaves it.
    static func variants(of schema: JSON, _ text: (JSON) -> JSON?) -> [JSON] {
        if let first = schema["anyOf"]?[0] { return variants(of: first, text) }
        switch schema["type"]?.stringValue {
        case "string": return text(schema).map { [$0] } ?? []
        case "array":
            return schema["items"].map { variants(of: $0, text).map { .array([$0]) } } ?? []
        case "object":
            let properties = schema["properties"]?.objectValue ?? [:]
            let whole = properties.mapValues(value)
            return properties.sorted { $0.key < $1.key }.flatMap { name, schema in
                variants(of: schema, text).map { variant in
                    .object(whole.merging([name: variant]) { $1 })
                }
            }
        default: return []
        }
    }
}
