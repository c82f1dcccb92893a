package import Transparency

extension Schema {
    /// What is wrong with a value, with its place; `nil` when it has the form.
    ///
    /// Patterns are not checked here: who reads the value says more than a pattern does.
    ///
    /// - Complexity: O(size of the value).
    package func fault(in value: JSON, at place: String = "the body") -> String? {
        Self.fault(in: value, json, at: place)
    }

    private static func fault(in value: JSON, _ schema: JSON, at place: String) -> String? {
        if let choices = schema["anyOf"]?.arrayValue {
            let faults = choices.map { fault(in: value, $0, at: place) }
            return faults.contains(nil) ? nil : faults.compactMap(\.self).first
        }
        switch schema["type"]?.stringValue {
        case "object": return objectFault(in: value, schema, at: place)
        case "array": return arrayFault(in: value, schema, at: place)
        case "string": return textFault(in: value, schema, at: place)
        case "integer": return integerFault(in: value, schema, at: place)
        case "boolean": return value.boolValue == nil ? "`\(place)` must be true or false" : nil
        case "null": return value.isNull ? nil : "`\(place)` must be null"
        default: return nil
        }
    }

    private static func objectFault(in value: JSON, _ schema: JSON, at place: String) -> String? {
        guard let members = value.objectValue else { return "`\(place)` must be an object" }
        for name in schema["required"]?.arrayValue?.compactMap(\.stringValue) ?? []
        where members[name] == nil {
            return "`\(place)` has no `\(name)`"
        }
        let properties = schema["properties"] ?? .object([:])
        for (name, member) in members.sorted(by: { $0.key < $1.key }) {
            if let property = properties[name] {
                let inside = place == "the body" ? name : "\(place).\(name)"
                if let fault = fault(in: member, property, at: inside) { return fault }
            } else if schema["additionalProperties"] == false {
                let known = (properties.objectValue ?? [:]).keys.sorted()
                return "`\(place)` has a `\(name.prefix(100))`; it may have "
                    + known.map { "`\($0)`" }.joined(separator: ", ")
            }
        }
        return nil
    }

    private static func arrayFault(in value: JSON, _ schema: JSON, at place: String) -> String? {
        guard let elements = value.arrayValue else { return "`\(place)` must be a list" }
        if let max = schema["maxItems"]?.intValue, elements.count > max {
            return "`\(place)` has \(elements.count) elements, and \(max) are the most"
        }
        guard let element = schema["items"] else { return nil }
        for (index, value) in elements.enumerated() {
            if let fault = fault(in: value, element, at: "\(place)[\(index)]") { return fault }
        }
        return nil
    }

    private static func textFault(in value: JSON, _ schema: JSON, at place: String) -> String? {
        guard let text = value.stringValue else { return "`\(place)` must be text" }
        if let choices = schema["enum"]?.arrayValue?.compactMap(\.stringValue) {
            guard !choices.contains(text) else { return nil }
            return "`\(place)` is `\(text.prefix(100))`; it may be "
                + choices.map { "`\($0)`" }.joined(separator: ", ")
        }
        if text.unicodeScalars.count > schema["maxLength"]?.intValue ?? .max {
            return "`\(place)` is longer than \(schema["maxLength"]?.intValue ?? 0) characters"
        }
        if let min = schema["minLength"]?.intValue, text.unicodeScalars.count < min {
            return "`\(place)` is shorter than \(min) characters"
        }
        return nil
    }

    private static func integerFault(in value: JSON, _ schema: JSON, at place: String) -> String? {
        guard let number = value.intValue else { return "`\(place)` must be a whole number" }
        let low = schema["minimum"]?.intValue ?? .min
        let high = schema["maximum"]?.intValue ?? .max
        return (low...high).contains(number)
            ? nil : "`\(place)` is \(number); it must be from \(low) to \(high)"
    }
}
