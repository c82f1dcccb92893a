/// The Open Inference Protocol v2, as KServe, Triton, MLServer and Seldon speak it over REST: what
/// is posted to `/v2/models/{name}/infer`, and what the answer says.
///
/// Source: kserve/open-inference-protocol, *Predict Protocol, Version 2* (REST). Binary tensors and
/// gRPC are left out.
package struct InferenceProtocolWire: Sendable, Equatable {
    /// How rows become tensors.
    package enum Layout: Sendable, Equatable {
        /// One `FP64` tensor of this name and the shape `[rows, columns]`; numbers only.
        case matrix(inputName: String)
        /// One tensor a column, of the shape `[rows, 1]`: `FP64` numbers or `BYTES` texts.
        case columns
    }

    package let layout: Layout
    /// Which output to read; the only one without a name.
    package let outputName: String?

    package init(layout: Layout, outputName: String? = nil) {
        self.layout = layout
        self.outputName = outputName
    }

    package static func path(model: String, version: String? = nil) -> [String] {
        ["v2", "models", model] + (version.map { ["versions", $0] } ?? []) + ["infer"]
    }

    /// The body of a request.
    ///
    /// - Parameters:
    ///   - columns: Of one length.
    ///   - rows: Which rows to ask for.
    /// - Returns: JSON.
    /// - Throws: ``WireError`` where a number is missing, for which the protocol has no form, or a
    ///   text stands in a matrix.
    package func request(
        columns: [PredictorColumn], rows: Range<Int>
    ) throws(WireError) -> [UInt8] {
        var writer = WireWriter()
        writer.append("{\"inputs\":[")
        switch layout {
        case .matrix(let name):
            writer.append("{\"name\":")
            writer.text(name)
            writer.append(",\"datatype\":\"FP64\",\"shape\":[\(rows.count),\(columns.count)],")
            writer.append("\"data\":[")
            for row in rows {
                for (place, column) in columns.enumerated() {
                    if row > rows.lowerBound || place > 0 { writer.append(",") }
                    guard case .numbers = column.values else {
                        throw .textInMatrix(column: column.name)
                    }
                    try writer.cell(column, row: row, missing: .refused)
                }
            }
            writer.append("]}")
        case .columns:
            for (place, column) in columns.enumerated() {
                if place > 0 { writer.append(",") }
                try append(column, rows: rows, to: &writer)
            }
        }
        writer.append("]}")
        return writer.bytes
    }

    private func append(
        _ column: PredictorColumn, rows: Range<Int>, to writer: inout WireWriter
    ) throws(WireError) {
        let type =
            switch column.values {
            case .numbers: "FP64"
            case .texts: "BYTES"
            }
        writer.append("{\"name\":")
        writer.text(column.name)
        writer.append(",\"datatype\":\"\(type)\",\"shape\":[\(rows.count),1],\"data\":[")
        for row in rows {
            if row > rows.lowerBound { writer.append(",") }
            try writer.cell(column, row: row, missing: .refused)
        }
        writer.append("]}")
    }

    /// The predictions of an answer.
    ///
    /// - Returns: Row-major; shape `[rowCount, width]`, as ``WirePredictions`` says.
    /// - Throws: ``WireError`` when the server says an error, or the answer is anything but numbers
    ///   for just so many rows.
    package func predictions(
        _ answer: [UInt8], rowCount: Int
    ) throws(WireError) -> WirePredictions {
        let document = try WireAnswer.document(answer)
        if let error = document["error"]?.text { throw .refused(WireError.shortened(error)) }
        guard let outputs = document["outputs"]?.list else { throw .answerLacks("outputs") }
        let chosen = outputs.filter { outputName == nil || $0["name"]?.text == outputName }
        guard let output = chosen.first, chosen.count == 1 else {
            throw .outputUnknown(
                wanted: outputName, present: outputs.compactMap { $0["name"]?.text })
        }
        guard let shape = output["shape"]?.numbers, let data = output["data"] else {
            throw .answerLacks("shape and data")
        }
        let values = try WireAnswer.flat(data)
        let size = shape.reduce(1, *)
        guard shape.first == Double(rowCount), size == Double(values.count) else {
            throw .rowsDiffer(expected: rowCount, found: Int(exactly: shape.first ?? 0) ?? 0)
        }
        return try WirePredictions(values: values, rowCount: rowCount)
    }
}
