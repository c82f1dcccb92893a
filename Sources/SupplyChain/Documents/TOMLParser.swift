import Transparency

/// Reads TOML 1.0 as a tree of JSON values.
///
/// Dates and times become text, and so do integers beyond ±(2⁵³ − 1), infinities and NaN.
/// `Scripts/check-supply-chain.sh` compares it with Python's `tomllib`.
///
/// Source: TOML 1.0.0.
struct TOMLParser {
    var cursor: ByteCursor
    private let root = TOMLTable()
    private var valueCount = 0

    static let byteCountMax = 64 << 20
    static let valueCountMax = 4 << 20
    /// Arrays and tables inside one another within a value.
    static let depthMax = 64
    /// Parts of one key.
    static let partCountMax = 32

    /// - Throws: ``DocumentError`` with the line, for what is no TOML or beyond the limits.
    static func parse(_ bytes: [UInt8]) throws(DocumentError) -> JSON {
        guard bytes.count <= byteCountMax else { throw DocumentError("it is larger than 64 MiB") }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw DocumentError("it is not UTF-8")
        }
        var parser = TOMLParser(cursor: ByteCursor(bytes))
        try parser.parseDocument()
        return parser.root.tree
    }

    private init(cursor: ByteCursor) { self.cursor = cursor }

    func fault(_ message: String) -> DocumentError {
        let newlines = cursor.bytes[..<cursor.position].reduce(1) {
            $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0)
        }
        return DocumentError(line: newlines, message)
    }

    mutating func countValue() throws(DocumentError) {
        valueCount += 1
        guard valueCount <= Self.valueCountMax else { throw fault("it has too many values") }
    }

    private mutating func parseDocument() throws(DocumentError) {
        var table = root
        while true {
            try skipSpace(overLines: true)
            guard let next = cursor.next else { return }
            if next == UInt8(ascii: "[") {
                table = try parseHeader()
            } else {
                try parsePair(into: table)
            }
            try skipSpace(overLines: false)
            guard cursor.isAtEnd || takeNewline() else {
                throw fault("something follows on the line")
            }
        }
    }

    /// Skips blanks and comments, and line ends too.
    mutating func skipSpace(overLines: Bool) throws(DocumentError) {
        repeat {
            cursor.skipBlanks()
            guard cursor.next == UInt8(ascii: "#") else { continue }
            let comment = cursor.take { $0 != 0x0A && $0 != 0x0D }
            guard !comment.contains(where: Self.isControl) else {
                throw fault("a comment has a control character")
            }
        } while overLines && takeNewline()
    }

    mutating func takeNewline() -> Bool { cursor.take("\n") || cursor.take("\r\n") }

    static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 && byte != 0x09 || byte == 0x7F }

    /// `[a.b]` or `[[a.b]]`.
    private mutating func parseHeader() throws(DocumentError) -> TOMLTable {
        cursor.advance()
        let isList = cursor.take("[")
        cursor.skipBlanks()
        let key = try parseKey()
        guard cursor.take("]"), !isList || cursor.take("]") else {
            throw fault("a header is not closed")
        }
        try countValue()
        let parent = try descend(from: root, key.dropLast(), byHeader: true)
        guard let name = key.last else { throw fault("a header is empty") }
        return isList ? try addTable(name, to: parent) : try openTable(name, in: parent)
    }

    private func addTable(_ name: String, to parent: TOMLTable) throws(DocumentError) -> TOMLTable {
        let table = TOMLTable()
        switch parent.members[name] {
        case nil: parent.members[name] = .tables(TOMLTable.List(table))
        case .tables(let list): list.tables.append(table)
        case .plain, .table: throw fault("`\(name)` is no list of tables")
        }
        return table
    }

    private func openTable(_ name: String, in parent: TOMLTable) throws(DocumentError) -> TOMLTable
    {
        switch parent.members[name] {
        case nil:
            let table = TOMLTable()
            table.hasHeader = true
            parent.members[name] = .table(table)
            return table
        case .table(let table) where !table.hasHeader && !table.isFromKeys:
            table.hasHeader = true
            return table
        case .plain, .table, .tables: throw fault("`\(name)` is there already")
        }
    }

    /// The table that a key's parts lead to, made where it is missing.
    private func descend(
        from start: TOMLTable, _ parts: ArraySlice<String>, byHeader: Bool
    ) throws(DocumentError) -> TOMLTable {
        var table = start
        for part in parts {
            switch table.members[part] {
            case nil:
                let inner = TOMLTable()
                inner.isFromKeys = !byHeader
                table.members[part] = .table(inner)
                table = inner
            case .table(let inner) where byHeader || inner.isFromKeys: table = inner
            case .tables(let list) where byHeader:
                guard let last = list.tables.last else { throw fault("`\(part)` is empty") }
                table = last
            case .plain, .table, .tables: throw fault("`\(part)` is no table to add to")
            }
        }
        return table
    }

    /// A line `key = value`.
    ///
    /// - Throws: ``DocumentError`` for what is none.
    mutating func parsePair(into table: TOMLTable, depth: Int = 0) throws(DocumentError) {
        let key = try parseKey()
        guard cursor.take("=") else { throw fault("`=` is missing") }
        cursor.skipBlanks()
        let value = try parseValue(depth: depth)
        let inner = try descend(from: table, key.dropLast(), byHeader: false)
        guard let name = key.last, inner.members[name] == nil else {
            throw fault("`\(key.joined(separator: "."))` is there already")
        }
        inner.members[name] = .plain(value)
    }

    /// A key's parts, of which there is at least one, and the blanks behind them.
    private mutating func parseKey() throws(DocumentError) -> [String] {
        var parts: [String] = []
        repeat {
            cursor.skipBlanks()
            parts.append(try parseKeyPart())
            cursor.skipBlanks()
            guard parts.count <= Self.partCountMax else { throw fault("a key has too many parts") }
        } while cursor.take(".")
        return parts
    }

    private mutating func parseKeyPart() throws(DocumentError) -> String {
        switch cursor.next {
        case UInt8(ascii: "\""): return try parseBasicString()
        case UInt8(ascii: "'"): return try parseLiteralString()
        default:
            let bare = cursor.take { $0.isLetter || $0.isDigit || "_-".utf8.contains($0) }
            guard !bare.isEmpty else { throw fault("a key is missing") }
            return bare.text
        }
    }
}
