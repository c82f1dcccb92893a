/// Reads a marker: comparisons, with `and` closer than `or`, and parentheses.
struct MarkerParser {
    private(set) var cursor: ByteCursor
    private var depth = 0

    /// Parentheses inside one another.
    static let depthMax = 32

    init(_ cursor: ByteCursor) { self.cursor = cursor }

    /// Reads to the end.
    mutating func parse() throws(RequirementError) -> Marker {
        guard cursor.bytes.count <= RequirementParser.byteCountMax else {
            throw fault(.tooLong(byteCountMax: RequirementParser.byteCountMax))
        }
        let marker = try parseAny()
        guard cursor.isAtEnd else { throw fault(.trailingText) }
        return marker
    }

    private func fault(_ reason: RequirementError.Reason) -> RequirementError {
        RequirementError(offset: cursor.position, reason: reason)
    }

    private mutating func skipSpaces() { _ = cursor.take(while: \.isSpace) }

    private mutating func parseAny() throws(RequirementError) -> Marker {
        var parts = [try parseAll()]
        while takeWord("or") { parts.append(try parseAll()) }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func parseAll() throws(RequirementError) -> Marker {
        var parts = [try parseOne()]
        while takeWord("and") { parts.append(try parseOne()) }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func parseOne() throws(RequirementError) -> Marker {
        skipSpaces()
        guard cursor.take("(") else { return try parseComparison() }
        depth += 1
        guard depth <= Self.depthMax else { throw fault(.markerTooDeep(depthMax: Self.depthMax)) }
        let inner = try parseAny()
        guard cursor.take(")") else { throw fault(.malformedMarker) }
        skipSpaces()
        depth -= 1
        return inner
    }

    private mutating func parseComparison() throws(RequirementError) -> Marker {
        let left = try parseOperand()
        let comparison = try parseOperator()
        let right = try parseOperand()
        return .comparison(left, comparison, right)
    }

    private mutating func parseOperand() throws(RequirementError) -> Marker.Operand {
        skipSpaces()
        let operand: Marker.Operand
        if let quote = cursor.next, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") {
            cursor.advance()
            operand = .text(cursor.take { $0 != quote }.text)
            guard cursor.next == quote else { throw fault(.malformedMarker) }
            cursor.advance()
        } else {
            let start = cursor.position
            let word = cursor.take { $0.isLetter || "_.".utf8.contains($0) }.text
            guard let variable = Self.variable(word) else {
                cursor.move(to: start)
                throw fault(.malformedMarker)
            }
            operand = .variable(variable)
        }
        skipSpaces()
        return operand
    }

    /// A name of PEP 508, or one of those that came before it.
    private static func variable(_ word: String) -> Marker.Variable? {
        switch word {
        case "os.name": .osName
        case "sys.platform": .sysPlatform
        case "platform.version": .platformVersion
        case "platform.machine": .platformMachine
        case "platform.python_implementation", "python_implementation": .platformImplementation
        default: Marker.Variable(rawValue: word)
        }
    }

    private mutating func parseOperator() throws(RequirementError) -> Marker.Comparison {
        if takeWord("in") { return .isIn }
        if takeWord("not") {
            skipSpaces()
            guard takeWord("in") else { throw fault(.malformedMarker) }
            return .isNotIn
        }
        let start = cursor.position
        let sign = cursor.take { "<>=!~".utf8.contains($0) }.text
        guard let comparison = Marker.Comparison(rawValue: sign) else {
            cursor.move(to: start)
            throw fault(.malformedMarker)
        }
        return comparison
    }

    /// Takes a word that ends there.
    private mutating func takeWord(_ word: StaticString) -> Bool {
        guard cursor.isNext(word) else { return false }
        if let after = cursor.peek(word.utf8CodeUnitCount), PackageName.isNamed(after) {
            return false
        }
        cursor.advance(word.utf8CodeUnitCount)
        return true
    }
}
