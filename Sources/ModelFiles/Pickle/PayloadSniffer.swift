/// Tells which constants of a pickle may hold another file.
enum PayloadSniffer {
    /// Bytes looked at.
    static let headSize = 96

    static func mayHoldPickle(_ bytes: Bytes, _ payload: PicklePayload) -> Bool {
        let raw = bytes.array(at: payload.offset, count: min(payload.count, headSize))
        let head = content(raw, payload.coding)
        if startsContainer(head) || isTar(bytes, payload) { return true }
        return payload.count >= 16 && unwrapped(head) != nil
    }

    static func isTar(_ bytes: Bytes, _ payload: PicklePayload) -> Bool {
        payload.count >= 512
            && bytes.exactly(at: payload.offset + 257, count: 5) == Array("ustar".utf8)
    }

    /// The bytes that a text stands for: protocols below 3 keep bytes as text of Latin-1, which a
    /// call of `_codecs.encode` turns back.
    static func content(_ raw: [UInt8], _ coding: PickleText.Coding?) -> [UInt8] {
        guard let coding, raw.contains(where: { $0 >= 0x80 || $0 == UInt8(ascii: "\\") }) else {
            return raw
        }
        let scalars = PickleTextDecoder.decode(raw, coding).unicodeScalars
        var bytes: [UInt8] = []
        bytes.reserveCapacity(raw.count)
        for scalar in scalars {
            // A head may end in the middle of a character.
            guard scalar.value < 0x100 else { break }
            bytes.append(UInt8(scalar.value))
        }
        return bytes
    }

    /// Rounds of hexadecimal and base64 inside one another that are undone.
    private static let wrappings = 4

    /// What text in hexadecimal or base64 holds, if that begins as a container does; text that was
    /// wrapped several times is unwrapped as often.
    static func unwrapped(_ text: [UInt8]) -> [UInt8]? {
        var text = text
        for _ in 0..<wrappings {
            guard text.count >= 8, let inner = decoded(text) else { return nil }
            if startsContainer(inner) { return inner }
            text = inner
        }
        return nil
    }

    /// Whether a byte may stand in base64 or hexadecimal digits.
    static func isWrapping(_ byte: UInt8) -> Bool {
        base64Value(byte) != nil || byte == UInt8(ascii: "=")
    }

    /// Whether a text's start is digits that stand for a file's.
    static func mayWrap(_ head: [UInt8]) -> Bool {
        let letters = head.prefix(headSize).filter { $0 != 0x0A && $0 != 0x0D && $0 != 0x20 }
        guard letters.count >= 24, letters.allSatisfy(isWrapping) else { return false }
        return unwrapped(Array(letters.prefix(letters.count / 4 * 4))) != nil
    }

    /// Whether bytes start as a pickle, an archive or a compressed stream does.
    static func startsContainer(_ head: [UInt8]) -> Bool {
        guard head.count >= 4 else { return false }
        switch (head[0], head[1]) {
        case (0x80, 0...5): return true
        case (0x1F, 0x8B), (0x50, 0x4B): return true
        case (0x78, 0x01), (0x78, 0x5E), (0x78, 0x9C), (0x78, 0xDA): return true
        case (0x42, 0x5A): return head[2] == 0x68
        case (0xFD, 0x37): return head[2] == 0x7A
        case (0x93, 0x4E): return head[2] == 0x55
        case (0x28, 0xB5): return head[2] == 0x2F && head[3] == 0xFD
        case (0x04, 0x22): return head[2] == 0x4D && head[3] == 0x18
        case (0x37, 0x7A): return head[2] == 0xBC && head[3] == 0xAF
        case (0x89, 0x48): return head[2] == 0x44 && head[3] == 0x46
        default: return startsGlobal(head)
        }
    }

    /// Whether text starts with protocol 0's import of a name, after marks.
    static func startsGlobal(_ head: [UInt8]) -> Bool {
        let rest = head.drop { $0 == 0x28 || $0 == 0x30 || $0 == 0x5D || $0 == 0x7D }
        guard let first = rest.first, first == 0x63 || first == 0x69 else { return false }
        let lines = rest.dropFirst().split(
            separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: false)
        return lines.count >= 3 && isDottedName(lines[0]) && isDottedName(lines[1])
    }

    static func isDottedName(_ bytes: some Collection<UInt8>) -> Bool {
        guard let first = bytes.first, !(0x30...0x39).contains(first), first != 0x2E else {
            return false
        }
        return bytes.allSatisfy {
            switch $0 {
            case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A, 0x2E, 0x80...0xFF: true
            default: false
            }
        }
    }

    /// The bytes that hexadecimal digits or base64 stand for; `nil` for other text.
    static func decoded(_ text: [UInt8]) -> [UInt8]? {
        let letters = text.filter { $0 != 0x0A && $0 != 0x0D && $0 != 0x20 }
        return hexadecimal(letters) ?? base64(letters)
    }

    private static func hexadecimal(_ text: [UInt8]) -> [UInt8]? {
        let digits = text.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count == text.count, digits.count >= 8 else { return nil }
        return stride(from: 0, to: digits.count - 1, by: 2).map {
            UInt8(truncatingIfNeeded: digits[$0] << 4 | digits[$0 + 1])
        }
    }

    private static func base64(_ text: [UInt8]) -> [UInt8]? {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for letter in text where letter != UInt8(ascii: "=") {
            guard let value = base64Value(letter) else { return nil }
            bits = bits << 6 | value
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return bytes
    }

    private static func base64Value(_ letter: UInt8) -> UInt32? {
        switch letter {
        case 0x41...0x5A: UInt32(letter) - 0x41
        case 0x61...0x7A: UInt32(letter) - 0x61 + 26
        case 0x30...0x39: UInt32(letter) - 0x30 + 52
        case 0x2B, 0x2D: 62
        case 0x2F, 0x5F: 63
        default: nil
        }
    }
}
