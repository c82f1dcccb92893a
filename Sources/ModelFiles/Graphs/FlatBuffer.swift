/// Follows a flatbuffer's tables, each offset checked.
///
/// Source: flatbuffers.dev, *FlatBuffer internals*.
struct FlatBuffer {
    let bytes: Bytes

    init(_ bytes: Bytes) {
        self.bytes = bytes
    }

    /// Where the root table is.
    var root: Int? { target(at: 0) }

    /// Where an offset of 4 bytes leads, counted from itself.
    private func target(at offset: Int) -> Int? {
        guard let step = bytes.littleEndian(at: offset, width: 4) else { return nil }
        let target = offset + Int(step)
        return target < bytes.count ? target : nil
    }

    /// Where a table's field stands; `nil` when the table has not got it.
    private func place(of table: Int, field: Int) -> Int? {
        guard let back = bytes.littleEndian(at: table, width: 4) else { return nil }
        let virtual = table - Int(Int32(truncatingIfNeeded: Int64(bitPattern: back)))
        guard let size = bytes.littleEndian(at: virtual, width: 2), Int(size) > 4 + 2 * field,
            let step = bytes.littleEndian(at: virtual + 4 + 2 * field, width: 2), step > 0
        else { return nil }
        return table + Int(step)
    }

    func byte(of table: Int, field: Int) -> UInt64? {
        place(of: table, field: field).flatMap { bytes.littleEndian(at: $0, width: 1) }
    }

    /// A text of at most 4 KiB.
    func text(of table: Int, field: Int) -> String? {
        guard let start = place(of: table, field: field).flatMap(target),
            let count = bytes.littleEndian(at: start, width: 4), count > 0
        else { return nil }
        return String(
            decoding: bytes.array(at: start + 4, count: min(Int(count), 4_096)), as: UTF8.self)
    }

    /// The tables of a vector.
    func vector(of table: Int, field: Int, limit: Int) -> [Int] {
        guard let start = place(of: table, field: field).flatMap(target),
            let count = bytes.littleEndian(at: start, width: 4)
        else { return [] }
        return (0..<min(Int(count), limit)).compactMap { target(at: start + 4 + 4 * $0) }
    }
}
