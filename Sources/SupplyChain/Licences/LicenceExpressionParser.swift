/// Reads a licence expression: `+` binds most, then `WITH`, `AND`, `OR`; operators are in upper or
/// lower case, identifiers in any.
struct LicenceExpressionParser {
    private var cursor: ByteCursor
    private var depth = 0

    static let byteCountMax = 4_096
    static let depthMax = 32

    init(_ text: some StringProtocol) { cursor = ByteCursor(Array(text.utf8)) }

    mutating func parse() throws(LicenceExpressionError) -> LicenceExpression {
        guard cursor.bytes.count <= Self.byteCountMax else { throw fault(.tooLong) }
        let expression = try parseAny()
        guard cursor.isAtEnd else { throw fault(.operatorExpected) }
        return expression
    }

    private func fault(_ reason: LicenceExpressionError.Reason) -> LicenceExpressionError {
        LicenceExpressionError(offset: cursor.position, reason: reason)
    }

    private mutating func parseAny() throws(LicenceExpressionError) -> LicenceExpression {
        var parts = [try parseAll()]
        while takeOperator("OR", "or") { parts.append(try parseAll()) }
        let flat = parts.flatMap { part in
            if case .any(let inner) = part { inner } else { [part] }
        }
        return flat.count == 1 ? flat[0] : .any(flat)
    }

    private mutating func parseAll() throws(LicenceExpressionError) -> LicenceExpression {
        var parts = [try parseOne()]
        while takeOperator("AND", "and") { parts.append(try parseOne()) }
        let flat = parts.flatMap { part in
            if case .all(let inner) = part { inner } else { [part] }
        }
        return flat.count == 1 ? flat[0] : .all(flat)
    }

    private mutating func parseOne() throws(LicenceExpressionError) -> LicenceExpression {
        skipSpaces()
        guard cursor.take("(") else { return try parseLicence() }
        depth += 1
        guard depth <= Self.depthMax else { throw fault(.tooDeep) }
        let inner = try parseAny()
        guard cursor.take(")") else { throw fault(.notClosed) }
        skipSpaces()
        depth -= 1
        return inner
    }

    private mutating func parseLicence() throws(LicenceExpressionError) -> LicenceExpression {
        let start = cursor.position
        guard let id = takeIdentifier(), !Self.isOperator(id) else {
            cursor.move(to: start)
            throw fault(.licenceExpected)
        }
        let allowsLater = cursor.take("+")
        if allowsLater && id.contains("LicenseRef-") { throw fault(.misplacedReference) }
        let licence = LicenceReference(
            id: LicenceCatalogue.spelling(of: id), allowsLater: allowsLater)
        skipSpaces()
        guard takeOperator("WITH", "with") else { return .licence(licence) }
        skipSpaces()
        guard let exception = takeIdentifier(), !Self.isOperator(exception) else {
            throw fault(.exceptionExpected)
        }
        skipSpaces()
        return .exception(licence, exception: exception)
    }

    private mutating func skipSpaces() { _ = cursor.take(while: \.isSpace) }

    private static func isOperator(_ text: String) -> Bool {
        ["and", "or", "with"].contains(text.asciiLowercased)
    }

    private static func isIdentifier(_ byte: UInt8) -> Bool {
        byte.isLetter || byte.isDigit || "-.".utf8.contains(byte)
    }

    /// An identifier, or `DocumentRef-…:LicenseRef-…`.
    private mutating func takeIdentifier() -> String? {
        let first = cursor.take(while: Self.isIdentifier).text
        guard first.hasPrefix("DocumentRef-"), cursor.take(":") else {
            return first.isEmpty ? nil : first
        }
        let second = cursor.take(while: Self.isIdentifier).text
        return second.hasPrefix("LicenseRef-") ? "\(first):\(second)" : nil
    }

    /// Takes a word that ends there.
    private mutating func takeOperator(_ upper: StaticString, _ lower: StaticString) -> Bool {
        for word in [upper, lower] where cursor.isNext(word) {
            let after = cursor.peek(word.utf8CodeUnitCount)
            if let after, Self.isIdentifier(after) || after == UInt8(ascii: "+") { return false }
            cursor.advance(word.utf8CodeUnitCount)
            return true
        }
        return false
    }
}
