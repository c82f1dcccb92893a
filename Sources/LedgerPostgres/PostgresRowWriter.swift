import Ledger
import Transparency

/// Applies row changes within a transaction.
struct PostgresRowWriter {
    private let connection: PostgresConnection

    init(_ connection: PostgresConnection) { self.connection = connection }

    func apply(_ change: RowChange) throws(LedgerError) {
        switch change {
        case .put(let row): try put(row)
        case .remove(let table, let key):
            _ = try connection.run(
                "DELETE FROM assay_row WHERE table_name = $1 AND key = $2", [table, key])
        case .clear(let table):
            _ = try connection.run("DELETE FROM assay_row WHERE table_name = $1", [table])
        case .swap(let table, let other): try swap(table, with: other)
        }
    }

    private func put(_ row: Row) throws(LedgerError) {
        let document = row.document.canonical
        guard document.utf8.count <= Row.documentByteCountMax else {
            throw .refused("the document of row `\(row.key)` is too large")
        }
        // A row that moves in the order gets a new mark; one that stays keeps its own.
        _ = try connection.run(
            "DELETE FROM assay_row WHERE table_name = $1 AND key = $2 AND place <> $3::bigint",
            [row.table, row.key, "\(row.order)"])
        let stored = try connection.run(
            """
            INSERT INTO assay_row (table_name, key, document, terms, place)
            VALUES ($1, $2, $3, $4, $5::bigint)
            ON CONFLICT (table_name, key) DO UPDATE
            SET document = excluded.document, terms = excluded.terms
            RETURNING id
            """, [row.table, row.key, document, row.index.canonical, "\(row.order)"])
        guard let id = stored.first?.first ?? nil else {
            throw .corrupt("row `\(row.key)` was not stored")
        }
        _ = try connection.run("DELETE FROM assay_row_term WHERE row_id = $1::bigint", [id])
        _ = try connection.run(
            """
            INSERT INTO assay_row_term (term, row_id)
            SELECT DISTINCT term, $2::bigint FROM unnest($1::text[]) AS term
            """, [PostgresText.array(PostgresTerms.all(of: row)), id])
    }

    /// Exchanges the names of two tables by way of a name that no table has.
    private func swap(_ table: String, with other: String) throws(LedgerError) {
        let rename = "UPDATE assay_row SET table_name = $2 WHERE table_name = $1"
        let between = "\(table)/\(other)"
        _ = try connection.run(rename, [table, between])
        _ = try connection.run(rename, [other, table])
        _ = try connection.run(rename, [between, other])
    }
}
