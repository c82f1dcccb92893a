/// Types of fields, elements, calls and messages.
extension Checker {
    mutating func field(
        _ field: String, of operand: Expression, in expression: Expression
    ) throws(CELError) -> CELType {
        let type = try resolvedType(of: operand)
        return try self.field(field, of: type, in: expression)
    }

    private mutating func field(
        _ field: String, of type: CELType, in expression: Expression
    ) throws(CELError) -> CELType {
        switch type {
        case .dyn, .parameter: return .dyn
        case .map(_, let value): return value
        case .optional(let inner):
            return optional(try self.field(field, of: mapping.substitute(inner), in: expression))
        case .object(let name):
            guard let fields = environment.objects[name] else { return .dyn }
            guard let found = fields[field] else {
                let known = fields.keys.sorted().map { "`\($0)`" }.joined(separator: ", ")
                throw CELError(
                    .noSuchField, "`\(name)` has no field `\(field)`; it has \(known)",
                    at: expression.offset)
            }
            recordSelections.insert(expression.id)
            return found
        default:
            throw error(
                "the type \(shown(type)) has no fields, so `\(field)` cannot be selected",
                at: expression)
        }
    }

    mutating func element(
        of operand: Expression, at index: Expression, in expression: Expression
    ) throws(CELError) -> CELType {
        let type = try resolvedType(of: operand)
        let indexType = try self.type(of: index)
        return try element(of: type, indexType, in: expression)
    }

    private mutating func element(
        of type: CELType, _ index: CELType, in expression: Expression
    ) throws(CELError) -> CELType {
        let (wanted, result): (CELType, CELType)
        switch type {
        case .dyn, .parameter: return .dyn
        case .optional(let inner):
            return optional(
                try element(of: mapping.substitute(inner), index, in: expression))
        case .list(let element): (wanted, result) = (.int, element)
        case .map(let key, let value): (wanted, result) = (key, value)
        case .object: (wanted, result) = (.string, .dyn)
        default:
            throw error("the type \(shown(type)) has no elements to index", at: expression)
        }
        guard mapping.accepts([index], as: [wanted]) else {
            throw error(
                "\(shown(type)) is indexed by \(shown(wanted)), not \(shown(index))",
                at: expression)
        }
        return mapping.substitute(result)
    }

    // MARK: Calls

    mutating func call(
        _ name: String, _ target: Expression?, _ arguments: [Expression],
        in expression: Expression
    ) throws(CELError) -> CELType {
        if let found = environment.function(name, target: target, isLocal: { local($0) != nil }) {
            return try overload(found, arguments, in: expression)
        }
        guard let target else {
            throw CELError(
                .undeclared, "undeclared reference to the function `\(name)`",
                at: expression.offset)
        }
        return try overload(name, [target] + arguments, in: expression, isMethod: true)
    }

    mutating func overload(
        _ name: String, _ arguments: [Expression], in expression: Expression,
        isMethod: Bool = false
    ) throws(CELError) -> CELType {
        var types: [CELType] = []
        for argument in arguments { types.append(try type(of: argument)) }
        let signatures = environment.signatures(of: name).filter { $0.isMethod == isMethod }
        guard !signatures.isEmpty else {
            let what = isMethod ? "method" : "function"
            throw CELError(
                .undeclared, "undeclared reference to the \(what) `\(name)`",
                at: expression.offset)
        }
        var result: CELType?
        for signature in signatures where signature.parameters.count == types.count {
            let instance = mapping.instantiate(signature)
            guard mapping.accepts(types, as: instance.parameters) else { continue }
            let found = mapping.substitute(instance.result)
            result = result.map { $0 == found ? found : .dyn } ?? found
        }
        if let result { return result }
        let shown = types.map { mapping.substitute($0, freeToDyn: true).description }
        throw CELError(
            .noSuchOverload,
            "no such overload: `\(name)` applied to (\(shown.joined(separator: ", ")))",
            at: expression.offset)
    }

    // MARK: Messages, comprehensions and optionals

    mutating func message(
        _ name: String, isAbsolute: Bool, _ fields: [Expression.Field], in expression: Expression
    ) throws(CELError) -> CELType {
        guard let full = environment.messageName(name, isAbsolute: isAbsolute) else {
            throw CELError(
                .undeclared, "undeclared reference to the type `\(name)`", at: expression.offset)
        }
        let known = WellKnownMessage(rawValue: full)
        let declared = environment.objects[full] ?? known?.fields ?? [:]
        for field in fields {
            guard let wanted = declared[field.name] else {
                throw CELError(
                    .noSuchField, "`\(full)` has no field `\(field.name)`", at: field.offset)
            }
            let found = try type(of: field.value)
            let type = field.isOptional ? optional(wanted) : wanted
            guard mapping.accepts([found], as: [type]) else {
                throw error(
                    "the field `\(field.name)` takes \(shown(type)), not \(shown(found))",
                    at: field.value)
            }
        }
        return known?.type ?? .object(full)
    }

    mutating func type(of comprehension: Comprehension) throws(CELError) -> CELType {
        let range = try resolvedType(of: comprehension.range)
        let (key, element): (CELType, CELType)
        let isPair = comprehension.names.count == 2
        switch range {
        case .list(let value): (key, element) = (.int, value)
        case .map(let mapKey, let value): (key, element) = (mapKey, isPair ? value : mapKey)
        case .dyn, .parameter: (key, element) = (.dyn, .dyn)
        default:
            throw error(
                "a macro goes through a list or a map, not \(shown(range))",
                at: comprehension.range)
        }
        let outer = scope.count
        defer { scope.removeSubrange(outer...) }
        let types = isPair ? [key, element] : [element]
        for (name, type) in zip(comprehension.names, types) { scope.append((name, type)) }
        if let filter = comprehension.filter { try requireBool(filter) }
        switch comprehension.form {
        case .all, .exists, .existsOne:
            try requireBool(comprehension.body)
            return .bool
        case .list: return .list(try type(of: comprehension.body))
        case .map: return .map(key, try type(of: comprehension.body))
        case .mapEntry:
            let body = try resolvedType(of: comprehension.body)
            if case .map = body { return body }
            if body.isDyn { return .map(.dyn, .dyn) }
            throw error(
                "`transformMapEntry` takes a map of entries, not \(shown(body))",
                at: comprehension.body)
        case .sortBy:
            _ = try type(of: comprehension.body)
            return range
        }
    }

    private mutating func requireBool(_ expression: Expression) throws(CELError) {
        let found = try type(of: expression)
        guard mapping.accepts([found], as: [.bool]) else {
            throw error("a macro's condition is a `bool`, not \(shown(found))", at: expression)
        }
    }

    mutating func optionalMap(
        _ target: Expression, _ name: String, _ body: Expression, isFlat: Bool
    ) throws(CELError) -> CELType {
        let type = try resolvedType(of: target)
        let inner: CELType
        switch type {
        case .optional(let wrapped): inner = wrapped
        case .dyn, .parameter: inner = .dyn
        default: throw error("`optMap` takes an optional, not \(shown(type))", at: target)
        }
        scope.append((name, inner))
        defer { scope.removeLast() }
        let result = try resolvedType(of: body)
        guard isFlat else { return .optional(result) }
        switch result {
        case .optional: return result
        case .dyn, .parameter: return .optional(.dyn)
        default: throw error("`optFlatMap` gives an optional, not \(shown(result))", at: body)
        }
    }
}

extension CELEnvironment {
    /// The function that a call names outright, rather than a method of its target.
    func function(
        _ name: String, target: Expression?, isLocal: (String) -> Bool
    ) -> String? {
        guard let target else {
            let isAbsolute = name.hasPrefix(".")
            return functionName(
                isAbsolute ? String(name.dropFirst()) : name, isAbsolute: isAbsolute)
        }
        guard let (prefix, isAbsolute) = target.qualifiedName else { return nil }
        let root = String(prefix.prefix { $0 != "." })
        if !isAbsolute && isLocal(root) { return nil }
        return functionName("\(prefix).\(name)", isAbsolute: isAbsolute)
    }
}
