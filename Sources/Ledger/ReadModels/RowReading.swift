/// What decisions and projections read rows from: a store, a turn, a read model being rebuilt.
package protocol RowReading: Sendable {
    func rows(_ query: RowQuery) async throws(LedgerError) -> RowPage
}

extension RowReading {
    /// The row of this key, if there is one.
    package func row(_ table: String, _ key: String) async throws(LedgerError) -> Row? {
        try await rows(RowQuery(table, keys: [key], limit: 1)).rows.first
    }
}
