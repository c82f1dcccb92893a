import Ledger
import Transparency

/// A row's fields and words as the lexemes of PostgreSQL's text search.
///
/// A lexeme is ASCII. It starts with its table's number, so that one index serves all tables; then
/// `=field=value`, or `:word`. Bytes other than `a-z`, `0-9` and `_.-/@` become `%` and two hex
/// digits, so that no lexeme needs quoting and the start of a word gives the start of its lexeme.
struct SearchLexemes {
    private let table: String

    /// A lexeme has at most 2,046 bytes; longer texts are named by their digest.
    private static let textByteCountMax = 400

    init(tableID: Int) { table = String(tableID) }

    /// All lexemes of a row in the text form of `tsvector`.
    func vector(of row: Row) -> String {
        let fields = row.fields.flatMap { field, values in
            values.map { lexeme(field: field, value: $0) }
        }
        let words = row.words.map { lexeme(word: $0) }
        return (fields + words).map { "'\($0)'" }.joined(separator: " ")
    }

    /// What to search for in the text form of `tsquery`; `nil` when all rows are wanted.
    func match(_ query: RowQuery) -> String? {
        let terms =
            query.matching.map { "'\(lexeme(field: $0.field, value: $0.value))'" }
            + query.words.map { "'\(lexeme(word: $0))':*" }
        return terms.isEmpty ? nil : terms.joined(separator: " & ")
    }

    private func lexeme(field: String, value: String) -> String {
        "\(table)=\(Self.escaped(field))=\(Self.escaped(value))"
    }

    private func lexeme(word: String) -> String { "\(table):\(Self.escaped(word))" }

    private static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "/"),
                UInt8(ascii: "@"):
                bytes.append(byte)
            default: bytes += "%\(Hex.encode(CollectionOfOne(byte)))".utf8
            }
        }
        let isLong = bytes.count > textByteCountMax
        return isLong ? "#" + Digest(of: text.utf8).hex : String(decoding: bytes, as: UTF8.self)
    }
}
