import Testing

@testable import Tracking

@Suite struct ExactJSONReaderTests {
    @Test(arguments: [
        ("9007199254740993", "9007199254740993"), ("-123456789012345678901234567890", nil),
        ("1.0", nil), ("1", nil), ("-0", "0"), ("1e3", "1000.0"), ("0.1", nil), ("NaN", nil),
        ("-Infinity", nil), ("1e999", "Infinity"), ("[1, 1.5, \"a\"]", "[1,1.5,\"a\"]"),
        ("{\"b\": null, \"a\": {\"é\": [true, false]}}", "{\"a\":{\"é\":[true,false]},\"b\":null}"),
        ("\"\\u0000\\ud83d\\ude00\\\"\"", "\"\\u0000😀\\\"\""), (" [] ", "[]"), ("{}", nil),
    ])
    func `what Python writes is kept, each number as it is`(_ text: String, _ wanted: String?)
        throws
    {
        let written = try ExactJSON(reading: text, of: "records").written
        #expect(written == wanted ?? text)
        #expect(try ExactJSON(reading: written, of: "records").written == written)
    }

    @Test func `a whole number is another thing than one that is not`() throws {
        #expect(try ExactJSON(reading: "1", of: "x") == .integer("1"))
        #expect(try ExactJSON(reading: "1.0", of: "x") == .number(1))
    }

    @Test(arguments: [
        "", " ", "{", "[1,]", "[1 2]", "{\"a\"}", "{\"a\":1,}", "{a:1}", "{\"a\":1,\"a\":2}", "01",
        "1.", ".5", "+1", "1e", "--1", "1-2", "nul", "Nan", "Inf", "-", "\"", "\"\\", "\"\\x\"",
        "\"\\ud800\"", "\"\u{1}\"", "1 1", String(repeating: "[", count: 65),
        String(repeating: "1", count: 1_001),
    ])
    func `what is no JSON is refused in one sentence`(_ text: String) {
        let error = #expect(throws: TrackingError.self) {
            try ExactJSON(reading: text, of: "records")
        }
        guard case .refused(.invalid(let sentence)) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(sentence.hasPrefix("Invalid value for parameter 'records' supplied: it is no JSON"))
    }
}
