/// What a record means for the read models: a pure fold from records to rows.
///
/// A command applies it to what it appends, and a rebuild to all records from the first on; so both
/// come out equal. Tables that hold what may be erased, such as personal data, are no projection's:
/// they are put by commands alone, and a rebuild leaves them as they are.
package struct Projection: Sendable {
    /// The next record, and the rows as they stand before it.
    package typealias Changes =
        @Sendable (AppendedRecord, any RowReading) async throws -> [RowChange]

    /// The tables that the projection fills, and nothing else does.
    package let tables: Set<String>
    /// Depends on its arguments alone; gives ``RowChange/put(_:)`` and
    /// ``RowChange/remove(table:key:)`` of ``tables``.
    package let changes: Changes

    package init(tables: Set<String>, changes: @escaping Changes) {
        self.tables = tables
        self.changes = changes
    }
}
