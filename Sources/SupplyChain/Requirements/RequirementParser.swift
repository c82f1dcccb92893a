/// Reads one requirement by the grammar of PEP 508, and the versions in parentheses that old
/// metadata has.
struct RequirementParser {
    private var cursor: ByteCursor

    /// The longest text that is read, in bytes.
    static let byteCountMax = 16_384

    init(_ text: some StringProtocol) { cursor = ByteCursor(Array(text.utf8)) }

    mutating func parse() throws(RequirementError) -> Requirement {
        guard cursor.bytes.count <= Self.byteCountMax else {
            throw fault(.tooLong(byteCountMax: Self.byteCountMax))
        }
        skipSpaces()
        let name = try parseName(.noName)
        skipSpaces()
        let extras = try parseExtras()
        skipSpaces()
        let source = try parseSource()
        skipSpaces()
        let marker = try parseMarker()
        guard cursor.isAtEnd else { throw fault(.trailingText) }
        return Requirement(name: name, extras: extras, source: source, marker: marker)
    }

    private func fault(_ reason: RequirementError.Reason) -> RequirementError {
        RequirementError(offset: cursor.position, reason: reason)
    }

    private mutating func skipSpaces() { _ = cursor.take(while: \.isSpace) }

    private mutating func parseName(
        _ reason: RequirementError.Reason
    ) throws(RequirementError) -> PackageName {
        let start = cursor.position
        guard let name = PackageName(cursor.take(while: PackageName.isNamed).text) else {
            cursor.move(to: start)
            throw fault(reason)
        }
        return name
    }

    private mutating func parseExtras() throws(RequirementError) -> [PackageName] {
        guard cursor.take("[") else { return [] }
        var extras: [PackageName] = []
        skipSpaces()
        while !cursor.take("]") {
            if !extras.isEmpty {
                guard cursor.take(",") else { throw fault(.malformedExtras) }
                skipSpaces()
            }
            extras.append(try parseName(.malformedExtras))
            skipSpaces()
        }
        return extras
    }

    private mutating func parseSource() throws(RequirementError) -> Requirement.Source {
        if cursor.take("@") {
            skipSpaces()
            let address = cursor.take { !$0.isSpace }.text
            guard !address.isEmpty else { throw fault(.noAddress) }
            return .address(address)
        }
        let start = cursor.position
        let isEnclosed = cursor.take("(")
        let text = cursor.take { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: ")") }.text
        guard !isEnclosed || cursor.take(")"), let versions = VersionSpecifierSet(parsing: text)
        else {
            cursor.move(to: start)
            throw fault(.malformedVersions)
        }
        return .index(versions)
    }

    private mutating func parseMarker() throws(RequirementError) -> Marker? {
        guard cursor.take(";") else { return nil }
        var parser = MarkerParser(cursor)
        let marker = try parser.parse()
        cursor = parser.cursor
        return marker
    }
}
