package import Transparency

/// A row of a read model: a document that is found by key, by exact fields and by words.
package struct Row: Sendable {
    /// The read model: 1 to 48 of `a-z`, `0-9` and `_`; a `~` at the end names its shadow.
    package let table: String
    /// Unique within the table; 1 to 1,024 bytes.
    package let key: String
    package let document: JSON
    /// Each field's values under which the row is found, each once, in the order of their bytes.
    package let fields: [String: [String]]
    /// Lower-cased words, each found by any of its beginnings; each once, in order.
    package let words: [String]
    /// Where the row stands among the table's: 0 ..< 2^42, such as a record's index or
    /// milliseconds since 1970.
    package let order: Int64
    /// Whether what is stored of it cannot be read; it then has a key and an order alone.
    package let isDamaged: Bool

    package static let orderEnd: Int64 = 1 << 42
    package static let documentByteCountMax = 4 << 20
    package static let fieldValueCountMax = 4_096
    package static let fieldByteCountMax = 4_096
    package static let wordCountMax = 1_024

    /// Brings fields and words into their one form; ``validate()`` checks the limits.
    package init(
        table: String, key: String, document: JSON, fields: [String: [String]] = [:],
        words: [String] = [], order: Int64 = 0
    ) {
        self.table = table
        self.key = key
        self.document = document
        self.fields = fields.mapValues { values in
            values.count < 2 ? values : Set(values.map(ExactText.init)).sorted().map(\.text)
        }.filter { !$0.value.isEmpty }
        self.words = SearchWords.normalized(words)
        self.order = order
        isDamaged = false
    }

    /// - Throws: ``LedgerError/refused(_:)`` when something is beyond its limits.
    package func validate() throws(LedgerError) {
        try Self.validate(table: table, key: key)
        guard !isDamaged else { throw .refused("row `\(key)` is damaged and cannot be kept") }
        guard (0..<Self.orderEnd).contains(order) else {
            throw .refused("the order of row `\(key)` is not between 0 and 2^42")
        }
        let texts = fields.values.joined()
        guard texts.count <= Self.fieldValueCountMax, words.count <= Self.wordCountMax else {
            throw .refused("row `\(key)` has too many fields or words")
        }
        for text in [fields.keys.map { $0 }, Array(texts)].joined() {
            guard text.utf8.count <= Self.fieldByteCountMax, !text.utf8.contains(0) else {
                throw .refused("a field of row `\(key)` is too long or contains a zero byte")
            }
        }
    }

    static func validate(table: String, key: String) throws(LedgerError) {
        try validate(table: table)
        guard (1...1_024).contains(key.utf8.count), !key.utf8.contains(0) else {
            throw .refused("a row's key has 1 to 1024 bytes and no zero byte")
        }
    }

    static func validate(table: String) throws(LedgerError) {
        let letters = table.utf8.last == UInt8(ascii: "~") ? table.utf8.dropLast() : table.utf8[...]
        let isNamed = letters.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "_"):
                true
            default: false
            }
        }
        guard isNamed, (1...48).contains(letters.count) else {
            throw .refused("`\(table)` is no name of a table: use a-z, 0-9 and _")
        }
    }
}

extension Row: Equatable {
    package static func == (left: Self, right: Self) -> Bool {
        left.order == right.order && left.document == right.document
            && left.isDamaged == right.isDamaged
            && ExactText(left.table) == ExactText(right.table)
            && ExactText(left.key) == ExactText(right.key)
            && left.index == right.index
    }
}

extension Row {
    /// Fields and words as one JSON value, the form in which a store keeps them.
    package var index: JSON {
        .object([
            "fields": .object(fields.mapValues { .array($0.map(JSON.string)) }),
            "words": .array(words.map(JSON.string)),
        ])
    }

    /// A row as a store holds it; `nil` when `index` is not what ``index`` gives.
    package init?(table: String, key: String, document: JSON, index: JSON, order: Int64) {
        guard let fields = index["fields"]?.objectValue, let words = index["words"]?.arrayValue
        else { return nil }
        self.table = table
        self.key = key
        self.document = document
        self.fields = fields.mapValues { ($0.arrayValue ?? []).compactMap(\.stringValue) }
        self.words = words.compactMap(\.stringValue)
        self.order = order
        isDamaged = false
    }

    /// What a store gives for a row that it cannot read, when it is asked for damaged ones too.
    package init(damaged key: String, table: String, order: Int64) {
        (self.table, self.key, self.order) = (table, key, order)
        (document, fields, words, isDamaged) = (.null, [:], [], true)
    }

    /// This row in another table.
    package func moved(to table: String) -> Self { Self(self, table: table) }

    private init(_ row: Self, table: String) {
        self.table = table
        (key, document, fields, words) = (row.key, row.document, row.fields, row.words)
        (order, isDamaged) = (row.order, row.isDamaged)
    }
}
