/// The one range of bytes that a request asks for, RFC 9110 §14.
enum ByteRange: Equatable {
    case range(Range<Int>)
    /// It begins after the end.
    case outside

    /// - Returns: `nil` when there is none, or one that a server may pass over: of another unit,
    ///   several, or malformed.
    init?(_ header: String?, of byteCount: Int) {
        guard let header, header.hasPrefix("bytes="), header.utf8.count <= 200 else { return nil }
        let ends = header.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, ends.allSatisfy({ $0.utf8.allSatisfy(Self.isDigit) }) else {
            return nil
        }
        switch (Self.number(ends[0]), Self.number(ends[1])) {
        case (let first?, nil) where first < byteCount: self = .range(first..<byteCount)
        case (let first?, let last?) where first <= last && first < byteCount:
            self = .range(first..<min(last, byteCount - 1) + 1)
        case (let first?, let last?) where first > last: return nil
        case (nil, let count?) where count > 0 && byteCount > 0:
            self = .range(max(0, byteCount - count)..<byteCount)
        case (nil, nil): return nil
        default: self = .outside
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// A number beyond all others when it is too large.
    private static func number(_ text: Substring) -> Int? {
        text.isEmpty ? nil : Int(text) ?? .max
    }
}
