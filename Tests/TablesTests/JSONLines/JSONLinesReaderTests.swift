import Foundation
import Testing

@testable import Tables

@Suite struct JSONLinesReaderTests {
    private func table(_ text: String, _ columns: ColumnRequest...) throws -> Table {
        try TableReading.json(Array(text.utf8), columns: columns)
    }

    private let score = ColumnRequest("score", .number)
    private let sex = ColumnRequest("sex", .category)

    @Test func `each line is a row and each name a column`() throws {
        let table = try table(
            """
            {"score": 0.5, "sex": "Female", "more": [1, {"score": 2}], "label": true}
            {"label":0,"sex":"Male","score":1e-1}\r

              { "sex" : "Fem\\u0061le" , "score" : "0.25" , "label" : 1 }
            """, score, sex, ColumnRequest("label", .label(positive: nil)))
        #expect(table.rows == 3)
        #expect(table.numbers("score") == [0.5, 0.1, 0.25])
        #expect(
            table.categories("sex")
                == Categories(codes: [0, 1, 0], dictionary: TextDictionary(["Female", "Male"])))
        #expect(table.labels("label") == [true, false, true])
    }

    @Test func `escapes are taken back, surrogates together`() throws {
        let table = try table(#"{"sex":"\"\\\/\b\f\n\r\té\uD83D\uDE42å"}"#, sex)
        #expect(table.categories("sex")?.names == ["\"\\/\u{8}\u{C}\n\r\té🙂å"])
    }

    @Test func `null and a name that is not there are missing cells`() throws {
        let text = "{\"a\":1}\n{\"a\":null}\n{\"b\":1}\n"
        let found = try table(text, ColumnRequest("a", .numberOrMissing)).numbers("a")
        #expect(found?.map(\.isNaN) == [false, true, true])
        #expect(throws: TableError.missingCell(.line(2), column: "a")) {
            try table(text, ColumnRequest("a", .number))
        }
        #expect(throws: TableError.missingCell(.line(2), column: "a")) {
            try table("{\"a\":1}\n{}\n", ColumnRequest("a", .category))
        }
    }

    @Test func `a column that the first object lacks is refused with the one that was meant`() {
        #expect(
            throws: TableError.missingColumn("scroe", nearest: "score", present: ["score", "sex"])
        ) { try table(#"{"score":1,"sex":"a"}"#, ColumnRequest("scroe", .number)) }
        #expect(throws: TableError.missingColumn("a", nearest: nil, present: ["score"])) {
            try table(#"{"score":1}"#, ColumnRequest("a", .numberOrMissing))
        }
    }

    @Test(arguments: [
        "[]", "1", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1", "{\"a\":1,}", "{a:1}", "{\"a\":01}",
        "{\"a\":1.}", "{\"a\":.5}", "{\"a\":1e}", "{\"a\":+1}", "{\"a\":-}", "{\"a\":NaN}",
        "{\"a\":tru}", "{\"a\":nul", "{\"a\":\"\t\"}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12\"}",
        "{\"a\":\"\\uD800\"}", "{\"a\":\"\\uD800\\u0041\"}", "{\"a\":\"\\uDC00\"}", "{\"a\":\"",
        "{\"a\":\"\\", "{\"a\":1}{", "{\"a\":1} x", "{\"a\":[1,]}", "{\"a\":[1 2]}", "{\"a\":{1}}",
        "{\"a\":[}", "{\"a\":\"\\n\",\"a\":\"twice\"}", "{\"a\":[]}", "\u{FEFF}\u{FEFF}{}",
    ])
    func `what is no object of cells is refused`(_ text: String) {
        let error = #expect(throws: TableError.self) {
            try table(text, ColumnRequest("a", .category))
        }
        guard case .notJSON(line: 1, _, _) = error else {
            Issue.record("another error for \(text)")
            return
        }
    }

    @Test func `nesting is read to its limit and no deeper`() throws {
        func line(_ depth: Int) -> String {
            "{\"a\":1,\"b\":" + String(repeating: "[", count: depth)
                + String(repeating: "]", count: depth) + "}"
        }
        let column = ColumnRequest("a", .number)
        #expect(try table(line(JSONScanner.depthMost - 1), column).rows == 1)
        #expect(throws: TableError.self) { try table(line(JSONScanner.depthMost), column) }
        #expect(throws: TableError.self) { try table(line(1_000_000), column) }
    }

    @Test func `bytes that are not UTF-8 are refused with their line`() {
        let bytes = Array("{\"a\":1}\n{\"a\":\"".utf8) + [0xFF] + Array("\"}".utf8)
        #expect(throws: TableError.notUTF8(CellPosition(line: 2, column: 1))) {
            try TableReading.json(bytes, columns: [])
        }
    }

    @Test func `an empty file is a table without rows`() throws {
        #expect(try table("", sex).rows == 0)
        #expect(
            try table("\n \n", sex).categories("sex")
                == Categories(codes: [], dictionary: TextDictionary()))
    }

    @Test func `where the chunks of a file end does not matter`() throws {
        let text = "\u{FEFF}{\"sex\":\"å\\n\"}\r\n\n{\"sex\":\"🙂\"}"
        let whole = try table(text, sex)
        #expect(whole.rows == 2)
        try withFile(Array(text.utf8), suffix: "jsonl") { path in
            #expect(try Table(path: path, columns: [sex]) == whole)
            for chunkBytes in 1...40 {
                let chunked = try TableReading.json(
                    path: path, chunkBytes: chunkBytes, columns: [sex])
                #expect(chunked == whole)
            }
        }
    }

    @Test func `limits hold`() throws {
        var limits = TableLimits()
        limits.rows = 1
        limits.columns = 2
        limits.recordBytes = 20
        func read(_ text: String) throws -> Int {
            try TableReading.json(Array(text.utf8), columns: [], limits: limits).rows
        }
        #expect(try read("{\"a\":1,\"b\":2}\n\n") == 1)
        #expect(throws: TableError.tooManyRows(most: 1)) { try read("{}\n{}\n") }
        #expect(throws: TableError.tooManyColumns(line: 1, most: 2)) {
            try read("{\"a\":1,\"b\":2,\"c\":3}")
        }
        #expect(throws: TableError.recordTooLong(line: 1, bytesMost: 20)) {
            try read("{\"a\":\"123456789012345\"}")
        }
    }

    @Test func `random changes to a line never do worse than an error`() {
        let seed: UInt64 = 8_259
        var random = SplitMix(seed: seed)
        let line = Array(#"{"a":[1,-2.5e3,{"b":"x\u00e5\n"}],"c":null,"d":true}"#.utf8)
        var refused = 0
        for _ in 0..<5_000 {
            var bytes = line
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] =
                    Bool.random(using: &random)
                    ? UInt8.random(in: 0...255, using: &random)
                    : line[Int.random(in: 0..<line.count, using: &random)]
            }
            let column = ColumnRequest("d", .category)
            if (try? TableReading.json(bytes, columns: [column])) == nil { refused += 1 }
            // What is read here as an object, Foundation reads as one too.
            let isObject =
                (try? JSONSerialization.jsonObject(with: Data(bytes))) is [String: Any]
            let isOurs = (try? TableReading.json(bytes, columns: []))?.rows == 1
            if isOurs {
                #expect(isObject, "\(String(decoding: bytes, as: UTF8.self)), seed \(seed)")
            }
        }
        #expect(refused > 1_000 && refused < 5_000)
    }
}
