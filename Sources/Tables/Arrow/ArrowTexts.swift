/// The texts of a column of a batch.
struct ArrowTexts {
    private let offsetBytes: Int?
    private let offsets: [UInt8]
    /// The bytes that offsets part, or those that views refer to.
    private let data: [[UInt8]]
    private let firstData: [UInt8]

    /// The texts of a column whose layout is one of texts or views.
    init(_ values: ArrowBatch.Values, _ layout: ArrowField.Layout) throws(TableError) {
        if case .texts(let offsetBytes) = layout {
            self.offsetBytes = offsetBytes
            // No offset at all is allowed where there are no rows.
            guard values.rows == 0 || (values.rows < values.buffers[0].count / offsetBytes) else {
                throw .damaged(.arrowStream, "a column has fewer values than rows")
            }
        } else {
            offsetBytes = nil
            guard values.rows <= values.buffers[0].count / 16 else {
                throw .damaged(.arrowStream, "a column has fewer values than rows")
            }
        }
        offsets = values.buffers[0]
        data = Array(values.buffers.dropFirst())
        firstData = data.first ?? []
    }

    /// Hands over the text of a row.
    @inline(__always)
    func text(
        _ row: Int, _ body: (Span<UInt8>) throws(TableError) -> Void
    ) throws(TableError) {
        if let offsetBytes {
            let (start, end) =
                offsetBytes == 4
                ? (Int(number(4 * row)), Int(number(4 * row + 4)))
                : (long(8 * row), long(8 * row + 8))
            guard start >= 0, end >= start, end <= firstData.count else { throw Self.damaged }
            try body(firstData.span.extracting(start..<end))
        } else {
            try view(16 * row, body)
        }
    }

    private func view(
        _ at: Int, _ body: (Span<UInt8>) throws(TableError) -> Void
    ) throws(TableError) {
        let length = Int(number(at))
        guard length >= 0 else { throw Self.damaged }
        if length <= 12 {
            return try body(offsets.span.extracting((at + 4)..<(at + 4 + length)))
        }
        let (buffer, start) = (Int(number(at + 8)), Int(number(at + 12)))
        guard buffer >= 0, buffer < data.count, start >= 0, start <= data[buffer].count,
            length <= data[buffer].count - start
        else { throw Self.damaged }
        let bytes = data[buffer]
        try body(bytes.span.extracting(start..<(start + length)))
    }

    @inline(__always)
    private func number(_ at: Int) -> Int32 {
        offsets.span.bytes.unsafeLoadUnaligned(fromByteOffset: at, as: Int32.self)
    }

    @inline(__always)
    private func long(_ at: Int) -> Int {
        Int(offsets.span.bytes.unsafeLoadUnaligned(fromByteOffset: at, as: Int64.self))
    }

    private static let damaged = TableError.damaged(.arrowStream, "a text is not in its buffer")
}
