/// One change of a read model.
package enum RowChange: Sendable, Equatable {
    /// Adds the row or replaces the one with its key.
    case put(Row)
    /// Removes the row, if it is there.
    case remove(table: String, key: String)
    /// Removes all rows of a table.
    case clear(table: String)
    /// Exchanges the rows of two tables: how a rebuilt read model takes the old one's place.
    case swap(table: String, with: String)

    /// - Throws: ``LedgerError/refused(_:)`` when a name or a value is beyond its limits.
    package func validate() throws(LedgerError) {
        switch self {
        case .put(let row): try row.validate()
        case .remove(let table, let key): try Row.validate(table: table, key: key)
        case .clear(let table): try Row.validate(table: table)
        case .swap(let table, let other):
            try Row.validate(table: table)
            try Row.validate(table: other)
        }
    }
}
