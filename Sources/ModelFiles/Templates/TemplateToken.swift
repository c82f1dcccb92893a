/// Splits a Jinja template into text, tags and outputs, and these into tokens.
///
/// Source: Jinja 3.1, *Template Designer Documentation*.
enum TemplateToken: Sendable, Equatable {
    case name(String)
    case text(String)
    case number(Int?)
    /// Operators and brackets.
    case symbol(String)
}

/// A tag `{% … %}` or an output `{{ … }}`.
struct TemplateBlock: Sendable {
    let isTag: Bool
    let tokens: [TemplateToken]
    /// The text between the block before and this one, cut to a limit.
    let textBefore: String
}

enum TemplateLexer {
    private static let blockLimit = 100_000
    private static let tokenLimit = 100_000
    private static let textLimit = 256

    /// The blocks, or why the template cannot be split.
    static func blocks(_ template: String) -> (blocks: [TemplateBlock], fault: String?) {
        let bytes = Array(template.utf8)
        var blocks: [TemplateBlock] = []
        var index = 0
        var rawDepth = false
        var textStart = 0
        while let start = nextOpening(bytes, from: index) {
            guard blocks.count < blockLimit else {
                return (blocks, "more than \(blockLimit) blocks")
            }
            let kind = bytes[start + 1]
            if kind == UInt8(ascii: "#") {
                guard let end = bytes.firstIndex(of: Array("#}".utf8), from: start + 2) else {
                    return (blocks, "a comment has no end")
                }
                index = end + 2
                continue
            }
            let isTag = kind == UInt8(ascii: "%")
            if rawDepth && !isTag {
                index = start + 2
                continue
            }
            // A minus or plus sign at the start is about the blanks before it.
            let sign = start + 2 < bytes.count ? bytes[start + 2] : 0
            let isSigned = sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+")
            let inside = start + (isSigned ? 3 : 2)
            let (tokens, end) = tokens(bytes, from: inside, isTag: isTag)
            guard let end else {
                return (blocks, isTag ? "a tag has no end" : "an output has no end")
            }
            index = end
            if isTag, tokens.first == .name("raw") { rawDepth = true }
            if isTag, tokens.first == .name("endraw") { rawDepth = false }
            let text = bytes[textStart..<start].prefix(textLimit)
            blocks.append(
                TemplateBlock(
                    isTag: isTag, tokens: tokens, textBefore: String(decoding: text, as: UTF8.self))
            )
            textStart = end
        }
        return (blocks, nil)
    }

    private static func nextOpening(_ bytes: [UInt8], from start: Int) -> Int? {
        var index = start
        while index < bytes.count - 1 {
            if bytes[index] == UInt8(ascii: "{"),
                [UInt8(ascii: "%"), UInt8(ascii: "{"), UInt8(ascii: "#")]
                    .contains(bytes[index + 1])
            {
                return index
            }
            index += 1
        }
        return nil
    }

    /// The tokens up to the block's end, and the index behind it; no index when it has no end.
    private static func tokens(
        _ bytes: [UInt8], from start: Int, isTag: Bool
    ) -> ([TemplateToken], Int?) {
        var tokens: [TemplateToken] = []
        var index = start
        var braces = 0
        while index < bytes.count, tokens.count < tokenLimit {
            let byte = bytes[index]
            if braces == 0, let end = closing(bytes, at: index, isTag: isTag) {
                return (tokens, end)
            }
            if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                guard let (text, end) = quoted(bytes, at: index) else { return (tokens, nil) }
                tokens.append(.text(text))
                index = end
            } else if isNameByte(byte) {
                let end = bytes[index...].firstIndex { !isNameByte($0) } ?? bytes.count
                tokens.append(word(String(decoding: bytes[index..<end], as: UTF8.self)))
                index = end
            } else {
                if byte == UInt8(ascii: "{") { braces += 1 }
                if byte == UInt8(ascii: "}") { braces = max(0, braces - 1) }
                let symbol = symbol(bytes, at: index)
                if !symbol.isEmpty { tokens.append(.symbol(symbol)) }
                index += max(1, symbol.utf8.count)
            }
        }
        return (tokens, nil)
    }

    private static func word(_ word: String) -> TemplateToken {
        word.first?.isNumber ?? false ? .number(Int(word)) : .name(word)
    }

    private static func closing(_ bytes: [UInt8], at index: Int, isTag: Bool) -> Int? {
        let first = isTag ? UInt8(ascii: "%") : UInt8(ascii: "}")
        var start = index
        if bytes[start] == UInt8(ascii: "-") || bytes[start] == UInt8(ascii: "+") { start += 1 }
        guard start + 1 < bytes.count, bytes[start] == first, bytes[start + 1] == UInt8(ascii: "}")
        else {
            return nil
        }
        return start + 2
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A, 0x80...0xFF: true
        default: false
        }
    }

    private static func symbol(_ bytes: [UInt8], at index: Int) -> String {
        if bytes[index] <= 0x20 { return "" }
        let pair = String(decoding: bytes[index..<min(bytes.count, index + 2)], as: UTF8.self)
        if ["==", "!=", "<=", ">=", "//", "**"].contains(pair) { return pair }
        return String(decoding: bytes[index...index], as: UTF8.self)
    }

    /// A string literal, its escapes resolved, and the index behind it.
    private static func quoted(_ bytes: [UInt8], at start: Int) -> (String, Int)? {
        var index = start + 1
        while index < bytes.count, bytes[index] != bytes[start] {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard index < bytes.count else { return nil }
        let raw = Array(bytes[(start + 1)..<index])
        let hasEscapes = raw.contains(UInt8(ascii: "\\"))
        let text =
            hasEscapes
            ? PickleTextDecoder.unescape(raw, isRaw: false) : String(decoding: raw, as: UTF8.self)
        return (text, index + 1)
    }
}
