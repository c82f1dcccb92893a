/// Primary expressions and what follows them: fields, calls, indexes, literals.
extension Parser {
    private static let reserved: Set<String> = [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let",
        "loop", "package", "namespace", "return", "var", "void", "while",
    ]

    mutating func primary() throws(CELError) -> Expression {
        let token = current
        position += 1
        switch token.kind {
        case .int(let value):
            guard let value = Int64(exactly: value) else {
                throw CELError(.syntax, "the integer `\(value)` is too large", at: token.start)
            }
            return try make(.literal(.int(value)), from: token.start)
        case .uint(let value): return try make(.literal(.uint(value)), from: token.start)
        case .double(let value): return try make(.literal(.double(value)), from: token.start)
        case .string(let value): return try make(.literal(.string(value)), from: token.start)
        case .bytes(let value): return try make(.literal(.bytes(value)), from: token.start)
        case .identifier(let name): return try named(name, isAbsolute: false, from: token)
        case .symbol(let symbol): return try primary(symbol, token)
        case .quotedIdentifier, .end:
            position -= 1
            throw expected("an expression", after: nil)
        }
    }

    private mutating func primary(
        _ symbol: String, _ token: Token
    ) throws(CELError) -> Expression {
        switch symbol {
        case "true": return try make(.literal(.bool(true)), from: token.start)
        case "false": return try make(.literal(.bool(false)), from: token.start)
        case "null": return try make(.literal(.null), from: token.start)
        case "[": return try list(from: token.start)
        case "{": return try map(from: token.start)
        case "(":
            let inner = try expression()
            try expect(")", after: "the expression in brackets")
            return inner
        case ".":
            guard case .identifier(let name) = current.kind else {
                throw expected("a name", after: "`.`")
            }
            position += 1
            return try named(name, isAbsolute: true, from: token)
        default:
            position -= 1
            throw expected("an expression", after: nil)
        }
    }

    private mutating func named(
        _ name: String, isAbsolute: Bool, from token: Token
    ) throws(CELError) -> Expression {
        if Self.reserved.contains(name) {
            throw CELError(.syntax, "`\(name)` is a reserved word", at: token.start)
        }
        guard accept("(") else {
            return try make(.name(name, isAbsolute: isAbsolute), from: token.start)
        }
        let arguments = try self.arguments()
        if !isAbsolute {
            let macro = try expand(name, target: nil, arguments: arguments, from: token.start)
            if let macro { return macro }
        }
        let full = isAbsolute ? ".\(name)" : name
        return try make(
            .call(full, target: nil, arguments: arguments), from: token.start, over: arguments)
    }

    private mutating func arguments() throws(CELError) -> [Expression] {
        var arguments: [Expression] = []
        if accept(")") { return arguments }
        repeat { arguments.append(try expression()) } while accept(",")
        try expect(")", after: "arguments")
        return arguments
    }

    mutating func member(
        _ operand: Expression, from start: Int
    ) throws(CELError) -> Expression {
        var operand = operand
        while true {
            if accept(".") {
                operand = try selection(operand, from: start)
            } else if accept("[") {
                let isOptional = accept("?")
                let index = try expression()
                try expect("]", after: "an index")
                operand = try make(
                    .index(operand, index, isOptional: isOptional), from: start,
                    over: [operand, index])
            } else if current.kind == .symbol("{"), let name = operand.qualifiedName {
                operand = try message(name, from: start)
            } else {
                return operand
            }
        }
    }

    private mutating func selection(
        _ operand: Expression, from start: Int
    ) throws(CELError) -> Expression {
        let isOptional = accept("?")
        let field: String
        switch current.kind {
        case .identifier(let name): field = name
        case .quotedIdentifier(let name): field = name
        default: throw expected("a field or function name", after: isOptional ? "`.?`" : "`.`")
        }
        let isQuoted = current.kind == .quotedIdentifier(field)
        position += 1
        guard !isOptional, !isQuoted, accept("(") else {
            return try make(
                .select(operand, field: field, isOptional: isOptional), from: start,
                over: [operand])
        }
        let arguments = try self.arguments()
        let macro = try expand(field, target: operand, arguments: arguments, from: start)
        if let macro { return macro }
        return try make(
            .call(field, target: operand, arguments: arguments), from: start,
            over: [operand] + arguments)
    }
}

// MARK: Lists, maps and messages

extension Parser {
    private mutating func list(from start: Int) throws(CELError) -> Expression {
        var elements: [Expression.Element] = []
        while !accept("]") {
            let isOptional = accept("?")
            elements.append(.init(value: try expression(), isOptional: isOptional))
            if !accept(",") {
                try expect("]", after: "the elements of a list")
                break
            }
        }
        return try make(.list(elements), from: start, over: elements.map(\.value))
    }

    private mutating func map(from start: Int) throws(CELError) -> Expression {
        var entries: [Expression.Entry] = []
        while !accept("}") {
            let isOptional = accept("?")
            let key = try expression()
            try expect(":", after: "the key of an entry")
            entries.append(.init(key: key, value: try expression(), isOptional: isOptional))
            if !accept(",") {
                try expect("}", after: "the entries of a map")
                break
            }
        }
        return try make(.map(entries), from: start, over: entries.flatMap { [$0.key, $0.value] })
    }

    private mutating func message(
        _ name: (String, isAbsolute: Bool), from start: Int
    ) throws(CELError) -> Expression {
        position += 1
        var fields: [Expression.Field] = []
        while !accept("}") {
            let isOptional = accept("?")
            let offset = current.start
            let field: String
            switch current.kind {
            case .identifier(let name), .quotedIdentifier(let name): field = name
            default: throw expected("a field name", after: "`{`")
            }
            position += 1
            try expect(":", after: "a field name")
            fields.append(
                .init(
                    name: field, value: try expression(), isOptional: isOptional, offset: offset))
            if !accept(",") {
                try expect("}", after: "the fields of a message")
                break
            }
        }
        return try make(
            .message(name: name.0, isAbsolute: name.isAbsolute, fields: fields), from: start,
            over: fields.map(\.value))
    }
}

extension Expression {
    /// `a.b.c` when the expression is nothing but such a chain.
    var qualifiedName: (String, isAbsolute: Bool)? {
        var fields: [String] = []
        var current = self
        while true {
            switch current.kind {
            case .name(let name, let isAbsolute):
                let text = ([name] + fields.reversed()).joined(separator: ".")
                return (text, isAbsolute)
            case .select(let operand, let field, isOptional: false):
                fields.append(field)
                current = operand
            default: return nil
            }
        }
    }
}
