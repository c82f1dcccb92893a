/// Opens a file of rows and columns, whichever of the formats it is in.
///
/// What it is shows in its first bytes; its name does not matter.
package enum TableFile {
    /// - Parameters:
    ///   - path: A file; a pipe will do for all formats but Parquet,
    ///     and for Arrow files as pyarrow writes them.
    ///   - options: What to read, and how.
    /// - Returns: A reader before the first row.
    /// - Throws: ``TableError``, when the file does not read or lacks a column.
    package static func open(
        _ path: String, options: TableOptions = TableOptions()
    ) throws(TableError) -> TableReader {
        try open(OpenFile(path: path), options: options)
    }

    /// Reads what somebody else opened and closes.
    ///
    /// - Parameters:
    ///   - descriptor: A file or a pipe, such as standard input's 0.
    ///   - name: What errors call it.
    ///   - options: What to read, and how.
    /// - Returns: A reader before the first row.
    /// - Throws: ``TableError``, when the file does not read or lacks a column.
    package static func open(
        descriptor: Int32, name: String, options: TableOptions = TableOptions()
    ) throws(TableError) -> TableReader {
        try open(OpenFile(descriptor: descriptor, name: name), options: options)
    }

    /// Reads bytes in memory.
    package static func open(
        bytes: [UInt8], options: TableOptions = TableOptions()
    ) throws(TableError) -> TableReader {
        var stream = ByteStream(bytes: bytes)
        switch FormatSignature(try stream.peek(FormatSignature.length)) {
        case .parquet:
            let reader = try ParquetReader(FileBytes(bytes, format: .parquet), options)
            return TableReader(reader, limits: options.limits)
        case .arrowFile:
            let reader = try ArrowReader(FileBytes(bytes, format: .arrowFile), options)
            return TableReader(reader, limits: options.limits)
        default: return try open(stream, options: options)
        }
    }

    private static func open(
        _ file: OpenFile, options: TableOptions
    ) throws(TableError) -> TableReader {
        var stream = ByteStream(file)
        let signature = FormatSignature(try stream.peek(FormatSignature.length))
        switch (signature, file.size) {
        case (.parquet, let size?):
            let bytes = FileBytes(file, size: size, format: .parquet)
            return TableReader(try ParquetReader(bytes, options), limits: options.limits)
        case (.parquet, nil):
            throw .notRead("Parquet cannot be read from a pipe; write it to a file")
        case (.arrowFile, let size?):
            let bytes = FileBytes(file, size: size, format: .arrowFile)
            return TableReader(try ArrowReader(bytes, options), limits: options.limits)
        default: return try open(stream, options: options)
        }
    }

    private static func open(
        _ stream: consuming ByteStream, options: TableOptions
    ) throws(TableError) -> TableReader {
        var stream = stream
        let source: any RowSource
        switch FormatSignature(try stream.peek(FormatSignature.length)) {
        case .arrowStream: source = try ArrowReader(stream, format: .arrowStream, options)
        case .arrowFile: source = try ArrowReader(stream, format: .arrowFile, options)
        case .jsonLines: source = try JSONLinesReader(stream, options)
        case .other(let sentence): throw .notRead(sentence)
        case .text, .parquet: source = try CSVReader(stream, options)
        }
        return TableReader(source, limits: options.limits)
    }
}
