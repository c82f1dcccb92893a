/// Text of UTF-16 or UTF-32, which parsers of XML, JSON and YAML take as they take UTF-8.
enum WideText {
    private static let marks: [(mark: [UInt8], width: Int, isBig: Bool)] = [
        ([0xFF, 0xFE, 0, 0], 4, false), ([0, 0, 0xFE, 0xFF], 4, true),
        ([0xFF, 0xFE], 2, false), ([0xFE, 0xFF], 2, true),
    ]

    /// The same text in UTF-8; `nil` when the bytes are none.
    static func narrowed(_ bytes: Bytes, _ limits: InspectionLimits) -> Bytes? {
        let head = bytes.array(at: 0, count: 8)
        guard head.count >= 4, let shape = shape(of: head) else { return nil }
        let raw = bytes.array(at: shape.start, count: limits.textBytes)
        let units = stride(from: 0, to: raw.count - shape.width + 1, by: shape.width).map { index in
            let unit = Array(raw[index..<(index + shape.width)])
            return UInt32(truncatingIfNeeded: shape.isBig ? unit.bigEndian : unit.littleEndian)
        }
        let text =
            shape.width == 2
            ? String(decoding: units.map { UInt16(truncatingIfNeeded: $0) }, as: UTF16.self)
            : String(String.UnicodeScalarView(units.compactMap(Unicode.Scalar.init)))
        return isText(text.unicodeScalars.prefix(64)) ? Bytes(Array(text.utf8)) : nil
    }

    /// Markup and keys are ASCII, and nothing below a blank but line ends and tabs.
    private static func isText(_ head: String.UnicodeScalarView.SubSequence) -> Bool {
        let letters = head.count { $0.isASCII }
        return letters >= 4 && 2 * letters >= head.count
            && head.allSatisfy { $0.value >= 0x20 || [9, 10, 13].contains($0.value) }
    }

    /// By a mark, or by the zeros beside the first letters.
    private static func shape(of head: [UInt8]) -> (start: Int, width: Int, isBig: Bool)? {
        for known in marks where head.starts(with: known.mark) {
            return (known.mark.count, known.width, known.isBig)
        }
        let zeros = head.indices.filter { head[$0] == 0 }
        if head.count == 8, zeros == [1, 2, 3, 5, 6, 7] { return (0, 4, false) }
        if head.count == 8, zeros == [0, 1, 2, 4, 5, 6] { return (0, 4, true) }
        if head.count == 8, zeros == [1, 3, 5, 7] { return (0, 2, false) }
        if head.count == 8, zeros == [0, 2, 4, 6] { return (0, 2, true) }
        return nil
    }
}
