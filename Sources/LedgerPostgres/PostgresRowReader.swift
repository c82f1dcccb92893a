import Ledger
import Transparency

/// Finds rows by key, by the terms of fields and words, and in order.
struct PostgresRowReader {
    private let connection: PostgresConnection

    init(_ connection: PostgresConnection) { self.connection = connection }

    func rows(_ query: RowQuery) throws(LedgerError) -> RowPage {
        if let keys = query.keys { return try rows(ofKeys: keys, query) }
        var parameters: [String?] = [query.table]
        var conditions = ["table_name = $1"]
        for match in query.matching {
            parameters.append(PostgresTerms.term(field: match.field, value: match.value))
            conditions.append(Self.exists("term = $\(parameters.count)"))
        }
        for word in query.words {
            parameters.append(PostgresTerms.term(word: word))
            conditions.append(Self.exists("term ^@ $\(parameters.count)"))
        }
        let isNewestFirst = query.direction == .newestFirst
        if let after = query.after {
            parameters += ["\(after.order)", "\(after.tie)"]
            let place = "($\(parameters.count - 1)::bigint, $\(parameters.count)::bigint)"
            conditions.append("(place, id) \(isNewestFirst ? "<" : ">") \(place)")
        }
        let direction = isNewestFirst ? "DESC" : "ASC"
        let found = try connection.run(
            "SELECT id, key, document, terms, place FROM assay_row r WHERE "
                + conditions.joined(separator: " AND ")
                + " ORDER BY place \(direction), id \(direction) LIMIT \(query.limit + 1)",
            parameters)
        return RowPage(try read(found, table: query.table), limit: query.limit)
    }

    private static func exists(_ condition: String) -> String {
        "EXISTS (SELECT 1 FROM assay_row_term WHERE row_id = r.id AND \(condition))"
    }

    private func rows(ofKeys keys: [String], _ query: RowQuery) throws(LedgerError) -> RowPage {
        let found = try connection.run(
            """
            SELECT id, key, document, terms, place FROM assay_row
            WHERE table_name = $1 AND key = ANY ($2::text[])
            """, [query.table, PostgresText.array(keys)])
        return query.page(of: try read(found, table: query.table))
    }

    private func read(
        _ found: [[String?]], table: String
    ) throws(LedgerError) -> [(row: Row, cursor: PageCursor)] {
        var rows: [(row: Row, cursor: PageCursor)] = []
        for values in found {
            guard values.count == 5, let id = values[0].flatMap({ Int64($0) }),
                let key = values[1],
                let document = values[2].flatMap({ try? JSON(parsing: $0) }),
                let index = values[3].flatMap({ try? JSON(parsing: $0) }),
                let place = values[4].flatMap({ Int64($0) }),
                let row = Row(
                    table: table, key: key, document: document, index: index, order: place)
            else { throw .corrupt("a row of `\(table)` is malformed") }
            rows.append((row, PageCursor(order: place, tie: id)))
        }
        return rows
    }
}
