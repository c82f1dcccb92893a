package import Transparency

/// What a GraphQL query asks for: operations, each with fields, and no fragments.
///
/// INVARIANT: nothing in it is nested more deeply, or is more, than ``GraphQLLimits`` says, so that
/// reading and answering it are bounded by its own bytes.
package struct GraphQLDocument: Sendable, Equatable {
    package struct Operation: Sendable, Equatable {
        package let isMutation: Bool
        package let name: String?
        package let fields: [GraphQLField]
    }

    package let operations: [Operation]

    /// `variables`: Their values, which take their places.
    ///
    /// - Throws: ``GraphQLProblem`` with the first thing that is wrong.
    package init(_ text: String, variables: [String: JSON]) throws(GraphQLProblem) {
        var reader = GraphQLReader(try GraphQLLexer.tokens(of: text), variables)
        operations = try reader.operations()
        try checkBreadth()
    }

    /// The operation that is meant.
    package func operation(named name: String?) throws(GraphQLProblem) -> Operation {
        let found = operations.filter { name == nil || $0.name == name }
        guard let first = found.first else {
            throw GraphQLProblem("Unknown operation named '\((name ?? "").prefix(100))'.")
        }
        guard found.count == 1 else {
            throw GraphQLProblem(
                "Must provide operation name if query contains multiple operations.")
        }
        return first
    }

    private func checkBreadth() throws(GraphQLProblem) {
        let rootCount = operations.map(\.fields.count).reduce(0, +)
        guard rootCount <= GraphQLLimits.rootCountMax else {
            throw .tooMany(rootCount, of: "root fields", limit: GraphQLLimits.rootCountMax)
        }
        let aliasCount = operations.map { Self.aliasCount($0.fields) }.max() ?? 0
        guard aliasCount <= GraphQLLimits.aliasCountMax else {
            throw .tooMany(aliasCount, of: "aliases", limit: GraphQLLimits.aliasCountMax)
        }
    }

    /// The most aliases that stand side by side.
    private static func aliasCount(_ fields: [GraphQLField]) -> Int {
        fields.map { aliasCount($0.fields) }.reduce(fields.count { $0.alias != nil }, max)
    }
}

/// A field that is asked for.
package struct GraphQLField: Sendable, Equatable {
    package let alias: String?
    package let name: String
    package let arguments: [String: JSON]
    package let fields: [GraphQLField]

    /// What it is called in the answer.
    package var key: String { alias ?? name }
}

/// How much may be asked for at once.
package enum GraphQLLimits {
    package static let byteCountMax = 64 << 10
    package static let depthMax = 10
    package static let fieldCountMax = 1_000
    package static let rootCountMax = 10
    package static let aliasCountMax = 10
    static let valueDepthMax = 10
}

/// What is wrong with a query, as the client is told.
package struct GraphQLProblem: Error, Sendable, Equatable {
    package let message: String

    package init(_ message: String) { self.message = message }

    static func tooMany(_ count: Int, of what: String, limit: Int) -> GraphQLProblem {
        GraphQLProblem(
            "GraphQL queries should have at most \(limit) \(what), got \(count) \(what).")
    }
}

/// Reads operations from tokens, which it takes one after another.
private struct GraphQLReader {
    private let tokens: [GraphQLToken]
    private let given: [String: JSON]
    private var variables: [String: JSON] = [:]
    private var position = 0
    private var fieldCount = 0

    init(_ tokens: [GraphQLToken], _ variables: [String: JSON]) {
        self.tokens = tokens
        given = variables
    }

    mutating func operations() throws(GraphQLProblem) -> [GraphQLDocument.Operation] {
        var operations: [GraphQLDocument.Operation] = []
        while position < tokens.count { operations.append(try operation()) }
        guard !operations.isEmpty else { throw GraphQLProblem("Syntax Error: nothing is asked.") }
        return operations
    }

    private mutating func operation() throws(GraphQLProblem) -> GraphQLDocument.Operation {
        variables = [:]
        if peek == .mark("{") {
            return .init(isMutation: false, name: nil, fields: try selection(depth: 1))
        }
        let kind = try name()
        guard kind == "query" || kind == "mutation" else {
            throw GraphQLProblem("Syntax Error: `\(kind.prefix(100))` is not answered here.")
        }
        var operationName: String?
        if case .name(let text) = peek {
            operationName = text
            position += 1
        }
        if take("(") { while !take(")") { try variable() } }
        try directives()
        let fields = try selection(depth: 1)
        return .init(isMutation: kind == "mutation", name: operationName, fields: fields)
    }

    /// `$name: [Type!]! = value`.
    private mutating func variable() throws(GraphQLProblem) {
        try expect("$")
        let name = try name()
        try expect(":")
        var isType = true
        while isType {
            switch peek {
            case .mark("["), .mark("]"), .mark("!"), .name: position += 1
            default: isType = false
            }
        }
        let usual = take("=") ? try value(depth: 1) : .null
        variables[name] = given[name] ?? usual
    }

    /// `@component` says which page asks, which is nothing to us; others would change the answer.
    private mutating func directives() throws(GraphQLProblem) {
        while take("@") {
            let name = try name()
            guard name == "component" else {
                throw GraphQLProblem("Unknown directive '@\(name.prefix(100))'.")
            }
            _ = try arguments()
        }
    }

    private mutating func selection(depth: Int) throws(GraphQLProblem) -> [GraphQLField] {
        guard depth <= GraphQLLimits.depthMax else {
            throw GraphQLProblem("Query exceeds maximum depth of \(GraphQLLimits.depthMax)")
        }
        try expect("{")
        var fields: [GraphQLField] = []
        repeat { fields.append(try field(depth: depth)) } while !take("}")
        return fields
    }

    private mutating func field(depth: Int) throws(GraphQLProblem) -> GraphQLField {
        fieldCount += 1
        guard fieldCount <= GraphQLLimits.fieldCountMax else {
            throw GraphQLProblem(
                "Query exceeds maximum total selections of \(GraphQLLimits.fieldCountMax)")
        }
        var (alias, name): (String?, String) = (nil, try name())
        if take(":") { (alias, name) = (name, try self.name()) }
        let arguments = try arguments()
        try directives()
        let fields = peek == .mark("{") ? try selection(depth: depth + 1) : []
        return GraphQLField(alias: alias, name: name, arguments: arguments, fields: fields)
    }

    private mutating func arguments() throws(GraphQLProblem) -> [String: JSON] {
        guard take("(") else { return [:] }
        return try members(until: ")", depth: 1)
    }

    private mutating func members(
        until end: Character, depth: Int
    ) throws(GraphQLProblem) -> [String: JSON] {
        var members: [String: JSON] = [:]
        while !take(end) {
            let name = try name()
            try expect(":")
            guard members.updateValue(try value(depth: depth), forKey: name) == nil else {
                throw GraphQLProblem("There can be only one argument named '\(name.prefix(100))'.")
            }
        }
        return members
    }

    private mutating func value(depth: Int) throws(GraphQLProblem) -> JSON {
        guard depth <= GraphQLLimits.valueDepthMax else {
            throw GraphQLProblem("Syntax Error: a value is nested too deeply.")
        }
        let token = peek
        position += 1
        switch token {
        case .text(let text): return .string(text)
        case .number(let number): return .number(number)
        case .name("true"): return true
        case .name("false"): return false
        case .name("null"): return .null
        case .name(let choice): return .string(choice)
        case .mark("$"):
            let name = try name()
            guard let value = variables[name] else {
                throw GraphQLProblem("Variable '$\(name.prefix(100))' is not defined.")
            }
            return value
        case .mark("["):
            var elements: [JSON] = []
            while !take("]") { elements.append(try value(depth: depth + 1)) }
            return .array(elements)
        case .mark("{"): return .object(try members(until: "}", depth: depth + 1))
        default: throw unexpected
        }
    }

    private var peek: GraphQLToken? { position < tokens.count ? tokens[position] : nil }

    private var unexpected: GraphQLProblem {
        GraphQLProblem("Syntax Error: what stands at token \(position + 1) was not expected.")
    }

    private mutating func take(_ mark: Character) -> Bool {
        guard peek == .mark(mark) else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ mark: Character) throws(GraphQLProblem) {
        guard take(mark) else { throw unexpected }
    }

    private mutating func name() throws(GraphQLProblem) -> String {
        guard case .name(let text) = peek else { throw unexpected }
        position += 1
        return text
    }
}
