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

    /// The characters of a term that the tokenizer takes for letters beside `a-z`
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
        var text: [UInt8] = []
        text.reserveCapacity(512)
        for (field, values) in row.fields.sorted(by: { $0.key < $1.key }) {
            for value in values {
                append(field: field, value: value, to: &text)
                text.append(UInt8(ascii: " "))
            }
        }
        for word in row.words {
            append(word: word, to: &text)
            text.append(UInt8(ascii: " "))
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// What the index is asked for; `nil` when all rows of the table are wanted.
    func match(_ query: RowQuery) -> String? {
        let terms =
            query.matching.map { match in
                quoted { append(field: match.field, value: match.value, to: &$0) }
            } + query.words.map { word in quoted { append(word: word, to: &$0) } + "*" }
        return terms.isEmpty ? nil : terms.joined(separator: " AND ")
    }

    private func quoted(_ write: (inout [UInt8]) -> Void) -> String {
        var term: [UInt8] = []
        write(&term)
        return "\"" + String(decoding: term, as: UTF8.self) + "\""
    }

    private func append(field: String, value: String, to text: inout [UInt8]) {
        text += prefix.utf8
        text.append(UInt8(ascii: "="))
        Self.append(escaping: field, to: &text)
        text.append(UInt8(ascii: "="))
        let start = text.count
        Self.append(escaping: value, to: &text)
        guard text.count - start > 64 else { return }
        let digest = Digest(of: text[start...])
        text.removeSubrange(start...)
        text.append(UInt8(ascii: "#"))
        text += digest.hex.utf8
    }

    private func append(word: String, to text: inout [UInt8]) {
        text += prefix.utf8
        text.append(UInt8(ascii: ":"))
        Self.append(escaping: word, to: &text)
    }

    private static func append(escaping text: String, to bytes: inout [UInt8]) {
        for byte in text.utf8 {
            if isPlain(byte) {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "%"))
                bytes += Hex.encode(CollectionOfOne(byte)).utf8
            }
        }
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
