/// What a file's first bytes say it is.
enum FormatSignature: Equatable {
    case parquet, arrowStream, arrowFile, jsonLines
    /// A format that is known and not read, with the sentence that says so.
    case other(String)
    /// None of the others: CSV, if anything.
    case text

    /// How many bytes to look at.
    static let length = 512

    init(_ first: ArraySlice<UInt8>) {
        let bytes = Array(first)
        if bytes.starts(with: "PAR1".utf8) {
            self = .parquet
        } else if bytes.starts(with: "ARROW1".utf8) {
            self = .arrowFile
        } else if bytes.count >= 8, bytes[..<4].allSatisfy({ $0 == 0xFF }) {
            self = .arrowStream
        } else if let format = Self.others.first(where: { bytes.starts(with: $0.magic) }) {
            self = .other(format.sentence)
        } else {
            self = Self.beginsObject(bytes) ? .jsonLines : .text
        }
    }

    private static let others: [(magic: [UInt8], sentence: String)] = [
        (Array("PARE".utf8), "encrypted Parquet is not read"),
        (Array("ORC".utf8), "ORC is not read; write Parquet"),
        (Array("Obj\u{1}".utf8), "Avro is not read; write Parquet"),
        ([0x50, 0x4B, 3, 4], "a zip archive or an Excel sheet is not read; save it as CSV"),
        ([0x89, 0x48, 0x44, 0x46], "HDF5 is not read; write Parquet"),
        (Array("SQLite format 3".utf8), "an SQLite database is not read; export its table as CSV"),
        ([0x1F, 0x8B], "a gzip file is not read as it is; unpack it, or pipe `gunzip -c` in"),
        (
            [0x28, 0xB5, 0x2F, 0xFD],
            "a zstd file is not read as it is; unpack it, or pipe `zstd -dc` in"
        ),
        ([0x80, 0x04, 0x95], "a pickle is not read; write Parquet"),
        ([0x80, 0x05, 0x95], "a pickle is not read; write Parquet"),
    ]

    /// Whether an opening brace and a name or a closing brace come first.
    private static func beginsObject(_ bytes: [UInt8]) -> Bool {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        // UTF-16 has zero bytes between the signs, or a mark of its own.
        let text = (bytes.starts(with: mark) ? bytes.dropFirst(3) : bytes[...]).filter {
            $0 > 0x20 && $0 < 0xFE
        }
        return text.first == UInt8(ascii: "{")
            && (text.count == 1 || text[1] == UInt8(ascii: "\"") || text[1] == UInt8(ascii: "}"))
    }
}
