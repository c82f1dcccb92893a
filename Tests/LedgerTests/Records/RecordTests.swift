import Testing
import Transparency

@testable import Ledger

@Suite struct RecordTests {
    static let golden =
        #"{"at":"2026-11-21T04:00:00.123Z","body":{"a":[1,true,null],"é":"\n"},"by":"p:1","#
        + #""grade":"declared","kind":"version_registered","number":7,"v":1,"writer":"home/1"}"#

    private func record(
        kind: String = "version_registered", body: JSON = ["é": "\n", "a": [1, true, nil]],
        grade: String = "declared", number: Int = 7
    ) throws -> Record {
        try Record(
            kind: kind, at: LedgerTime(clampingMillisecondsSince1970: 1_795_233_600_123),
            by: "p:1", grade: grade, body: body, writer: "home/1", number: number)
    }

    @Test func `a record's bytes are these for ever`() throws {
        #expect(String(decoding: try record().bytes, as: UTF8.self) == Self.golden)
        #expect(try Record(parsing: Array(Self.golden.utf8)) == record())
    }

    @Test func `a record has one spelling only`() {
        let spaced = Self.golden.replacing(#""v":1"#, with: #""v": 1"#)
        #expect(throws: RecordError.self) { try Record(parsing: Array(spaced.utf8)) }
        let unknown = Self.golden.replacing(#""v":1"#, with: #""u":0,"v":1"#)
        #expect(throws: RecordError.self) { try Record(parsing: Array(unknown.utf8)) }
        let newer = Self.golden.replacing(#""v":1"#, with: #""v":2"#)
        #expect(throws: RecordError.unknownFormat(version: 2)) {
            try Record(parsing: Array(newer.utf8))
        }
    }

    @Test func `what no record may say is refused`() {
        #expect(throws: RecordError.self) { try record(kind: "Has Spaces") }
        #expect(throws: RecordError.self) { try record(grade: "sure") }
        #expect(throws: RecordError.self) { try record(number: 0) }
        #expect(throws: RecordError.self) { try record(body: ["not an object"]) }
    }

    @Test func `a record of 65,535 bytes is taken and one more is refused`() throws {
        let empty = try record(body: ["x": ""]).bytes.count
        let room = Record.byteCountMax - empty
        let full = try record(body: ["x": .string(String(repeating: "a", count: room))])
        #expect(full.bytes.count == 65_535)
        #expect(throws: RecordError.tooLarge(byteCount: 65_536)) {
            try record(body: ["x": .string(String(repeating: "a", count: room + 1))])
        }
    }
}
