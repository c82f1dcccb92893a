/// A program that reads one JSON object a row from its input and answers one line for each.
///
/// A request's line is `{"age":37,"city":"Bern"}`, with `null` for what is missing. An answer's line
/// is a number, a list of numbers, or an object `{"prediction": number or list}`; lines answer rows
/// in their order. `{"error": "…"}` refuses a row, and so the whole.
package struct JSONLinesWire: Sendable, Equatable {
    package init() {}

    /// The lines for some rows.
    ///
    /// - Parameters:
    ///   - columns: Of one length.
    ///   - rows: Which rows to ask for.
    /// - Returns: JSON Lines, the last with its line feed.
    /// - Throws: ``WireError`` for an infinity, for which JSON has no form.
    package func request(
        columns: [PredictorColumn], rows: Range<Int>
    ) throws(WireError) -> [UInt8] {
        var writer = WireWriter()
        for row in rows {
            for (place, column) in columns.enumerated() {
                writer.append(place == 0 ? "{" : ",")
                writer.text(column.name)
                writer.append(":")
                try writer.cell(column, row: row, missing: .null)
            }
            writer.append(columns.isEmpty ? "{}\n" : "}\n")
        }
        return writer.bytes
    }

    /// The predictions of as many lines as there were rows; a last line feed may be missing.
    ///
    /// - Throws: ``WireError`` when a line says an error, or the lines are anything but numbers for
    ///   just so many rows.
    package func predictions(
        _ answer: [UInt8], rowCount: Int
    ) throws(WireError) -> WirePredictions {
        var lines = answer.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        guard lines.count == rowCount else {
            throw .rowsDiffer(expected: rowCount, found: lines.count)
        }
        var rows: [ModelDocument] = []
        for line in lines {
            let document = try WireAnswer.document(Array(line))
            if let error = document["error"]?.text { throw .refused(WireError.shortened(error)) }
            rows.append(document["prediction"] ?? document)
        }
        return try WireAnswer.rows(.list(rows), rowCount: rowCount)
    }
}
