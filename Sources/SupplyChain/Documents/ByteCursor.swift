/// A place in bytes that somebody else wrote, and the ways to move on from it.
///
/// Nothing here traps: at the end there is no byte, and every way to move stops there.
struct ByteCursor {
    let bytes: [UInt8]
    /// Index of the next byte, at most `bytes.count`.
    private(set) var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    init(_ text: String) { self.init(Array(text.utf8)) }

    var isAtEnd: Bool { position == bytes.count }

    /// `nil` at the end.
    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// The byte so many behind the next; `nil` beyond the end.
    func peek(_ distance: Int) -> UInt8? {
        distance < bytes.count - position ? bytes[position + distance] : nil
    }

    func isNext(_ text: StaticString) -> Bool {
        guard text.utf8CodeUnitCount <= bytes.count - position else { return false }
        return text.withUTF8Buffer { wanted in
            wanted.indices.allSatisfy { bytes[position + $0] == wanted[$0] }
        }
    }

    mutating func advance(_ count: Int = 1) {
        position = count < bytes.count - position ? position + count : bytes.count
    }

    /// Goes back, or on, to a place that was `position` before.
    mutating func move(to place: Int) { position = max(0, min(place, bytes.count)) }

    /// Moves on if the next bytes are these.
    mutating func take(_ text: StaticString) -> Bool {
        guard isNext(text) else { return false }
        advance(text.utf8CodeUnitCount)
        return true
    }

    /// Moves on over all bytes that are wanted.
    mutating func take(while isWanted: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let start = position
        while position < bytes.count, isWanted(bytes[position]) { position += 1 }
        return bytes[start..<position]
    }

    /// Spaces and tabs.
    mutating func skipBlanks() {
        while position < bytes.count, bytes[position].isBlank { position += 1 }
    }
}

extension UInt8 {
    /// A space or a tab.
    var isBlank: Bool { self == 0x20 || self == 0x09 }

    /// A space, a tab, or what ends lines or pages.
    var isSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }

    var isDigit: Bool { (0x30...0x39).contains(self) }

    /// An ASCII letter.
    var isLetter: Bool { (0x61...0x7A).contains(self | 0x20) }

    /// The lower-case form of an ASCII letter, and any other byte as it is.
    var lowercased: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}

extension Sequence<UInt8> {
    /// Bytes as text, with U+FFFD for what is no UTF-8.
    var text: String { String(decoding: Array(self), as: UTF8.self) }
}

extension StringProtocol {
    /// The text with ASCII letters in lower case.
    var asciiLowercased: String { utf8.map(\.lowercased).text }

    /// The text without white space at its ends.
    var trimmed: String {
        let bytes = Array(utf8)
        guard let first = bytes.firstIndex(where: { !$0.isSpace }),
            let last = bytes.lastIndex(where: { !$0.isSpace })
        else { return "" }
        return bytes[first...last].text
    }
}
