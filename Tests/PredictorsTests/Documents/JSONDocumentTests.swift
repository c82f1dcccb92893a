import Testing

@testable import Predictors

@Suite struct JSONDocumentTests {
    private static func parse(_ text: String) throws -> ModelDocument {
        try JSONDocument.parse(Array(text.utf8))
    }

    @Test func `numbers in a list stay flat`() throws {
        guard case .numbers(let numbers) = try Self.parse("[1, -2.5E-3,1e-45 ,NaN,-Infinity]")
        else {
            Issue.record("not flat")
            return
        }
        #expect(numbers[..<3] == [1, -0.0025, 1e-45])
        #expect(numbers[3].isNaN && numbers[4] == -.infinity)
    }

    @Test(arguments: [
        "0", "-0", "1.5", "123456789012345", "1234567890123456789", "1e22", "1e23", "1E-22",
        "1.7976931348623157e308", "4.9406564584124654e-324", "0.1", "9007199254740993", "1e400",
    ])
    func `a number is the nearest float64`(_ text: String) throws {
        #expect(try Self.parse(text).number == Double(text))
    }

    @Test func `lists of other things are kept`() throws {
        let document = try Self.parse(#"{"a":[1,"x",[2]],"b":{"c":null,"d":[true,false]},"e":[]}"#)
        #expect(document["a"]?.list?.count == 3)
        #expect(document["a"]?.list?[2].numbers == [2])
        #expect(document["b"]?["d"]?.numbers == [1, 0])
        #expect(document["e"]?.numbers == [])
    }

    @Test func `escapes are undone`() throws {
        #expect(try Self.parse(#""a\"\\\n\u00e9\ud83d\ude00""#).text == "a\"\\\n\u{e9}\u{1F600}")
    }

    @Test(arguments: [
        "", "[", "{", "[1,", "[1 2]", "{\"a\"}", "{\"a\":1,}", "[1,]", "\"a", "\"\\x\"", "tru",
        "1 2",
        "\"\\ud800\"", "-", "1e", "+1x", "[--1]", "{1:2}", "\"\\u12\"",
    ])
    func `anything else is refused with its place`(_ text: String) {
        #expect(throws: DocumentFault.self) { try Self.parse(text) }
    }

    @Test func `depth has a limit`() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: DocumentFault(offset: 64, reason: "nested too deep")) {
            try Self.parse(deep)
        }
        let objects = String(repeating: "{\"a\":", count: 100_000)
        #expect(throws: DocumentFault.self) { try Self.parse(objects) }
    }
}
