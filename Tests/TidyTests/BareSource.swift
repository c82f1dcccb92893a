/// Swift without its comments, and with empty strings and names in backticks, line by line.
///
/// What is left can be searched for words and braces. Code inside `\(…)` stays.
struct BareSource {
    private(set) var lines: [String] = []

    private enum Place {
        /// Code; inside an interpolation, with the parentheses opened in it.
        case code(openParentheses: Int)
        case string(hashes: Int, quotes: Int)
        case comment
    }

    private let bytes: [UInt8]
    private var index = 0
    private var places = [Place.code(openParentheses: 0)]
    private var kept: [UInt8] = []

    init(_ text: String) {
        bytes = Array(text.utf8)
        kept.reserveCapacity(bytes.count)
        while index < bytes.count {
            switch places.last {
            case .string(let hashes, let quotes): skipString(hashes: hashes, quotes: quotes)
            case .comment: skipComment()
            case .code(let open): takeCode(openParentheses: open)
            case nil: takeByte()
            }
        }
        lines = kept.split(separator: Self.newline, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
    }

    private static let newline = UInt8(ascii: "\n")
    private static let quote = UInt8(ascii: "\"")
    private static let hash = UInt8(ascii: "#")
    private static let slash = UInt8(ascii: "/")
    private static let star = UInt8(ascii: "*")

    /// The byte at the index or after it; 0 beyond the end.
    private func byte(after offset: Int = 0) -> UInt8 {
        index + offset < bytes.count ? bytes[index + offset] : 0
    }

    private func count(of byte: UInt8, after offset: Int) -> Int {
        var count = 0
        while self.byte(after: offset + count) == byte { count += 1 }
        return count
    }

    private mutating func takeByte() {
        kept.append(bytes[index])
        index += 1
    }

    private mutating func takeCode(openParentheses open: Int) {
        switch bytes[index] {
        case Self.slash where byte(after: 1) == Self.slash: skipLine()
        case Self.slash where byte(after: 1) == Self.star: enterComment()
        case UInt8(ascii: "`"): skipName()
        case Self.quote, Self.hash: enterString()
        case UInt8(ascii: "("), UInt8(ascii: ")"):
            if places.count > 1 { followParenthesis(open) }
            takeByte()
        default: takeByte()
        }
    }

    /// Follows the parentheses of an interpolation, whose own last one ends it.
    private mutating func followParenthesis(_ open: Int) {
        if byte() == UInt8(ascii: "(") {
            places[places.count - 1] = .code(openParentheses: open + 1)
        } else if open == 0 {
            places.removeLast()
        } else {
            places[places.count - 1] = .code(openParentheses: open - 1)
        }
    }

    private mutating func skipLine() {
        while index < bytes.count, bytes[index] != Self.newline { index += 1 }
    }

    private mutating func skipName() {
        index += 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "`") { index += 1 }
        index += 1
        kept += Array("`_`".utf8)
    }

    private mutating func enterString() {
        let hashes = count(of: Self.hash, after: 0)
        let run = count(of: Self.quote, after: hashes)
        guard run > 0 else { return takeByte() }
        let quotes = run >= 3 ? 3 : 1
        kept += [Self.quote, Self.quote]
        index += hashes + quotes
        places.append(.string(hashes: hashes, quotes: quotes))
    }

    private mutating func skipString(hashes: Int, quotes: Int) {
        switch bytes[index] {
        case Self.quote where closesString(hashes: hashes, quotes: quotes):
            places.removeLast()
            index += quotes + hashes
        case UInt8(ascii: "\\") where count(of: Self.hash, after: 1) >= hashes:
            skipEscape(hashes: hashes)
        default: skipByte()
        }
    }

    private func closesString(hashes: Int, quotes: Int) -> Bool {
        count(of: Self.quote, after: 0) >= quotes
            && count(of: Self.hash, after: quotes) >= hashes
    }

    private mutating func skipEscape(hashes: Int) {
        index += 1 + hashes
        guard index < bytes.count else { return }
        if byte() == UInt8(ascii: "(") {
            places.append(.code(openParentheses: 0))
            takeByte()
        } else {
            skipByte()
        }
    }

    private mutating func enterComment() {
        places.append(.comment)
        index += 2
    }

    private mutating func skipComment() {
        if byte() == Self.star, byte(after: 1) == Self.slash {
            places.removeLast()
            index += 2
        } else if byte() == Self.slash, byte(after: 1) == Self.star {
            enterComment()
        } else {
            skipByte()
        }
    }

    /// Leaves a byte out, unless it ends a line: lines keep their numbers.
    private mutating func skipByte() {
        if bytes[index] == Self.newline { kept.append(Self.newline) }
        index += 1
    }
}
