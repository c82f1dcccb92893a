import Transparency

/// The ledger's own read model: each writer's last number.
package enum WriterNumbers {
    package static let table = "ledger_writer"

    static func row(writer: String, number: Int) -> Row {
        Row(table: table, key: writer, document: ["number": JSON(number)])
    }

    /// The number of the writer's last record; 0 when it has none.
    package static func last(
        of writer: String, in rows: some RowReading
    ) async throws(LedgerError) -> Int {
        guard let row = try await rows.row(table, writer) else { return 0 }
        guard let number = row.document["number"]?.intValue, number >= 1 else {
            throw .corrupt("the last number of writer `\(writer)` is malformed")
        }
        return number
    }
}
