/// MLflow's scoring server: what is posted to `/invocations`, and what the answer says.
///
/// Source: MLflow's documentation, *Deploy MLflow Model as a Local Inference Server*, input format
/// `dataframe_split`; the answer is `{"predictions": …}`.
package struct InvocationsWire: Sendable, Equatable {
    package init() {}

    package static let path = ["invocations"]

    /// The body of a request; a missing cell is `null`.
    ///
    /// - Parameters:
    ///   - columns: Of one length.
    ///   - rows: Which rows to ask for.
    /// - Returns: JSON.
    /// - Throws: ``WireError`` for an infinity, for which JSON has no form.
    package func request(
        columns: [PredictorColumn], rows: Range<Int>
    ) throws(WireError) -> [UInt8] {
        var writer = WireWriter()
        writer.append("{\"dataframe_split\":{\"columns\":[")
        for (place, column) in columns.enumerated() {
            if place > 0 { writer.append(",") }
            writer.text(column.name)
        }
        writer.append("],\"data\":[")
        for row in rows {
            writer.append(row > rows.lowerBound ? ",[" : "[")
            for (place, column) in columns.enumerated() {
                if place > 0 { writer.append(",") }
                try writer.cell(column, row: row, missing: .null)
            }
            writer.append("]")
        }
        writer.append("]}}")
        return writer.bytes
    }

    /// The predictions of an answer: a number a row, a list of numbers a row, or an object a row,
    /// whose members must be named alike in each.
    ///
    /// - Throws: ``WireError`` when the server says an error, or the answer is anything but numbers
    ///   for just so many rows.
    package func predictions(
        _ answer: [UInt8], rowCount: Int
    ) throws(WireError) -> WirePredictions {
        let document = try WireAnswer.document(answer)
        if let message = document["message"]?.text, document["predictions"] == nil {
            throw .refused(WireError.shortened(message))
        }
        guard let rows = document["predictions"] else { throw .answerLacks("predictions") }
        return try WireAnswer.rows(rows, rowCount: rowCount)
    }
}
