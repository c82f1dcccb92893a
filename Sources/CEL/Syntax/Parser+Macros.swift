/// Macros: calls that become other syntax before anything is checked or evaluated.
extension Parser {
    /// What the call expands to, or nothing when it is an ordinary call.
    mutating func expand(
        _ name: String, target: Expression?, arguments: [Expression], from start: Int
    ) throws(CELError) -> Expression? {
        guard expandsMacros else { return nil }
        guard let target else {
            guard name == "has", arguments.count == 1 else { return nil }
            return try presence(arguments[0], from: start)
        }
        if case .name(let namespace, isAbsolute: false) = target.kind {
            if namespace == "cel" {
                if let macro = try binding(name, arguments, from: start) { return macro }
            } else if namespace == "math", name == "greatest" || name == "least" {
                return try extremum(name, arguments, from: start)
            }
        }
        switch (name, arguments.count) {
        case ("optMap", 2), ("optFlatMap", 2):
            let variable = try iterationName(arguments[0])
            return try make(
                .optionalMap(
                    target, name: variable, body: arguments[1], isFlat: name == "optFlatMap"),
                from: start, over: [target, arguments[1]])
        default: return try comprehension(name, target, arguments, from: start)
        }
    }

    private mutating func presence(
        _ argument: Expression, from start: Int
    ) throws(CELError) -> Expression {
        guard case .select(let operand, let field, isOptional: false) = argument.kind else {
            throw CELError(
                .syntax, "`has` takes a field selection such as `a.b`", at: argument.offset)
        }
        return try make(.presence(operand, field: field), from: start, over: [operand])
    }

    private func iterationName(_ argument: Expression) throws(CELError) -> String {
        guard case .name(let name, isAbsolute: false) = argument.kind else {
            throw CELError(
                .syntax, "the variable of a macro must be a simple name", at: argument.offset)
        }
        return name
    }

    private mutating func comprehension(
        _ name: String, _ target: Expression, _ arguments: [Expression], from start: Int
    ) throws(CELError) -> Expression? {
        typealias Shape = (Comprehension.Form, nameCount: Int, hasFilter: Bool, isFilter: Bool)
        let shape: Shape
        switch (name, arguments.count) {
        case ("all", 2), ("all", 3): shape = (.all, arguments.count - 1, false, false)
        case ("exists", 2), ("exists", 3): shape = (.exists, arguments.count - 1, false, false)
        case ("exists_one", 2), ("exists_one", 3), ("existsOne", 2), ("existsOne", 3):
            shape = (.existsOne, arguments.count - 1, false, false)
        case ("map", 2), ("map", 3): shape = (.list, 1, arguments.count == 3, false)
        case ("filter", 2): shape = (.list, 1, true, true)
        case ("transformList", 3), ("transformList", 4):
            shape = (.list, 2, arguments.count == 4, false)
        case ("transformMap", 3), ("transformMap", 4):
            shape = (.map, 2, arguments.count == 4, false)
        case ("transformMapEntry", 3), ("transformMapEntry", 4):
            shape = (.mapEntry, 2, arguments.count == 4, false)
        case ("sortBy", 2): shape = (.sortBy, 1, false, false)
        default: return nil
        }
        var names: [String] = []
        for argument in arguments.prefix(shape.nameCount) {
            names.append(try iterationName(argument))
        }
        if names.count == 2 && names[0] == names[1] {
            throw CELError(
                .syntax, "the two variables of a macro need different names",
                at: arguments[1].offset)
        }
        let comprehension = Comprehension(
            form: shape.0, range: target, names: names,
            filter: shape.hasFilter ? arguments[shape.nameCount] : nil,
            body: shape.isFilter ? arguments[0] : arguments[arguments.count - 1])
        return try make(.comprehension(comprehension), from: start, over: [target] + arguments)
    }
}

// MARK: cel.bind, cel.block and math.greatest

extension Parser {
    private mutating func binding(
        _ name: String, _ arguments: [Expression], from start: Int
    ) throws(CELError) -> Expression? {
        switch (name, arguments.count) {
        case ("bind", 3):
            let variable = try iterationName(arguments[0])
            return try make(
                .bindings([(variable, arguments[1])], body: arguments[2]), from: start,
                over: arguments)
        case ("block", 2):
            guard case .list(let elements) = arguments[0].kind,
                elements.allSatisfy({ !$0.isOptional })
            else {
                throw CELError(
                    .syntax, "`cel.block` takes a list of expressions", at: arguments[0].offset)
            }
            let values = elements.enumerated().map { (Self.blockName($0), $1.value) }
            return try make(.bindings(values, body: arguments[1]), from: start, over: arguments)
        case ("index", 1):
            guard case .literal(.int(let index)) = arguments[0].kind, index >= 0 else {
                throw CELError(.syntax, "`cel.index` takes a whole number", at: start)
            }
            return try make(.name(Self.blockName(Int(index)), isAbsolute: false), from: start)
        case ("iterVar", 2), ("accuVar", 2):
            guard case .literal(.int(let depth)) = arguments[0].kind,
                case .literal(.int(let index)) = arguments[1].kind, depth >= 0, index >= 0
            else { throw CELError(.syntax, "`cel.\(name)` takes two whole numbers", at: start) }
            let variable = "@\(name):\(depth):\(index)"
            return try make(.name(variable, isAbsolute: false), from: start)
        default: return nil
        }
    }

    private static func blockName(_ index: Int) -> String { "@index\(index)" }

    private mutating func extremum(
        _ name: String, _ arguments: [Expression], from start: Int
    ) throws(CELError) -> Expression {
        guard !arguments.isEmpty else {
            throw CELError(.syntax, "`math.\(name)` takes at least one argument", at: start)
        }
        for argument in arguments where !argument.mayBeNumber(orList: arguments.count == 1) {
            throw CELError(
                .syntax, "`math.\(name)` takes numbers or one list of numbers",
                at: argument.offset)
        }
        var operands = arguments
        if operands.count > 2 {
            let elements = arguments.map { Expression.Element(value: $0, isOptional: false) }
            operands = [try make(.list(elements), from: start, over: arguments)]
        }
        return try make(
            .call("math.@\(name)", target: nil, arguments: operands), from: start, over: operands)
    }
}

extension Expression {
    /// Whether a literal is a number; what is no literal may come to one.
    fileprivate func mayBeNumber(orList allowsList: Bool) -> Bool {
        switch kind {
        case .literal(let value):
            switch value {
            case .int, .uint, .double: return true
            default: return false
            }
        case .list(let elements):
            return allowsList && !elements.isEmpty
                && elements.allSatisfy { $0.value.mayBeNumber(orList: false) }
        case .map, .message: return false
        default: return true
        }
    }
}
