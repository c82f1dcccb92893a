/// Writes rows as JSON, cell by cell.
struct WireWriter {
    enum Missing { case null, refused }

    private(set) var bytes: [UInt8] = []

    mutating func append(_ text: String) { bytes += text.utf8 }

    /// One cell; a text that is missing is `null` or, where that is refused, empty.
    mutating func cell(
        _ column: PredictorColumn, row: Int, missing: Missing
    ) throws(WireError) {
        switch column.values {
        case .numbers(let numbers):
            let number = numbers[row]
            if number.isNaN {
                guard missing == .null else {
                    throw .missingNumber(column: column.name, row: row)
                }
                return append("null")
            }
            guard number.isFinite else { throw .infiniteNumber(column: column.name, row: row) }
            // The shortest text that reads back as the same number.
            append("\(number)")
        case .texts(let codes, let names):
            let code = Int(codes[row])
            if names.indices.contains(code) {
                text(names[code])
            } else {
                append(missing == .null ? "null" : "\"\"")
            }
        }
    }

    /// A text in quotation marks, with those, backslashes and control characters escaped.
    mutating func text(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes += [UInt8(ascii: "\\"), byte]
            case ..<0x20:
                append("\\u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16))
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
