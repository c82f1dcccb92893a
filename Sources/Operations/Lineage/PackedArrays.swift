import Governance

/// Arrays one after another in bytes: how many, then each, the lowest byte of a number first.
struct PackedArrays {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ numbers: [UInt32]) {
        add(count: numbers.count)
        addRaw(numbers.map(\.littleEndian))
    }

    mutating func add(_ keys: [LineageKey]) {
        add(count: keys.count)
        for key in keys { bytes += key.bytes }
    }

    /// The length of each, then the bytes of all.
    mutating func add(_ texts: [String]) {
        add(texts.map { UInt32($0.utf8.count) })
        for text in texts { bytes += text.utf8 }
    }

    mutating func add(_ number: Int64) { addRaw([number.littleEndian]) }

    private mutating func add(count: Int) { add(Int64(count)) }

    private mutating func addRaw(_ values: [some FixedWidthInteger]) {
        values.withUnsafeBytes { bytes += $0 }
    }
}

/// Reads what ``PackedArrays`` wrote; `nil` from where it does not read.
struct PackedArraysReader {
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    var isAtEnd: Bool { position == bytes.endIndex }

    mutating func number() -> Int64? {
        take(8)?.withUnsafeBytes { Int64(littleEndian: $0.loadUnaligned(as: Int64.self)) }
    }

    mutating func numbers() -> [UInt32]? {
        taken(each: 4) { UInt32(littleEndian: $0.loadUnaligned(as: UInt32.self)) }
    }

    mutating func keys() -> [LineageKey]? {
        taken(each: LineageKey.byteCount) { LineageKey($0) }
    }

    mutating func texts() -> [String]? {
        guard let lengths = numbers() else { return nil }
        var texts: [String] = []
        texts.reserveCapacity(lengths.count)
        for length in lengths {
            guard let utf8 = take(Int(length)) else { return nil }
            texts.append(String(decoding: utf8, as: UTF8.self))
        }
        return texts
    }

    private mutating func taken<Value>(
        each size: Int, _ read: (UnsafeRawBufferPointer) -> Value
    ) -> [Value]? {
        guard let count = number(), count >= 0, count <= (bytes.endIndex - position) / size,
            let taken = take(Int(count) * size)
        else { return nil }
        return taken.withUnsafeBytes { raw in
            (0..<Int(count)).map { place in
                read(UnsafeRawBufferPointer(rebasing: raw[place * size..<(place + 1) * size]))
            }
        }
    }

    private mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count <= bytes.endIndex - position else { return nil }
        defer { position += count }
        return bytes[position..<position + count]
    }
}
