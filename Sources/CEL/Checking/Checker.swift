/// Deduces the type of every node and refuses what does not fit.
///
/// Source: langdef.md, "Gradual Type Checking".
struct Checker {
    let environment: CELEnvironment
    var mapping = TypeMapping()
    /// Names of comprehensions and bindings, innermost last.
    var scope: [(name: String, type: CELType)] = []
    /// Selections on declared records, by node.
    var recordSelections: Set<Int> = []

    init(_ environment: CELEnvironment) { self.environment = environment }

    /// The type of a whole expression, without free parameters.
    mutating func check(_ expression: Expression) throws(CELError) -> CELType {
        let type = try type(of: expression)
        return mapping.substitute(type, freeToDyn: true)
    }

    /// The type of a node with what is known so far put in.
    mutating func resolvedType(of expression: Expression) throws(CELError) -> CELType {
        // The node is checked first: checking it adds to the mapping.
        let type = try type(of: expression)
        return mapping.substitute(type)
    }

    func error(_ message: String, at expression: Expression) -> CELError {
        CELError(.type, message, at: expression.offset)
    }

    mutating func type(of expression: Expression) throws(CELError) -> CELType {
        switch expression.kind {
        case .literal(let value): return value.type
        case .name(let name, let isAbsolute):
            if !isAbsolute, let local = local(name) { return local }
            if let known = resolve(expression) { return known }
            throw CELError(
                .undeclared, "undeclared reference to `\(name)`", at: expression.offset)
        case .select(let operand, let field, let isOptional):
            if !isOptional, let known = resolve(expression) { return known }
            let type = try self.field(field, of: operand, in: expression)
            return isOptional ? optional(type) : type
        case .presence(let operand, let field):
            _ = try self.field(field, of: operand, in: expression)
            return .bool
        case .index(let operand, let index, let isOptional):
            let type = try element(of: operand, at: index, in: expression)
            return isOptional ? optional(type) : type
        case .call(let name, let target, let arguments):
            return try call(name, target, arguments, in: expression)
        case .not(let operand):
            try require(operand, .bool, for: "!_")
            return .bool
        case .negate(let operand): return try overload("-_", [operand], in: expression)
        case .binary(let operation, let left, let right):
            return try overload(operation.functionName, [left, right], in: expression)
        case .all(let terms), .any(let terms):
            for term in terms { try require(term, .bool, for: "a logical operator") }
            return .bool
        default: return try composite(expression)
        }
    }

    private mutating func composite(_ expression: Expression) throws(CELError) -> CELType {
        switch expression.kind {
        case .conditional(let condition, let yes, let no):
            try require(condition, .bool, for: "the condition of `?`")
            let (first, second) = (try type(of: yes), try type(of: no))
            guard mapping.accepts([first], as: [second]) else {
                throw error(
                    "the branches of `?` have different types, \(shown(first)) and "
                        + "\(shown(second))", at: expression)
            }
            let joined = mapping.join(first, second)
            return mapping.substitute(joined)
        case .list(let elements):
            var joined: CELType?
            for element in elements {
                joined = join(joined, try item(element.value, isOptional: element.isOptional))
            }
            return .list(joined ?? mapping.freshParameter())
        case .map(let entries):
            var (keys, values): (CELType?, CELType?)
            for entry in entries {
                keys = join(keys, try key(entry.key))
                values = join(values, try item(entry.value, isOptional: entry.isOptional))
            }
            return .map(keys ?? mapping.freshParameter(), values ?? mapping.freshParameter())
        case .message(let name, let isAbsolute, let fields):
            return try message(name, isAbsolute: isAbsolute, fields, in: expression)
        case .comprehension(let comprehension): return try type(of: comprehension)
        case .bindings(let values, let body):
            let outer = scope.count
            for (name, value) in values { scope.append((name, try type(of: value))) }
            defer { scope.removeSubrange(outer...) }
            return try type(of: body)
        case .optionalMap(let target, let name, let body, let isFlat):
            return try optionalMap(target, name, body, isFlat: isFlat)
        default: return .dyn
        }
    }

    // MARK: Names

    func local(_ name: String) -> CELType? { scope.last { $0.name == name }?.type }

    private func resolve(_ expression: Expression) -> CELType? {
        guard let (name, isAbsolute) = expression.qualifiedName else { return nil }
        if !isAbsolute, let root = name.split(separator: ".").first, local(String(root)) != nil {
            return nil
        }
        switch environment.resolve(name, isAbsolute: isAbsolute) {
        case .variable(_, let type), .constant(_, let type): return type
        case nil: return nil
        }
    }

    func shown(_ type: CELType) -> String {
        "`\(mapping.substitute(type, freeToDyn: true))`"
    }

    private mutating func require(
        _ expression: Expression, _ wanted: CELType, for place: String
    ) throws(CELError) {
        let found = try type(of: expression)
        guard mapping.accepts([found], as: [wanted]) else {
            throw error("\(place) takes \(shown(wanted)), not \(shown(found))", at: expression)
        }
    }

    private mutating func join(_ joined: CELType?, _ next: CELType) -> CELType {
        guard let joined else { return next }
        return mapping.join(mapping.substitute(joined), mapping.substitute(next))
    }

    /// The type of a map's key, which is never a list or a map: types stay small that way.
    private mutating func key(_ expression: Expression) throws(CELError) -> CELType {
        let type = try resolvedType(of: expression)
        switch type {
        case .bool, .int, .uint, .string, .dyn, .parameter, .wrapper: return type
        default: throw error("unsupported key type \(shown(type))", at: expression)
        }
    }

    /// The type of an element; of an optional element, what it holds.
    private mutating func item(
        _ expression: Expression, isOptional: Bool
    ) throws(CELError) -> CELType {
        let type = try resolvedType(of: expression)
        guard isOptional else { return type }
        switch type {
        case .optional(let inner): return inner
        case .dyn, .parameter: return .dyn
        default:
            throw error("an optional element takes an optional, not \(shown(type))", at: expression)
        }
    }

    func optional(_ type: CELType) -> CELType {
        if case .optional = type { type } else { .optional(type) }
    }
}
