/// Numbers as pickles of protocol 0 write them, one a line.
enum PickleNumberText {
    /// `-12`, up to 18 digits; `nil` for anything else, which may still be a number.
    static func plainInteger(_ line: [UInt8]) -> Int? {
        var place = line.first == UInt8(ascii: "-") ? 1 : 0
        guard (1...18).contains(line.count - place) else { return nil }
        let isNegative = place == 1
        var value = 0
        while place < line.count {
            guard isDigit(line[place]) else { return nil }
            value = value * 10 + Int(line[place] & 0x0F)
            place += 1
        }
        return isNegative ? -value : value
    }

    /// Whether Python's `float` takes it.
    static func isFloat(_ line: [UInt8]) -> Bool {
        if isPlainFloat(line) { return true }
        let text = String(decoding: line, as: UTF8.self)
        return Double(text.filter { !$0.isWhitespace }) != nil
    }

    /// `-1.5e-07`, and every float that `repr` writes but the infinite.
    private static func isPlainFloat(_ line: [UInt8]) -> Bool {
        var place = line.first == UInt8(ascii: "-") ? 1 : 0
        guard skipDigits(line, &place) else { return false }
        if place < line.count, line[place] == UInt8(ascii: ".") {
            place += 1
            guard skipDigits(line, &place) else { return false }
        }
        if place < line.count, line[place] | 0x20 == UInt8(ascii: "e") {
            place += 1
            if place < line.count, line[place] == 0x2B || line[place] == 0x2D { place += 1 }
            guard skipDigits(line, &place) else { return false }
        }
        return place == line.count
    }

    /// - Returns: Whether there was one.
    private static func skipDigits(_ line: [UInt8], _ place: inout Int) -> Bool {
        let start = place
        while place < line.count, isDigit(line[place]) { place += 1 }
        return place > start
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
