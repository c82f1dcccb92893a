@testable import Governance

/// A policy file written as Swift literals; becomes the tree that a reader of YAML would give, with
/// each entry on a line of its own, each level two columns further in.
indirect enum Sketch {
    case text(String, isQuoted: Bool)
    case list([Sketch])
    case map([(key: Sketch, value: Sketch)])

    static func quoted(_ text: String) -> Sketch { .text(text, isQuoted: true) }

    /// The tree of the whole file.
    var node: PolicyNode {
        var line = 1
        return node(at: &line, column: 1)
    }

    private func node(at line: inout Int, column: Int) -> PolicyNode {
        let start = line
        switch self {
        case .text(let text, let isQuoted):
            line += 1
            return PolicyNode(.scalar(text, isQuoted: isQuoted), line: start, column: column)
        case .list(let items):
            let nodes = items.map { $0.node(at: &line, column: column + 2) }
            return PolicyNode(.list(nodes), line: start, column: column)
        case .map(let entries):
            let nodes = entries.map { Self.entry($0.key, $0.value, at: &line, column: column) }
            return PolicyNode(.map(nodes), line: start, column: column)
        }
    }

    private static func entry(
        _ key: Sketch, _ value: Sketch, at line: inout Int, column: Int
    ) -> PolicyNode.Entry {
        let place = line
        var width = 0
        if case .text(let text, _) = key { width = text.count + 2 }
        let key = key.node(at: &line, column: column)
        if case .text = value { line = place }
        let indent = line == place ? width : 2
        return PolicyNode.Entry(key: key, value: value.node(at: &line, column: column + indent))
    }
}

extension Sketch: ExpressibleByStringLiteral {
    init(stringLiteral value: String) { self = .text(value, isQuoted: false) }
}

extension Sketch: ExpressibleByIntegerLiteral {
    init(integerLiteral value: Int) { self = .text("\(value)", isQuoted: false) }
}

extension Sketch: ExpressibleByBooleanLiteral {
    init(booleanLiteral value: Bool) { self = .text("\(value)", isQuoted: false) }
}

extension Sketch: ExpressibleByFloatLiteral {
    init(floatLiteral value: Double) { self = .text("\(value)", isQuoted: false) }
}

extension Sketch: ExpressibleByArrayLiteral {
    init(arrayLiteral elements: Sketch...) { self = .list(elements) }
}

extension Sketch: ExpressibleByDictionaryLiteral {
    init(dictionaryLiteral elements: (Sketch, Sketch)...) {
        self = .map(elements.map { (key: $0, value: $1) })
    }
}

extension Sketch {
    /// A policy for high-risk models going to production, with these rules.
    static func policy(
        _ rules: [Sketch], waivers: Sketch? = nil, fixtures: [Sketch] = [],
        risk: Sketch = ["high"], to: Sketch = ["production"]
    ) -> Sketch {
        var entries: [(key: Sketch, value: Sketch)] = [
            ("policy", "high-risk"), ("applies", ["risk": risk, "to": to]),
        ]
        if let waivers { entries.append(("waivers", waivers)) }
        entries.append(("rules", .list(rules)))
        if !fixtures.isEmpty { entries.append(("fixtures", .list(fixtures))) }
        return .map(entries)
    }

    static func rule(_ id: String = "rule", _ clauses: KeyValuePairs<String, Sketch>) -> Sketch {
        .map(
            [("id", .text(id, isQuoted: false)), ("because", "it matters")]
                + clauses.map { (key: .text($0, isQuoted: false), value: $1) })
    }

    static func requiring(_ condition: String, id: String = "rule") -> Sketch {
        rule(id, ["require": .text(condition, isQuoted: true)])
    }
}

extension Policy {
    init(_ sketch: Sketch) throws(PolicyError) {
        try self.init(reading: sketch.node, bytes: Array("the policy's file".utf8))
    }

    init(rules: Sketch..., waivers: Sketch? = nil) throws(PolicyError) {
        try self.init(.policy(rules, waivers: waivers))
    }
}
