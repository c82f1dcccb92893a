import Ledger
import Transparency

/// A row's fields and words as rows of the term table: `=field=value` and `:word`.
///
/// A long value is named by its digest, as an index takes about 2,700 bytes.
enum PostgresTerms {
    static func all(of row: Row) -> [String] {
        row.fields.flatMap { field, values in values.map { term(field: field, value: $0) } }
            + row.words.map(term(word:))
    }

    static func term(field: String, value: String) -> String {
        let name = "=\(field.utf8.count)=\(field)="
        return (name + value).utf8.count <= 1_000
            ? name + value : "=#" + Digest(of: Array((name + value).utf8)).hex
    }

    static func term(word: String) -> String { ":" + word }
}
