/// What decisions and projections read rows from: a store, a turn, a read model being rebuilt.
package protocol RowReading: Sendable {
    func rows(_ query: RowQuery) async throws(LedgerError) -> RowPage

    /// How many rows a query finds, its page aside.
    func count(_ query: RowQuery) async throws(LedgerError) -> Int
}

extension RowReading {
    /// The row of this key, if there is one.
    package func row(_ table: String, _ key: String) async throws(LedgerError) -> Row? {
        try await rows(RowQuery(table, keys: [key], limit: 1)).rows.first
    }

    /// The count by reading all of them, for what has no index of its own.
    package func count(_ query: RowQuery) async throws(LedgerError) -> Int {
        var (count, query) = (0, query)
        (query.after, query.limit) = (nil, RowQuery.limitMax)
        while true {
            let page = try await rows(query)
            count += page.rows.count
            guard let next = page.next else { return count }
            query.after = next
        }
    }
}
