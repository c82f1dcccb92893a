import Ledger
import Transparency

/// A row's fields and words as the terms of SQLite's full-text index.
///
/// A term is ASCII and one token. It starts with its table's number in three base-36 digits, so that
/// one index serves all tables; then `=field=value` for a field, or `:word`. Bytes other than
/// `a-z`, `0-9` and `_.-/@` become `%` and two hex digits, so that different texts give different
/// terms and the start of a word gives the start of its term.
struct SearchTerms {
    private let prefix: String

    /// The characters of ``term(field:value:)`` that the tokenizer takes for letters beside `a-z`
    /// and `0-9`.
    static let tokenCharacters = "_.-/@%=:#"
    /// The lengths of the beginnings of terms that the index keeps ready.
    ///
    /// These are the first 1 to 8 letters of a word, after table and mark. For a longer beginning
    /// it gathers all rows that match before it gives the first: 20 ms for a tenth of 100,000 rows.
    static let prefixLengths = 5...12
    static let tableIDMax = 36 * 36 * 36 - 1

    /// - Parameter tableID: 0...``tableIDMax``.
    init(tableID: Int64) {
        let digits = String(tableID, radix: 36)
        prefix = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    }

    /// All terms of a row, a space between two.
    func text(of row: Ledger.Row) -> String {
        var text = ""
        for (field, values) in row.fields.sorted(by: { $0.key < $1.key }) {
            for value in values { text += term(field: field, value: value) + " " }
        }
        for word in row.words { text += term(word: word) + " " }
        return text
    }

    /// What the index is asked for; `nil` when all rows of the table are wanted.
    func match(_ query: RowQuery) -> String? {
        let terms =
            query.matching.map { "\"\(term(field: $0.field, value: $0.value))\"" }
            + query.words.map { "\"\(term(word: $0))\"*" }
        return terms.isEmpty ? nil : terms.joined(separator: " AND ")
    }

    private func term(field: String, value: String) -> String {
        let value = Self.escaped(value)
        let short = value.utf8.count <= 64 ? value : "#" + Digest(of: value.utf8).hex
        return prefix + "=" + Self.escaped(field) + "=" + short
    }

    private func term(word: String) -> String { prefix + ":" + Self.escaped(word) }

    private static func escaped(_ text: String) -> String {
        if text.utf8.allSatisfy(isPlain) { return text }
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if isPlain(byte) {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "%"))
                bytes += Hex.encode(CollectionOfOne(byte)).utf8
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "/"),
            UInt8(ascii: "@"):
            true
        default: false
        }
    }
}
