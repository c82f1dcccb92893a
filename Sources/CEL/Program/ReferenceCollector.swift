/// Finds which attributes of which variables an expression reads.
struct ReferenceCollector {
    let environment: CELEnvironment
    private(set) var references: [String] = []
    private var scope: [String] = []

    init(environment: CELEnvironment) { self.environment = environment }

    mutating func visit(_ expression: Expression) {
        if let path = path(expression) {
            add(path)
            return
        }
        switch expression.kind {
        case .literal, .name: break
        case .select(let operand, _, _): visit(operand)
        case .presence(let operand, let field):
            if let path = path(operand) { add("\(path).\(field)") } else { visit(operand) }
        case .index(let operand, let index, _): visit([operand, index])
        case .call(let name, let target, let arguments):
            let isNamed =
                environment.function(
                    name, target: target, isLocal: { scope.contains($0) }) != nil
            if !isNamed, let target { visit(target) }
            visit(arguments)
        case .not(let operand), .negate(let operand): visit(operand)
        case .binary(_, let left, let right): visit([left, right])
        case .all(let terms), .any(let terms): visit(terms)
        case .conditional(let condition, let yes, let no): visit([condition, yes, no])
        case .list(let elements): visit(elements.map(\.value))
        case .map(let entries): visit(entries.flatMap { [$0.key, $0.value] })
        case .message(_, _, let fields): visit(fields.map(\.value))
        case .comprehension(let comprehension):
            visit(comprehension.range)
            within(comprehension.names) {
                $0.visit([comprehension.filter, comprehension.body].compactMap(\.self))
            }
        case .bindings(let values, let body):
            let outer = scope
            for (name, value) in values {
                visit(value)
                scope.append(name)
            }
            visit(body)
            scope = outer
        case .optionalMap(let target, let name, let body, _):
            visit(target)
            within([name]) { $0.visit(body) }
        }
    }

    private mutating func visit(_ expressions: [Expression]) {
        for expression in expressions { visit(expression) }
    }

    private mutating func within(_ names: [String], _ body: (inout ReferenceCollector) -> Void) {
        scope.append(contentsOf: names)
        body(&self)
        scope.removeLast(names.count)
    }

    private mutating func add(_ path: String) {
        if !references.contains(path) { references.append(path) }
    }

    /// The chain that the node is, when a variable stands at its root.
    private func path(_ expression: Expression) -> String? {
        var fields: [String] = []
        var current = expression
        while true {
            if let name = variable(current) {
                return ([name] + fields.reversed()).joined(separator: ".")
            }
            guard case .select(let operand, let field, _) = current.kind else { return nil }
            fields.append(field)
            current = operand
        }
    }

    private func variable(_ expression: Expression) -> String? {
        guard let (name, isAbsolute) = expression.qualifiedName else { return nil }
        if !isAbsolute, scope.contains(String(name.prefix { $0 != "." })) { return nil }
        guard case .variable(let full, _) = environment.resolve(name, isAbsolute: isAbsolute)
        else { return nil }
        return full
    }
}
