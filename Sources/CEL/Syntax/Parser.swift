/// Turns tokens into a syntax tree: recursive descent, with a limit on depth.
///
/// Chains of operators are loops here, so that only brackets, `?:` and macros recurse.
struct Parser {
    let tokens: [Token]
    let limits: CELLimits
    let expandsMacros: Bool
    var position = 0
    var nextID = 0
    private var nesting = 0

    init(
        _ source: String, limits: CELLimits, expandsMacros: Bool = true
    ) throws(CELError) {
        guard source.utf8.count <= limits.sourceBytesMax else {
            throw CELError(
                .limit, "the expression is longer than \(limits.sourceBytesMax) bytes", at: 0)
        }
        tokens = try Lexer.tokens(of: source)
        self.limits = limits
        self.expandsMacros = expandsMacros
    }

    /// The whole source as one expression.
    mutating func parse() throws(CELError) -> Expression {
        let expression = try self.expression()
        guard current.kind == .end else {
            throw expected("an operator or end of text", after: nil)
        }
        return expression
    }

    var current: Token { tokens[min(position, tokens.count - 1)] }

    /// Where the last consumed token ended.
    var lastEnd: Int { position > 0 ? tokens[position - 1].end : 0 }

    mutating func accept(_ symbol: String) -> Bool {
        guard current.kind == .symbol(symbol) else { return false }
        position += 1
        return true
    }

    mutating func expect(_ symbol: String, after place: String) throws(CELError) {
        guard accept(symbol) else { throw expected("`\(symbol)`", after: place) }
    }

    func expected(_ wanted: String, after place: String?) -> CELError {
        let middle = place.map { " after \($0)" } ?? ""
        return CELError(
            .syntax, "expected \(wanted)\(middle), found \(current.shown)", at: current.start)
    }

    mutating func make(
        _ kind: Expression.Kind, from start: Int, over children: [Expression] = []
    ) throws(CELError) -> Expression {
        let depth = 1 + children.reduce(0) { max($0, $1.depth) }
        guard depth <= limits.depthMax else {
            throw CELError(
                .limit, "the expression nests deeper than \(limits.depthMax) levels", at: start)
        }
        defer { nextID += 1 }
        return Expression(
            id: nextID, range: start..<max(start, lastEnd), depth: depth,
            nodeCount: 1 + children.reduce(0) { $0 + $1.nodeCount }, kind: kind)
    }
}

// MARK: Operators

extension Parser {
    mutating func expression() throws(CELError) -> Expression {
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= limits.depthMax else {
            throw CELError(
                .limit, "the expression nests deeper than \(limits.depthMax) levels",
                at: current.start)
        }
        let start = current.start
        let condition = try disjunction()
        guard accept("?") else { return condition }
        let yes = try disjunction()
        try expect(":", after: "the first branch of `?`")
        let no = try expression()
        return try make(.conditional(condition, yes, no), from: start, over: [condition, yes, no])
    }

    private mutating func disjunction() throws(CELError) -> Expression {
        let start = current.start
        var terms = [try conjunction()]
        while accept("||") { terms.append(try conjunction()) }
        if terms.count == 1 { return terms[0] }
        return try make(.any(terms), from: start, over: terms)
    }

    private mutating func conjunction() throws(CELError) -> Expression {
        let start = current.start
        var terms = [try relation()]
        while accept("&&") { terms.append(try relation()) }
        if terms.count == 1 { return terms[0] }
        return try make(.all(terms), from: start, over: terms)
    }

    private mutating func relation() throws(CELError) -> Expression {
        try chain([.less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .unequal, .within]) {
            (parser) throws(CELError) in
            try parser.chain([.add, .subtract]) { (parser) throws(CELError) in
                try parser.chain([.multiply, .divide, .modulo]) { (parser) throws(CELError) in
                    try parser.unary()
                }
            }
        }
    }

    private mutating func chain(
        _ operators: [BinaryOperator],
        over operand: (inout Parser) throws(CELError) -> Expression
    ) throws(CELError) -> Expression {
        let start = current.start
        var left = try operand(&self)
        while case .symbol(let symbol) = current.kind,
            let next = operators.first(where: { $0.rawValue == symbol })
        {
            position += 1
            let right = try operand(&self)
            left = try make(.binary(next, left, right), from: start, over: [left, right])
        }
        return left
    }

    private mutating func unary() throws(CELError) -> Expression {
        let start = current.start
        if current.kind == .symbol("!") {
            var isNegated = false
            while accept("!") { isNegated.toggle() }
            let operand = try member(try primary(), from: start)
            if isNegated { return try make(.not(operand), from: start, over: [operand]) }
            return try make(
                .not(try make(.not(operand), from: start, over: [operand])), from: start,
                over: [operand, operand])
        }
        guard current.kind == .symbol("-") else {
            return try member(try primary(), from: start)
        }
        return try negation(from: start)
    }

    private mutating func negation(from start: Int) throws(CELError) -> Expression {
        var minusCount = 0
        while accept("-") { minusCount += 1 }
        let isNegative = minusCount % 2 == 1
        if isNegative, let literal = negativeLiteral() {
            position += 1
            return try member(try make(.literal(literal), from: start), from: start)
        }
        let operand = try member(try primary(), from: start)
        return isNegative ? try make(.negate(operand), from: start, over: [operand]) : operand
    }

    private func negativeLiteral() -> CELValue? {
        switch current.kind {
        case .int(let value):
            if value <= UInt64(Int64.max) { return .int(-Int64(value)) }
            return .int(.min)
        case .double(let value): return .double(-value)
        default: return nil
        }
    }
}
