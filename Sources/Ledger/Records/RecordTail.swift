/// A record's writer and number, read from the end of its bytes without parsing the rest.
///
/// The last members of a record's canonical JSON are `"number"`, `"v"` and `"writer"`, none of
/// which needs an escape, so that every record ends in `,"number":7,"v":1,"writer":"home-3f2a"}`.
/// The audit reads a million of these a second; parsing the whole would take ten times as long.
struct RecordTail: Equatable {
    let number: Int
    /// The writer's UTF-8.
    let writer: ArraySlice<UInt8>

    private static let beforeWriter = Array(#","v":1,"writer":""#.utf8)
    private static let beforeNumber = Array(#","number":"#.utf8)

    /// `nil` when the bytes do not end as a record does.
    init?(of bytes: [UInt8]) {
        guard bytes.last == UInt8(ascii: "}"), bytes.count >= 2,
            bytes[bytes.count - 2] == UInt8(ascii: "\"")
        else { return nil }
        let writerEnd = bytes.count - 2
        var start = writerEnd
        while start > 0, bytes[start - 1] != UInt8(ascii: "\"") { start -= 1 }
        guard start < writerEnd, bytes[..<start].hasSuffix(Self.beforeWriter) else { return nil }
        writer = bytes[start..<writerEnd]
        let numberEnd = start - Self.beforeWriter.count
        guard let (number, numberStart) = Self.decimal(in: bytes, endingAt: numberEnd),
            bytes[..<numberStart].hasSuffix(Self.beforeNumber)
        else { return nil }
        self.number = number
    }

    /// The digits before `end` as a number ≥ 1 and where they start.
    private static func decimal(in bytes: [UInt8], endingAt end: Int) -> (Int, start: Int)? {
        var start = end
        while start > 0, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[start - 1]) {
            start -= 1
        }
        guard start < end, end - start <= 16, bytes[start] != UInt8(ascii: "0") else { return nil }
        return (bytes[start..<end].reduce(0) { $0 * 10 + Int($1 - 48) }, start)
    }
}

extension ArraySlice<UInt8> {
    fileprivate func hasSuffix(_ suffix: [UInt8]) -> Bool {
        count >= suffix.count && self[(endIndex - suffix.count)...].elementsEqual(suffix)
    }
}
