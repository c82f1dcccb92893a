/// A range of a source.
///
/// Every read is checked against the range, and none of them traps.
package struct Bytes: Sendable {
    private let source: any ByteSource
    private let start: Int
    /// Bytes in the range, ≥ 0.
    package let count: Int

    package init(_ source: any ByteSource) {
        self.source = source
        start = 0
        count = max(0, source.byteCount)
    }

    package init(_ array: [UInt8]) {
        self.init(ArraySource(array: array))
    }

    private init(source: any ByteSource, start: Int, count: Int) {
        self.source = source
        self.start = start
        self.count = count
    }

    /// The part of this range that begins at an offset; what lies outside is left out.
    func slice(at offset: Int, count wanted: Int = .max) -> Bytes {
        let from = min(max(0, offset), count)
        return Bytes(
            source: source, start: start + from, count: min(max(0, wanted), count - from))
    }

    /// Up to `wanted` bytes from an offset; fewer where the range ends.
    func array(at offset: Int, count wanted: Int) -> [UInt8] {
        let from = min(max(0, offset), count)
        let length = min(max(0, wanted), count - from)
        return length == 0 ? [] : source.bytes(at: start + from, count: length)
    }

    /// Exactly `wanted` bytes from an offset, or `nil` when they are not all there.
    func exactly(at offset: Int, count wanted: Int) -> [UInt8]? {
        guard offset >= 0, wanted >= 0, offset <= count, wanted <= count - offset else {
            return nil
        }
        let bytes = array(at: offset, count: wanted)
        return bytes.count == wanted ? bytes : nil
    }

    /// An unsigned number of up to 8 bytes, the least significant first.
    func littleEndian(at offset: Int, width: Int) -> UInt64? {
        exactly(at: offset, count: width)?.littleEndian
    }

    /// Whether the bytes at an offset are those of the text.
    func starts(with text: StaticString, at offset: Int = 0) -> Bool {
        let wanted = text.withUTF8Buffer { Array($0) }
        return exactly(at: offset, count: wanted.count) == wanted
    }
}

extension [UInt8] {
    /// The number whose least significant byte is the first; bytes after the eighth are left out.
    var littleEndian: UInt64 {
        prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The number whose most significant byte is the first; bytes after the eighth are left out.
    var bigEndian: UInt64 {
        prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The first place at or after an offset where a pattern begins.
    func firstIndex(of pattern: [UInt8], from offset: Int = 0) -> Int? {
        guard let first = pattern.first, pattern.count <= count else { return nil }
        let last = count - pattern.count
        return withUnsafeBufferPointer { bytes in
            var index = Swift.max(0, offset)
            while index <= last {
                if bytes[index] == first,
                    bytes[index..<(index + pattern.count)].elementsEqual(pattern)
                {
                    return index
                }
                index += 1
            }
            return nil
        }
    }
}
