import Testing

@testable import Transparency

@Suite struct JSONParserTests {
    @Test(
        arguments: [
            ("null", JSON.null), (" true\r\n", true), ("\t-0", .number(-0.0)), ("1E2", 100),
            ("1.5e-3", 0.0015), (#""\u00e9\/\b\f\n\r\t\"\\""#, "\u{E9}/\u{8}\u{C}\n\r\t\"\\"),
            (#""\ud83d\ude02""#, "\u{1F602}"), ("[ ]", []), ("{ }", [:]),
            (#"{"a":[1,{"b":[]}]}"#, ["a": [1, ["b": []]]]),
            ("\"\u{FFFE}\u{7F}\"", "\u{FFFE}\u{7F}"),
            ("5e-324", .number(.leastNonzeroMagnitude)), ("1e-400", 0),
            ("9007199254740993", 9_007_199_254_740_992.0),
        ] as [(String, JSON)])
    func `what RFC 8259 allows is read`(_ text: String, _ expected: JSON) throws {
        #expect(try JSON(parsing: text) == expected)
    }

    @Test(
        arguments: [
            ("", 0, .unexpectedEnd), (" ", 1, .unexpectedEnd),
            ("[1,]", 3, .unexpected(byte: 0x5D, expected: "a value")),
            ("[1 2]", 3, .unexpected(byte: 0x32, expected: "`,` or `]`")),
            ("{,}", 1, .unexpected(byte: 0x2C, expected: "a name in quotes")),
            ("{\"a\" 1}", 5, .unexpected(byte: 0x31, expected: "`:`")),
            ("{\"a\":1,\"a\":2}", 7, .duplicateName("a")),
            ("{\"a\":1,\"\\u0061\":2}", 7, .duplicateName("a")),
            ("01", 1, .trailingText), ("+1", 0, .unexpected(byte: 0x2B, expected: "a value")),
            ("1.", 2, .malformedNumber), (".5", 0, .unexpected(byte: 0x2E, expected: "a value")),
            ("-", 1, .malformedNumber), ("1e", 2, .malformedNumber), ("1e+", 3, .malformedNumber),
            ("1e400", 0, .numberOutOfRange("1e400")), ("-1e309", 0, .numberOutOfRange("-1e309")),
            ("NaN", 0, .unexpected(byte: 0x4E, expected: "a value")),
            ("nul", 3, .unexpectedEnd), ("nulL", 3, .unexpected(byte: 0x4C, expected: "`null`")),
            ("\"\\x41\"", 1, .unknownEscape), ("\"\\u12G4\"", 1, .unknownEscape),
            ("\"\\ud800\"", 1, .loneSurrogate), ("\"\\udc00\"", 1, .loneSurrogate),
            ("\"\\ud800\\u0041\"", 1, .loneSurrogate), ("\"\\ud800x\"", 1, .loneSurrogate),
            ("\"a\nb\"", 2, .controlCharacter(0x0A)), ("\"abc", 4, .unexpectedEnd),
            ("\"\\u00", 5, .unexpectedEnd), ("[1]]", 3, .trailingText),
            ("//c\n1", 0, .unexpected(byte: 0x2F, expected: "a value")),
            ("\u{FEFF}1", 0, .unexpected(byte: 0xEF, expected: "a value")),
            ("{\"e\u{301}\":1,\"\u{E9}\":2}", 9, .duplicateName("\u{E9}")),
        ] as [(String, Int, JSONError.Reason)])
    func `what it forbids is refused, with the place`(
        _ text: String, _ offset: Int, _ reason: JSONError.Reason
    ) {
        let error = #expect(throws: JSONError.self) { try JSON(parsing: text) }
        #expect(error?.offset == offset)
        #expect(error?.reason == reason)
    }

    @Test(
        arguments: [
            [0x22, 0x80, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
            [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x22, 0xE2, 0x82, 0x22], [0x22, 0xFF, 0x22],
        ] as [[UInt8]])
    func `a string that is not UTF-8 is refused`(_ bytes: [UInt8]) {
        let error = #expect(throws: JSONError.self) { try JSON(parsing: bytes) }
        #expect(error?.reason == .malformedUTF8)
    }

    @Test func `nesting is allowed to the limit and not beyond`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(try JSON(parsing: nested(128)).canonical == nested(128))
        let error = #expect(throws: JSONError.self) { try JSON(parsing: nested(129)) }
        #expect(error?.reason == .tooDeep(depthMax: 128))
        let open = [UInt8](repeating: UInt8(ascii: "["), count: 1 << 20)
        #expect(throws: JSONError.self) { try JSON(parsing: open) }
        let greedy = JSONLimits(depthMax: .max)
        #expect(throws: JSONError.self) { try JSON(parsing: open, limits: greedy) }
    }

    @Test func `size, count and number length are limited`() {
        let limits = JSONLimits(byteCountMax: 8, valueCountMax: 3)
        let large = #expect(throws: JSONError.self) {
            try JSON(parsing: Array("123456789".utf8), limits: limits)
        }
        #expect(large?.reason == .tooLarge(byteCountMax: 8))
        let many = #expect(throws: JSONError.self) {
            try JSON(parsing: Array("[1,2,3]".utf8), limits: limits)
        }
        #expect(many?.reason == .tooManyValues(countMax: 3))
        let long = #expect(throws: JSONError.self) {
            try JSON(parsing: "0." + String(repeating: "1", count: 2_000))
        }
        #expect(long?.reason == .numberTooLong(byteCountMax: 1_100))
    }

    @Test func `no bytes, however mangled, stop the program`() {
        var random = SeededRandom()
        let seed = Array(#"{"a":[1.5e3,-0,"x\u00e9\ud83d\ude02",null,true],"b":{"c":[]}}"#.utf8)
        for _ in 0..<20_000 {
            var bytes = seed
            for _ in 0...Int.random(in: 0...3, using: &random) {
                let place = Int.random(in: bytes.indices, using: &random)
                bytes[place] = UInt8.random(in: 0...255, using: &random)
            }
            let cut = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random)))
            for input in [bytes, cut] {
                guard let value = try? JSON(parsing: input) else { continue }
                #expect((try? JSON(parsing: value.canonicalBytes)) == value)
            }
        }
    }
}
