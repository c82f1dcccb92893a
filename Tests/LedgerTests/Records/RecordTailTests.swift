import Testing
import Transparency

@testable import Ledger

@Suite struct RecordTailTests {
    @Test func `a record's writer and number are read from its end`() throws {
        let body: JSON = ["trap": #","number":9,"v":1,"writer":"other"}"#]
        let record = try Record(
            kind: "k", at: TestLedger.time, by: "ada", grade: "declared", body: body,
            writer: "home-3f2a", number: 120_034)
        let tail = try #require(RecordTail(of: record.bytes))
        #expect(tail.number == 120_034)
        #expect(String(decoding: tail.writer, as: UTF8.self) == "home-3f2a")
    }

    @Test(arguments: [
        "", "}", "\"}", "{}", #"{"writer":"a"}"#, #","number":1,"v":1,"writer":""}"#,
        #","number":0,"v":1,"writer":"a"}"#, #","number":01,"v":1,"writer":"a"}"#,
        #","number":,"v":1,"writer":"a"}"#, #","number":-1,"v":1,"writer":"a"}"#,
        #","number":99999999999999999999,"v":1,"writer":"a"}"#,
        #","number":1,"v":2,"writer":"a"}"#, #","number":1,"v":1,"writer":"a"} "#,
        #"1,"v":1,"writer":"a"}"#,
    ])
    func `bytes that end otherwise have none`(_ text: String) {
        #expect(RecordTail(of: Array(text.utf8)) == nil)
    }
}
