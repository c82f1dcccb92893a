package import Governance
import Yams

/// Reads a policy's YAML as a tree with places.
package enum YAMLPolicy {
    static let sizeLimit = 1 << 20
    static let nodeLimit = 50_000
    static let depthLimit = 32

    /// - Throws: ``PolicyError`` for what is no YAML, or has aliases, several documents, too many
    ///   values or too deep nesting.
    package static func parse(_ bytes: [UInt8]) throws(PolicyError) -> Policy {
        try Policy(reading: tree(bytes), bytes: bytes)
    }

    /// `what`: What the file is, for messages.
    package static func tree(
        _ bytes: [UInt8], of what: String = "policy"
    ) throws(PolicyError) -> PolicyNode {
        guard bytes.count <= sizeLimit else { throw whole("a \(what) may be 1 MiB at most") }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw whole("a \(what) must be UTF-8 text")
        }
        if let alias = YAMLAlias.first(in: bytes) {
            throw PolicyError(
                line: alias.line, column: alias.column,
                message: "aliases are not taken; write `*\(alias.name)` out")
        }
        do {
            try refuseDepth(in: text, of: what)
            guard let node = try Yams.compose(yaml: text, .basic) else {
                throw whole("the \(what) is empty")
            }
            var budget = nodeLimit
            return try convert(node, of: what, depth: 0, budget: &budget)
        } catch let error as YamlError {
            throw located(error, in: what)
        } catch let error as PolicyError {
            throw error
        } catch {
            throw whole("the \(what) is no YAML: \(error)")
        }
    }

    /// Deep nesting is refused before the parser recurses into it.
    private static func refuseDepth(in text: String, of what: String) throws(PolicyError) {
        var depth = 0
        for byte in text.utf8 {
            if byte == 0x5B || byte == 0x7B { depth += 1 }
            if byte == 0x5D || byte == 0x7D { depth = max(0, depth - 1) }
            guard depth <= 4 * depthLimit else { throw whole("the \(what) is nested too deep") }
        }
        for line in text.split(separator: "\n") {
            let indent = line.prefix { $0 == " " || $0 == "-" || $0 == "?" }.count
            guard indent <= 8 * depthLimit else { throw whole("the \(what) is nested too deep") }
        }
    }

    private static func whole(_ message: String) -> PolicyError {
        PolicyError(line: 0, column: 0, message: message)
    }

    private static func located(_ error: YamlError, in what: String) -> PolicyError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            PolicyError(line: mark.line, column: mark.column, message: problem)
        case .duplicatedKeysInMapping(let keys, let context):
            PolicyError(
                line: context.mark.line, column: context.mark.column,
                message: "\(keys.inBackticks) stands twice")
        case .reader(let problem, _, _, _): whole("the \(what) is no YAML: \(problem)")
        default: whole("the \(what) is no YAML")
        }
    }

    private static func convert(
        _ node: Node, of what: String, depth: Int, budget: inout Int
    ) throws(PolicyError) -> PolicyNode {
        let line = node.mark?.line ?? 0
        let column = node.mark?.column ?? 0
        budget -= 1
        guard budget > 0 else { throw whole("the \(what) has too many values") }
        guard depth <= depthLimit else {
            throw PolicyError(line: line, column: column, message: "nested too deep")
        }
        switch node {
        case .scalar(let scalar):
            let isQuoted =
                scalar.style == .singleQuoted || scalar.style == .doubleQuoted
                || scalar.style == .literal || scalar.style == .folded
            return PolicyNode(
                .scalar(scalar.string, isQuoted: isQuoted), line: line, column: column)
        case .sequence(let sequence):
            var items: [PolicyNode] = []
            for item in sequence {
                items.append(try convert(item, of: what, depth: depth + 1, budget: &budget))
            }
            return PolicyNode(.list(items), line: line, column: column)
        case .mapping(let mapping):
            var entries: [PolicyNode.Entry] = []
            for (key, value) in mapping {
                entries.append(
                    PolicyNode.Entry(
                        key: try convert(key, of: what, depth: depth + 1, budget: &budget),
                        value: try convert(value, of: what, depth: depth + 1, budget: &budget)))
            }
            return PolicyNode(.map(entries), line: line, column: column)
        case .alias:
            throw PolicyError(line: line, column: column, message: "aliases are not taken")
        }
    }
}
