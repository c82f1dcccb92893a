import Testing

@testable import Transparency

@Suite struct JSONWriterTests {
    @Test func `names sort by UTF-16 code units`() {
        var random = SeededRandom()
        var names = ["\u{FB33}", "\u{1F602}", "\u{E000}", "\u{FFFF}", "\u{10000}", "\u{D7FF}", "a"]
        for _ in 0..<200 { names.append(.random(using: &random)) }
        for left in names {
            for right in names {
                let expected = left.utf16.lexicographicallyPrecedes(right.utf16)
                #expect(JSONWriter.isBeforeInUTF16(left, right) == expected)
            }
        }
    }

    @Test func `each control character has its shortest escape`() throws {
        for byte in UInt8(0)..<0x20 {
            let text = String(Unicode.Scalar(byte))
            let short: [UInt8: String] = [8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r"]
            let expected = short[byte] ?? "\\u00" + Hex.encode([byte])
            #expect(JSON.string(text).canonical == "\"\(expected)\"")
        }
        #expect(JSON.string("\u{7F}/\u{2028}").canonical == "\"\u{7F}/\u{2028}\"")
    }
}
