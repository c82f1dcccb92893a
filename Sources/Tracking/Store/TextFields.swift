/// Numbers that end with a space, and texts after the number of their bytes.
struct TextFields {
    private var bytes: [UInt8] = []
    fileprivate static let numberEnd = UInt8(ascii: " ")

    /// `byteCount`: About how long it will be.
    init(byteCount: Int) { bytes.reserveCapacity(byteCount) }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    mutating func append(mark: UInt8) { bytes.append(mark) }

    mutating func append(_ number: Int64) {
        bytes.append(contentsOf: String(number).utf8)
        bytes.append(Self.numberEnd)
    }

    mutating func append(_ text: String) {
        append(Int64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }
}

/// Reads what ``TextFields`` wrote.
struct TextFieldReader {
    static let damaged = TrackingError.failed(.broken("what a run logged does not read"))

    private let bytes: [UInt8]
    private var place = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    var isAtEnd: Bool { place == bytes.count }

    /// - Returns: `nil` at the end.
    mutating func mark() -> UInt8? {
        guard !isAtEnd else { return nil }
        defer { place += 1 }
        return bytes[place]
    }

    mutating func number() throws(TrackingError) -> Int64 {
        let isNegative = !isAtEnd && bytes[place] == UInt8(ascii: "-")
        if isNegative { place += 1 }
        var (number, digitCount, isTooLong) = (Int64(0), 0, false)
        while let byte = mark(), byte != TextFields.numberEnd {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { throw Self.damaged }
            let digit = Int64(byte - UInt8(ascii: "0"))
            let (tenfold, isOver) = number.multipliedReportingOverflow(by: 10)
            // Downwards, for there is one more below nought.
            let (sum, isOut) = tenfold.subtractingReportingOverflow(digit)
            (number, digitCount, isTooLong) = (sum, digitCount + 1, isTooLong || isOver || isOut)
        }
        guard digitCount > 0, !isTooLong, isNegative || number != .min else { throw Self.damaged }
        return isNegative ? number : -number
    }

    mutating func text() throws(TrackingError) -> String {
        let count = try number()
        guard count >= 0, count <= Int64(bytes.count - place) else { throw Self.damaged }
        defer { place += Int(count) }
        return String(decoding: bytes[place..<(place + Int(count))], as: UTF8.self)
    }
}
