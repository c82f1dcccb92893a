extension JSON: Hashable {
    /// Whether both have the same canonical form.
    ///
    /// - Complexity: O(n).
    package static func == (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.number(let left), .number(let right)):
            left == right || !left.isFinite && !right.isFinite
        case (.string(let left), .string(let right)): left.hasSameScalars(as: right)
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): hasSameMembers(left, right)
        // A number that is not finite is written as null.
        case (.null, .number(let number)), (.number(let number), .null): !number.isFinite
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .bool(let value): hasher.combine(value)
        case .number(let value) where !value.isFinite: hasher.combine(0)
        case .number(let value): hasher.combine(value)
        case .string(let value): hasher.combine(value)
        case .array(let elements): hasher.combine(elements)
        case .object(let members): hasher.combine(members)
        }
    }

    private static func hasSameMembers(_ left: [String: JSON], _ right: [String: JSON]) -> Bool {
        guard left.count == right.count else { return false }
        return left.allSatisfy { name, value in
            guard let index = right.index(forKey: name) else { return false }
            return right[index].key.hasSameScalars(as: name) && right[index].value == value
        }
    }
}

extension String {
    /// Equality code point by code point; `==` also equates what Unicode normalises to the same.
    func hasSameScalars(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
