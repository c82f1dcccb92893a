package import Transparency

/// The form of a JSON value, as JSON Schema 2020-12 writes it.
package struct Schema: Sendable, Equatable {
    package let json: JSON

    private init(_ members: [String: JSON]) { json = .object(members) }

    package static let any = Schema([:])
    package static let boolean = Schema(["type": "boolean"])
    package static let null = Schema(["type": "null"])

    package static func text(
        max: Int = 4000, min: Int = 0, pattern: String? = nil, example: String? = nil
    ) -> Schema {
        var members: [String: JSON] = ["type": "string", "maxLength": JSON(max)]
        if min > 0 { members["minLength"] = JSON(min) }
        if let pattern { members["pattern"] = .string(pattern) }
        if let example { members["examples"] = [.string(example)] }
        return Schema(members)
    }

    /// Bytes of any kind.
    package static let bytes = Schema(["type": "string", "format": "binary"])

    package static func whole(_ range: ClosedRange<Int>) -> Schema {
        Schema([
            "type": "integer", "minimum": JSON(range.lowerBound),
            "maximum": JSON(range.upperBound),
        ])
    }

    package static let count = whole(0...JSON.integerMax)

    package static func oneOf(_ values: some Sequence<String>) -> Schema {
        Schema(["type": "string", "enum": .array(values.map(JSON.string))])
    }

    package static func list(_ element: Schema, max: Int = 10_000) -> Schema {
        Schema(["type": "array", "items": element.json, "maxItems": JSON(max)])
    }

    /// Any names, each with such a value.
    package static func map(_ value: Schema) -> Schema {
        Schema(["type": "object", "additionalProperties": value.json])
    }

    /// An object with these members; others are refused in requests.
    package static func object(
        _ required: KeyValuePairs<String, Schema>, optional: KeyValuePairs<String, Schema> = [:],
        isOpen: Bool = false
    ) -> Schema {
        var properties: [String: JSON] = [:]
        for (name, schema) in required { properties[name] = schema.json }
        for (name, schema) in optional { properties[name] = schema.json }
        return Schema([
            "type": "object", "properties": .object(properties),
            "required": .array(required.map { .string($0.key) }),
            "additionalProperties": .bool(isOpen),
        ])
    }

    package static func orNull(_ schema: Schema) -> Schema {
        Schema(["anyOf": [schema.json, ["type": "null"]]])
    }

    func described(_ text: String) -> Schema {
        var members = json.objectValue ?? [:]
        members["description"] = .string(text)
        return Schema(members)
    }

    package static let digest = text(
        max: 71, pattern: "^sha256:[0-9a-f]{64}$",
        example: "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    package static let instant = text(max: 40, example: "2026-11-21T09:00:00.000Z")
    package static let version = text(max: 140, min: 1, example: "model:income@2")
    package static let environment = text(
        max: 64, min: 1, pattern: "^[a-z0-9][a-z0-9-]*$", example: "production")
}
