import Transparency
import Yams

/// Reads YAML as a tree in which every value is text.
///
/// A version such as `1.10` or a date is not to become a number or a time on its way: scalars stay
/// as they are written, but for `null`, `~` and nothing at all. Aliases are refused: a few lines of
/// aliases of aliases grow without bound.
enum YAMLTree {
    static let byteCountMax = 4 << 20
    static let valueCountMax = 200_000
    static let depthMax = 32

    /// - Throws: ``DocumentError`` for what is no YAML or beyond the limits.
    static func parse(_ bytes: [UInt8]) throws(DocumentError) -> JSON {
        guard bytes.count <= byteCountMax else { throw DocumentError("it is larger than 4 MiB") }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw DocumentError("it is not UTF-8")
        }
        try refuseShape(of: bytes)
        if let line = YAMLAnchors.lineOfAlias(in: bytes) {
            throw DocumentError(line: line, "aliases are not taken")
        }
        let root: Node?
        do {
            root = try Yams.compose(yaml: text, .basic)
        } catch let error as YamlError {
            throw located(error)
        } catch {
            throw DocumentError("it is no YAML")
        }
        guard let root else { throw DocumentError("it is empty") }
        var budget = valueCountMax
        return try convert(root, depth: 0, budget: &budget)
    }

    /// Deep nesting and too many values are refused before the parser sees them.
    private static func refuseShape(of bytes: [UInt8]) throws(DocumentError) {
        var depth = 0
        var commas = 0
        var line = 1
        var indent: Int? = 0
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
            case UInt8(ascii: "\n"): line += 1
            case UInt8(ascii: ","): commas += 1
            default: break
            }
            let isIndent = " -?".utf8.contains(byte)
            indent = byte == UInt8(ascii: "\n") ? 0 : isIndent ? indent.map { $0 + 1 } : nil
            guard depth <= 4 * depthMax, indent ?? 0 <= 8 * depthMax else {
                throw DocumentError(line: line, "it is nested too deep")
            }
        }
        guard line + commas <= valueCountMax else { throw DocumentError("it has too many values") }
    }

    private static func located(_ error: YamlError) -> DocumentError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            DocumentError(line: mark.line, problem)
        case .duplicatedKeysInMapping(_, let context):
            DocumentError(line: context.mark.line, "a key stands twice")
        default: DocumentError("it is no YAML")
        }
    }

    private static func convert(
        _ node: Node, depth: Int, budget: inout Int
    ) throws(DocumentError) -> JSON {
        budget -= 1
        let line = node.mark?.line ?? 0
        guard budget > 0 else { throw DocumentError(line: line, "it has too many values") }
        guard depth <= depthMax else { throw DocumentError(line: line, "it is nested too deep") }
        switch node {
        case .scalar(let scalar): return value(of: scalar)
        case .sequence(let sequence):
            var items: [JSON] = []
            for item in sequence {
                items.append(try convert(item, depth: depth + 1, budget: &budget))
            }
            return .array(items)
        case .mapping(let mapping):
            var members: [String: JSON] = [:]
            for (key, value) in mapping {
                guard case .scalar(let name) = key else {
                    throw DocumentError(line: line, "a key is no text")
                }
                members[name.string] = try convert(value, depth: depth + 1, budget: &budget)
            }
            return .object(members)
        case .alias: throw DocumentError(line: line, "aliases are not taken")
        }
    }

    private static func value(of scalar: Node.Scalar) -> JSON {
        let isNothing = scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
        return isNothing ? .null : .string(scalar.string)
    }
}
