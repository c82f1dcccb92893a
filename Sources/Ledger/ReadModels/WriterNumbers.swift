import Transparency

/// The ledger's own read model: each writer's last number, so that a writer that starts again goes
/// on counting.
///
/// The writer of the last record is not in it, since that record tells; so a ledger with one writer
/// never pays for it. Its row is written with the first record of another writer.
package enum WriterNumbers {
    package static let table = "ledger_writer"

    /// What is to be kept when `next` appends a record after `last`.
    static func change(from last: WriterNumber?, to next: String) -> RowChange? {
        guard let last, last.writer != next else { return nil }
        return .put(
            Row(table: table, key: last.writer, document: ["number": JSON(last.number)]))
    }

    /// Who wrote the last record, and its number.
    static func last(
        of head: LedgerHead, in store: any LedgerStore
    ) async throws(LedgerError) -> WriterNumber? {
        guard head.size > 0 else { return nil }
        let bytes = try await store.records(in: head.size - 1..<head.size)
        guard let tail = bytes.first.flatMap(RecordTail.init) else {
            throw .corrupt("record \(head.size - 1) does not end in a writer and its number")
        }
        return WriterNumber(
            writer: String(decoding: tail.writer, as: UTF8.self), number: tail.number)
    }

    /// A writer's last number, if it has one and is not the last record's writer.
    static func number(
        of writer: String, in rows: some RowReading
    ) async throws(LedgerError) -> Int? {
        guard let row = try await rows.row(table, writer) else { return nil }
        guard let number = row.document["number"]?.intValue, number >= 1 else {
            throw .corrupt("the last number of writer `\(writer)` is malformed")
        }
        return number
    }
}
