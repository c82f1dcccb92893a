import Testing
import Transparency

@testable import Ledger

@Suite struct RecordTests {
    private func record(
        kind: String = "version_registered", by: String = "user:ada", grade: String = "declared",
        body: JSON = ["name": "credit", "version": 3], writer: String = "home-3f2a",
        number: Int = 7, at: Instant = TestLedger.time
    ) throws -> Record {
        try Record(
            kind: kind, at: at, by: by, grade: grade, body: body, writer: writer,
            number: number)
    }

    @Test func `a record's bytes never change`() throws {
        let golden =
            #"{"at":"2026-11-21T04:00:00.000Z","body":{"name":"credit","version":3},"#
            + #""by":"user:ada","grade":"declared","kind":"version_registered","#
            + #""number":7,"v":1,"writer":"home-3f2a"}"#
        let record = try record()
        #expect(String(decoding: record.bytes, as: UTF8.self) == golden)
        #expect(
            MerkleHash.leaf(record.bytes).hex
                == "bf67806bb4bb68a341e0c4ad86896911dd64d78916d02a49748d1ba2ae7eef7e")
    }

    @Test func `a record that was written once is read for ever`() throws {
        let golden =
            #"{"at":"2026-11-21T04:00:00.123Z","body":{"a":[1,true,null],"é":"\n"},"by":"p:1","#
            + #""grade":"declared","kind":"version_registered","number":7,"v":1,"#
            + #""writer":"home/1"}"#
        let record = try Record(parsing: Array(golden.utf8))
        #expect(record.body == ["é": "\n", "a": [1, true, nil]] && record.writer == "home/1")
    }

    @Test func `a record is the canonical JSON of its members`() throws {
        let body: JSON = ["é\u{1F600}\u{FFFD}": ["b": 1e21, "a": [nil, true, 0.5, "\u{1}\""]]]
        let record = try record(by: "user:\"ada\\ é", body: body)
        let parsed = try JSON(parsing: record.bytes)
        #expect(parsed.canonicalBytes == record.bytes)
        #expect(parsed["body"] == body)
        #expect(parsed["by"]?.stringValue == "user:\"ada\\ é")
    }

    @Test func `reading gives back what was written`() throws {
        let record = try record()
        let read = try Record(parsing: record.bytes)
        #expect(read == record)
        #expect(read.kind == "version_registered" && read.by == "user:ada")
        #expect(read.grade == "declared" && read.number == 7 && read.writer == "home-3f2a")
        #expect(read.body == ["name": "credit", "version": 3] && read.at == TestLedger.time)
    }

    @Test func `a record of exactly the limit is taken and one byte more is refused`() throws {
        let rest = try record(body: ["x": ""]).bytes.count
        let room = Record.byteCountMax - rest
        let full = try record(body: ["x": .string(String(repeating: "x", count: room))])
        #expect(full.bytes.count == 65_535)
        #expect(throws: RecordError.tooLarge(byteCount: 65_536)) {
            try record(body: ["x": .string(String(repeating: "x", count: room + 1))])
        }
        #expect(throws: RecordError.tooLarge(byteCount: 65_536)) {
            try Record(parsing: full.bytes + [0x20])
        }
    }

    @Test func `a value out of its range is refused by its name`() throws {
        #expect(throws: RecordError.malformedMember("kind")) { try record(kind: "") }
        #expect(throws: RecordError.malformedMember("kind")) { try record(kind: "Version") }
        #expect(throws: RecordError.malformedMember("by")) { try record(by: "") }
        #expect(throws: RecordError.malformedMember("by")) { try record(by: "a\nb") }
        #expect(throws: RecordError.unknownGrade("guessed")) { try record(grade: "guessed") }
        #expect(throws: RecordError.malformedMember("body")) { try record(body: "text") }
        #expect(throws: RecordError.malformedMember("writer")) { try record(writer: "a b") }
        #expect(throws: RecordError.malformedMember("writer")) { try record(writer: "a\"") }
        #expect(throws: RecordError.malformedMember("number")) { try record(number: 0) }
        #expect(throws: RecordError.malformedMember("number")) {
            try record(number: JSON.integerMax + 1)
        }
    }

    @Test func `a record is of 1970 or later`() throws {
        #expect(try record(at: Record.earliest).at.description == "1970-01-01T00:00:00.000Z")
        #expect(throws: RecordError.malformedMember("at")) {
            try record(at: Instant(milliseconds: -1))
        }
    }

    @Test(arguments: [
        "2026-11-21", "2026-11-21T04:00:00Z", "2026-02-30T04:00:00.000Z",
        "1969-12-31T23:59:59.999Z", "",
    ])
    func `a moment in another form is refused`(_ moment: String) throws {
        let text = String(decoding: try record().bytes, as: UTF8.self)
        let other = text.replacing("2026-11-21T04:00:00.000Z", with: moment)
        #expect(throws: RecordError.malformedMember("at")) {
            try Record(parsing: Array(other.utf8))
        }
    }

    @Test func `a body that is nested too deep is refused`() throws {
        var body: JSON = [:]
        for _ in 1..<Record.depthMax { body = ["a": body] }
        #expect(throws: Never.self) { try Record(parsing: record(body: body).bytes) }
        #expect(throws: RecordError.malformedMember("body")) { try record(body: ["a": body]) }
    }

    @Test(arguments: [
        #"{"at":"2026-11-21T04:00:00.000Z"}"#, "", "[]", "null", "{", #"{"v":2}"#,
        #"{"v":1}"#, #"{"v":1,"extra":0}"#,
    ])
    func `bytes that are no record are refused`(_ text: String) {
        #expect(throws: RecordError.self) { try Record(parsing: Array(text.utf8)) }
    }

    @Test func `another spelling of a record is refused`() throws {
        let text = String(decoding: try record().bytes, as: UTF8.self)
        let spellings = [
            " " + text, text + "\n", text.replacing(":7,", with: ":7.0,"),
            text.replacing("credit", with: #"\u0063redit"#),
            text.replacing(#""v":1,"#, with: "").replacing(#""at""#, with: #""v":1,"at""#),
        ]
        for spelling in spellings {
            #expect(throws: RecordError.notCanonical, "\(spelling)") {
                try Record(parsing: Array(spelling.utf8))
            }
        }
    }

    @Test func `a format that is newer is told apart from a broken record`() throws {
        let text = String(decoding: try record().bytes, as: UTF8.self)
        let newer = text.replacing(#""v":1"#, with: #""v":2"#)
        #expect(throws: RecordError.unknownFormat(version: 2)) {
            try Record(parsing: Array(newer.utf8))
        }
    }
}
