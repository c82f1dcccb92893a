/// A node of the syntax tree, after macros are expanded.
struct Expression: Sendable {
    /// Dense from 0 within one program; the checker's findings are kept by it.
    let id: Int
    /// The bytes of the source that it came from.
    let range: Range<Int>
    /// How many levels of nodes it has, itself included.
    let depth: Int
    /// How many nodes it has, itself included.
    let nodeCount: Int
    let kind: Kind

    var offset: Int { range.lowerBound }

    indirect enum Kind: Sendable {
        case literal(CELValue)
        /// A name; `isAbsolute` when it starts with a dot, so that no local name hides it.
        case name(String, isAbsolute: Bool)
        case select(Expression, field: String, isOptional: Bool)
        /// `has(operand.field)`
        case presence(Expression, field: String)
        case index(Expression, Expression, isOptional: Bool)
        case call(String, target: Expression?, arguments: [Expression])
        case not(Expression)
        case negate(Expression)
        case binary(BinaryOperator, Expression, Expression)
        /// Two or more terms.
        case all([Expression])
        /// Two or more terms.
        case any([Expression])
        case conditional(Expression, Expression, Expression)
        case list([Element])
        case map([Entry])
        case message(name: String, isAbsolute: Bool, fields: [Field])
        case comprehension(Comprehension)
        /// Names with values, each visible to the ones after it and to the body.
        case bindings([(name: String, value: Expression)], body: Expression)
        /// `target.optMap(name, body)`, or `optFlatMap`, whose body gives an optional.
        case optionalMap(Expression, name: String, body: Expression, isFlat: Bool)
    }

    struct Element: Sendable {
        let value: Expression
        let isOptional: Bool
    }

    struct Entry: Sendable {
        let key: Expression
        let value: Expression
        let isOptional: Bool
    }

    struct Field: Sendable {
        let name: String
        let value: Expression
        let isOptional: Bool
        let offset: Int
    }
}

/// Operators with two operands that are both evaluated.
enum BinaryOperator: String, Sendable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case modulo = "%"
    case equal = "=="
    case unequal = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case within = "in"

    /// The name that functions are declared under.
    var functionName: String { "_\(rawValue)_" }
}

/// A macro that goes through a list's elements or a map's entries.
struct Comprehension: Sendable {
    enum Form: Sendable {
        case all, exists, existsOne, list, map, mapEntry, sortBy
    }

    let form: Form
    let range: Expression
    /// One name (element or key) or two (index or key, value).
    let names: [String]
    /// Which elements count; all when absent.
    let filter: Expression?
    let body: Expression
}
