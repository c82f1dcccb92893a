/// Splits YAML into what loaders act on.
///
/// Scalars come with their quotes and escapes undone, tags with their handles put in; anchors,
/// aliases and indicators stand between them.
///
/// Source: YAML 1.2.2, chapters 5 to 7.
struct YAMLScanner {
    enum Token: Equatable {
        case scalar(String)
        /// The whole tag, such as `tag:yaml.org,2002:python/name:os.system`.
        case tag(String)
        case anchor(String)
        case alias(String)
        /// `:`, `-`, `?`, `,` and brackets.
        case indicator(UInt8)
        /// The start of another document.
        case document
    }

    private(set) var tokens: [(token: Token, line: Int)] = []
    private let bytes: [UInt8]
    private var index = 0
    private var line = 1
    private var lineStart = 0
    /// Brackets that are open.
    private var flow = 0
    private var handles: [String: String] = [:]

    private static let tokenLimit = 2_000_000
    private static let scalarLimit = 4_096
    private static let core = "tag:yaml.org,2002:"

    init(_ text: String) {
        bytes = Array(text.utf8)
        while index < bytes.count, tokens.count < Self.tokenLimit { step() }
    }

    private func byte(_ ahead: Int = 0) -> UInt8? {
        index + ahead < bytes.count ? bytes[index + ahead] : nil
    }

    private func isBlank(_ byte: UInt8?) -> Bool {
        byte == nil || byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    private mutating func add(_ token: Token) { tokens.append((token, line)) }

    private mutating func newLine() {
        index += 1
        line += 1
        lineStart = index
    }

    private mutating func skipLine() {
        while let next = byte(), next != 0x0A { index += 1 }
    }

    private mutating func step() {
        guard let next = byte() else { return }
        switch next {
        case 0x0A: newLine()
        case 0x20, 0x09, 0x0D: index += 1
        case UInt8(ascii: "#"): skipLine()
        case UInt8(ascii: "%") where index == lineStart: readDirective()
        case UInt8(ascii: "\""), UInt8(ascii: "'"): add(.scalar(quoted(next)))
        case UInt8(ascii: "!"): readTag()
        case UInt8(ascii: "&"), UInt8(ascii: "*"): readName(next)
        case UInt8(ascii: "|") where flow == 0, UInt8(ascii: ">") where flow == 0: readBlock()
        default: readOther(next)
        }
    }

    private mutating func readOther(_ next: UInt8) {
        switch next {
        case UInt8(ascii: "["), UInt8(ascii: "{"): bracket(next, by: 1)
        case UInt8(ascii: "]"), UInt8(ascii: "}"): bracket(next, by: -1)
        case UInt8(ascii: ",") where flow > 0: bracket(next, by: 0)
        case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
            if isDocumentStart {
                add(.document)
                index += 3
            } else if isBlank(byte(1)) || next == UInt8(ascii: ":") && isAfterValue {
                bracket(next, by: 0)
            } else {
                readPlain()
            }
        default: readPlain()
        }
    }

    private var isDocumentStart: Bool {
        index == lineStart && byte() == UInt8(ascii: "-") && byte(1) == UInt8(ascii: "-")
            && byte(2) == UInt8(ascii: "-") && isBlank(byte(3))
    }

    /// In flow style a quoted key may touch the colon and its value.
    private var isAfterValue: Bool {
        guard flow > 0, index > 0 else { return false }
        return [UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "]"), UInt8(ascii: "}")]
            .contains(bytes[index - 1])
    }

    private mutating func bracket(_ next: UInt8, by step: Int) {
        add(.indicator(next))
        flow = max(0, flow + step)
        index += 1
    }

    // MARK: Scalars

    /// A plain scalar on its line; further lines are scalars of their own.
    private mutating func readPlain() {
        let start = index
        while let next = byte(), next != 0x0A {
            let isEnd =
                next == UInt8(ascii: ":") && (isBlank(byte(1)) || flow > 0 && isFlow(byte(1)))
                || next == UInt8(ascii: "#") && index > start && isBlank(bytes[index - 1])
                || flow > 0 && isFlow(next)
            if isEnd { break }
            index += 1
        }
        if index == start { index += 1 }
        let text = bytes[start..<index].prefix(Self.scalarLimit)
        let end = text.lastIndex { !isBlank($0) } ?? text.startIndex
        add(.scalar(String(decoding: text[...end], as: UTF8.self)))
    }

    private func isFlow(_ byte: UInt8?) -> Bool {
        guard let byte else { return false }
        return [0x2C, 0x5B, 0x5D, 0x7B, 0x7D].contains(byte)
    }

    private mutating func quoted(_ quote: UInt8) -> String {
        let start = index + 1
        index = start
        while let next = byte() {
            if quote == UInt8(ascii: "\""), next == UInt8(ascii: "\\") {
                index += 1
            } else if next == quote {
                guard quote == UInt8(ascii: "'"), byte(1) == quote else { break }
                index += 1
            }
            if byte() == 0x0A {
                line += 1
                lineStart = index + 1
            }
            index += 1
        }
        let end = min(index, bytes.count)
        index = min(index + 1, bytes.count)
        let raw = Array(bytes[min(start, end)..<end].prefix(Self.scalarLimit))
        return quote == UInt8(ascii: "\"")
            ? PickleTextDecoder.unescape(raw, isRaw: false, isUTF8: true)
            : String(decoding: raw, as: UTF8.self)
    }

    /// `|` and `>`: the lines that are indented deeper than the line that opens them.
    private mutating func readBlock() {
        let outer = indentation(at: lineStart)
        let first = line
        skipLine()
        var text: [UInt8] = []
        while byte() == 0x0A {
            let next = index + 1
            let depth = indentation(at: next)
            let isEmpty = next + depth >= bytes.count || isBlank(bytes[next + depth])
            guard depth > outer || isEmpty else { break }
            newLine()
            let start = index
            skipLine()
            let content = bytes[start..<index].drop { $0 == 0x20 }
            if text.count < Self.scalarLimit, !content.isEmpty {
                text += text.isEmpty ? content : [0x20] + content
            }
        }
        tokens.append((.scalar(String(decoding: text, as: UTF8.self)), first))
    }

    private func indentation(at start: Int) -> Int {
        var end = start
        while end < bytes.count, bytes[end] == 0x20 { end += 1 }
        return end - start
    }

    // MARK: Names, tags, directives

    private mutating func word() -> String {
        let start = index
        while let next = byte(), !isBlank(next), !(flow > 0 && isFlow(next)) { index += 1 }
        return String(decoding: bytes[start..<index].prefix(Self.scalarLimit), as: UTF8.self)
    }

    private mutating func readName(_ sigil: UInt8) {
        index += 1
        let name = word()
        add(sigil == UInt8(ascii: "&") ? .anchor(name) : .alias(name))
    }

    private mutating func readTag() {
        if byte(1) == UInt8(ascii: "<") {
            index += 2
            let start = index
            while let next = byte(), next != UInt8(ascii: ">"), next != 0x0A { index += 1 }
            let whole = String(decoding: bytes[start..<index], as: UTF8.self)
            index += byte() == UInt8(ascii: ">") ? 1 : 0
            return add(.tag(Self.percentDecoded(whole)))
        }
        add(.tag(Self.percentDecoded(resolved(word()))))
    }

    /// Puts in what `%TAG` bound a handle to.
    private func resolved(_ tag: String) -> String {
        let rest = tag.dropFirst()
        if let end = rest.firstIndex(of: "!") {
            let handle = String(tag[...end])
            let suffix = String(rest[rest.index(after: end)...])
            return (handles[handle] ?? (handle == "!!" ? Self.core : handle)) + suffix
        }
        return handles["!"].map { $0 + rest } ?? tag
    }

    private mutating func readDirective() {
        let start = index
        skipLine()
        let parts = String(decoding: bytes[start..<index], as: UTF8.self).split(separator: " ")
        guard parts.count >= 3, parts[0] == "%TAG", handles.count < 1_000 else { return }
        handles[String(parts[1])] = String(parts[2])
    }

    private static func percentDecoded(_ text: String) -> String {
        guard text.contains("%") else { return text }
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), digits.utf8.count == 2,
                let value = UInt8(digits, radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
