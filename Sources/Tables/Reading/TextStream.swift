/// The text of a file as UTF-8, whatever it is written in.
///
/// A byte order mark becomes UTF-8's. Bytes of a file in UTF-8 are handed on as they are, and
/// nobody has checked them.
struct TextStream {
    private var stream: ByteStream
    private(set) var encoding: TextEncoding
    /// UTF-8 that was not handed out yet.
    private var decoded: [UInt8] = []
    private var decodedStart = 0
    /// A unit or a pair of UTF-16 that is not whole.
    private var rest: [UInt8] = []
    /// Bytes of the file decoded so far.
    private var bytesDecoded = 0

    private static let step = 1 << 16

    init(_ stream: ByteStream, encoding: TextEncoding) {
        self.stream = stream
        self.encoding = encoding
    }

    /// How many bytes the file has, as far as it is known.
    var sizeHint: Int? { stream.sizeHint }

    /// Takes what comes next for another encoding.
    mutating func becomes(_ encoding: TextEncoding) { self.encoding = encoding }

    /// - Returns: How many bytes, at least one; 0 at the end.
    /// - Throws: ``TableError/notUTF16(byte:)`` or an error of the file.
    mutating func read(into room: UnsafeMutableRawBufferPointer) throws(TableError) -> Int {
        guard encoding != .utf8 else { return try stream.read(into: room) }
        while decodedStart == decoded.count {
            guard try decodeMore() else { return 0 }
        }
        let count = min(room.count, decoded.count - decodedStart)
        decoded.withUnsafeBytes { bytes in
            let part = bytes[decodedStart..<(decodedStart + count)]
            room.copyMemory(from: UnsafeRawBufferPointer(rebasing: part))
        }
        decodedStart += count
        return count
    }

    private mutating func decodeMore() throws(TableError) -> Bool {
        let raw = try stream.bytes(Self.step)
        (decoded, decodedStart) = ([], 0)
        decoded.reserveCapacity(raw.count * 3)
        if encoding == .windows1252 {
            decoded = Self.fromWindows1252(raw)
        } else {
            try decodeUTF16(raw)
        }
        return !raw.isEmpty
    }

    static func fromWindows1252(_ raw: some Sequence<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        for byte in raw {
            if byte < 0x80 {
                text.append(byte)
            } else {
                let letter =
                    byte < 0xA0
                    ? TextEncoding.windows1252Letters[Int(byte) - 0x80] : UInt32(byte)
                append(letter, to: &text)
            }
        }
        return text
    }

    private mutating func decodeUTF16(_ raw: [UInt8]) throws(TableError) {
        let bytes = rest + raw
        let isLittle = encoding == .utf16LittleEndian
        func unit(_ at: Int) -> UInt32 {
            let (one, other) = (UInt32(bytes[at]), UInt32(bytes[at + 1]))
            return isLittle ? other << 8 | one : one << 8 | other
        }
        var at = 0
        while at + 2 <= bytes.count {
            let first = unit(at)
            if first & 0xF800 != 0xD800 {
                Self.append(first, to: &decoded)
                at += 2
                continue
            }
            if at + 4 > bytes.count, !raw.isEmpty { break }
            guard first < 0xDC00, at + 4 <= bytes.count, unit(at + 2) & 0xFC00 == 0xDC00 else {
                throw .notUTF16(byte: bytesDecoded + at + 1)
            }
            Self.append(
                0x10000 + (first - 0xD800) << 10 + (unit(at + 2) - 0xDC00), to: &decoded)
            at += 4
        }
        if raw.isEmpty, at < bytes.count { throw .notUTF16(byte: bytesDecoded + at + 1) }
        bytesDecoded += at
        rest = Array(bytes[at...])
    }

    private static func append(_ scalar: UInt32, to text: inout [UInt8]) {
        switch scalar {
        case 0..<0x80: text.append(UInt8(scalar))
        case 0x80..<0x800:
            text.append(UInt8(0xC0 | scalar >> 6))
            text.append(UInt8(0x80 | scalar & 0x3F))
        case 0x800..<0x10000:
            text.append(UInt8(0xE0 | scalar >> 12))
            text.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            text.append(UInt8(0x80 | scalar & 0x3F))
        default:
            text.append(UInt8(0xF0 | scalar >> 18))
            text.append(UInt8(0x80 | scalar >> 12 & 0x3F))
            text.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            text.append(UInt8(0x80 | scalar & 0x3F))
        }
    }
}
