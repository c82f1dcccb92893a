/// Values of the same number of bytes each, plain or with their first, second, … bytes together.
///
/// Source: Apache Parquet, *Encodings*, plain and byte stream split encoding.
struct FixedBytes {
    private let bytes: [UInt8]
    private let start: Int
    let width: Int
    /// Values in all.
    private let count: Int
    private let isSplit: Bool
    private var next = 0
    private var gathered: [UInt8] = []

    init(_ bytes: [UInt8], from start: Int, width: Int, isSplit: Bool) {
        self.bytes = bytes
        self.start = start
        self.width = width
        self.isSplit = isSplit
        count = width > 0 ? (bytes.count - start) / width : 0
    }

    /// Hands the next values' bytes over, one value behind the other.
    ///
    /// - Throws: ``TableError/damaged(_:_:)`` when there are fewer.
    mutating func read(
        _ wanted: Int, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(TableError) {
        guard wanted <= count - next else {
            throw .damaged(.parquet, "a page has fewer values than it says")
        }
        if isSplit {
            gather(wanted)
            gathered.withUnsafeBytes {
                body(UnsafeRawBufferPointer(rebasing: $0[..<(wanted * width)]))
            }
        } else {
            let from = start + next * width
            bytes.withUnsafeBytes {
                body(UnsafeRawBufferPointer(rebasing: $0[from..<(from + wanted * width)]))
            }
        }
        next += wanted
    }

    private mutating func gather(_ wanted: Int) {
        if gathered.count < wanted * width {
            gathered = [UInt8](repeating: 0, count: wanted * width)
        }
        for part in 0..<width {
            let from = start + part * count + next
            for index in 0..<wanted { gathered[index * width + part] = bytes[from + index] }
        }
    }
}
