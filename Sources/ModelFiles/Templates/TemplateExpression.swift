/// An expression of a template, as far as a rule may ask about it.
indirect enum TemplateExpression: Sendable {
    case constant(String)
    case number(Int?)
    case name(String)
    case attribute(TemplateExpression, String)
    case item(TemplateExpression, TemplateExpression)
    case call(TemplateExpression, [TemplateExpression])
    case filter(TemplateExpression, String, [TemplateExpression])
    /// `+`, `~`, `%`, `*` and others between two values.
    case binary(String, TemplateExpression, TemplateExpression)
    case list([TemplateExpression])
    case slice([TemplateExpression?])
    case nothing
}

/// Parses expressions by precedence, with a limit on depth.
struct TemplateParser {
    private let tokens: [TemplateToken]
    private var index = 0
    private var depth = 0
    private(set) var fault: String?

    private static let depthLimit = 100

    init(_ tokens: [TemplateToken]) {
        self.tokens = tokens
    }

    var isAtEnd: Bool { index >= tokens.count || fault != nil }

    private var current: TemplateToken? { index < tokens.count ? tokens[index] : nil }

    private mutating func take(_ symbol: String) -> Bool {
        guard current == .symbol(symbol) else { return false }
        index += 1
        return true
    }

    private mutating func take(word: String) -> Bool {
        guard current == .name(word) else { return false }
        index += 1
        return true
    }

    mutating func skip() { index += 1 }

    /// One expression; `.nothing` where none begins.
    mutating func expression() -> TemplateExpression {
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.depthLimit else {
            fault = "expressions inside one another too deep"
            return .nothing
        }
        var left = binary(level: 0)
        while take(word: "if") {
            let condition = binary(level: 0)
            left = .list([left, condition])
            if take(word: "else") { left = .list([left, expression()]) }
        }
        return left
    }

    /// Operators from the loosest to the tightest.
    private static let levels: [Set<String>] = [
        ["or"], ["and"], ["==", "!=", "<", ">", "<=", ">=", "in", "is", "not"], ["~"], ["+", "-"],
        ["*", "/", "//", "%"], ["**"],
    ]

    private mutating func binary(level: Int) -> TemplateExpression {
        guard level < Self.levels.count else { return unary() }
        var left = binary(level: level + 1)
        while let symbol = currentOperator, Self.levels[level].contains(symbol) {
            index += 1
            if symbol == "is" { _ = take(word: "not") }
            if symbol == "not" { _ = take(word: "in") }
            left = .binary(symbol, left, binary(level: level + 1))
        }
        return left
    }

    private var currentOperator: String? {
        switch current {
        case .symbol(let symbol): symbol
        case .name(let name) where ["or", "and", "in", "is", "not"].contains(name): name
        default: nil
        }
    }

    private mutating func unary() -> TemplateExpression {
        var steps = 0
        while take(word: "not") || take("-") || take("+") { steps += 1 }
        let value = postfix(primary())
        return steps == 0 ? value : .list([value])
    }

    /// Words that no value is called.
    private static let keywords: Set = [
        "if", "else", "elif", "and", "or", "in", "is", "for", "recursive",
    ]

    private mutating func primary() -> TemplateExpression {
        guard let token = current else { return .nothing }
        switch token {
        case .text(let text):
            index += 1
            return .constant(adjoined(text))
        case .number(let value):
            index += 1
            return .number(value)
        case .name(let name):
            guard !Self.keywords.contains(name) else { return .nothing }
            index += 1
            return .name(name)
        case .symbol("("):
            index += 1
            return list(until: ")", single: true)
        case .symbol("["):
            index += 1
            return list(until: "]", single: false)
        case .symbol("{"):
            index += 1
            return list(until: "}", single: false)
        case .symbol: return .nothing
        }
    }

    /// Literals that stand side by side are one.
    private mutating func adjoined(_ first: String) -> String {
        var text = first
        while case .text(let next)? = current {
            index += 1
            text += next
        }
        return text
    }

    private mutating func list(until end: String, single: Bool) -> TemplateExpression {
        let items = arguments(until: end)
        return single && items.count == 1 ? items[0] : .list(items)
    }

    private mutating func arguments(until end: String) -> [TemplateExpression] {
        var items: [TemplateExpression] = []
        while !isAtEnd, !take(end) {
            if take(",") || take(":") || take("=") || take("*") { continue }
            let before = index
            items.append(expression())
            if index == before { index += 1 }
        }
        return items
    }

    private mutating func postfix(_ start: TemplateExpression) -> TemplateExpression {
        var value = start
        var steps = 0
        while !isAtEnd, steps < 10_000 {
            steps += 1
            if take(".") {
                value = member(of: value)
            } else if take("(") {
                value = .call(value, arguments(until: ")"))
            } else if take("[") {
                value = subscripted(value)
            } else if take("|") {
                value = filtered(value)
            } else {
                return value
            }
        }
        return value
    }

    private mutating func member(of value: TemplateExpression) -> TemplateExpression {
        defer { index += 1 }
        switch current {
        case .name(let name): return .attribute(value, name)
        case .number(let number): return .item(value, .number(number))
        default: return value
        }
    }

    private mutating func subscripted(_ value: TemplateExpression) -> TemplateExpression {
        var parts: [TemplateExpression?] = []
        var isSlice = false
        var hasPart = false
        while !isAtEnd, !take("]") {
            if take(":") {
                if !hasPart { parts.append(nil) }
                hasPart = false
                isSlice = true
                continue
            }
            if take(",") { continue }
            let before = index
            let isNegative = current == .symbol("-")
            let part = expression()
            parts.append(isNegative ? Self.negated(part) : part)
            hasPart = true
            if index == before { index += 1 }
        }
        if isSlice { return .item(value, .slice(parts)) }
        return .item(value, (parts.first ?? nil) ?? .nothing)
    }

    /// A minus sign leaves its number in a list of one.
    private static func negated(_ part: TemplateExpression) -> TemplateExpression {
        if case .list(let items) = part, items.count == 1, case .number(let value?) = items[0] {
            return .number(0 - value)
        }
        return .number(nil)
    }

    private mutating func filtered(_ value: TemplateExpression) -> TemplateExpression {
        guard case .name(var name)? = current else { return value }
        index += 1
        while take("."), case .name(let next)? = current {
            name += "." + next
            index += 1
        }
        let arguments = take("(") ? arguments(until: ")") : []
        return .filter(value, name, arguments)
    }
}
