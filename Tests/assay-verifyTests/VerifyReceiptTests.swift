import Testing
import Transparency

@testable import assay_verify

@Suite struct VerifyReceiptTests {
    private let log: ExportedLog

    init() throws { log = try ExportedLog() }

    @Test func `a receipt is enough to prove its record`() throws {
        let answer = try VerifyReceipt.conclusion("\(log.path)/receipt", "--key", log.key)
        #expect(answer.verdict == .yes)
        #expect(answer.json["verified"] == true)
        #expect(answer.json["record"] == ["record": 17])
        #expect(answer.json["index"] == 17)
        #expect(answer.json["size"] == 300)
        #expect(answer.text.hasPrefix("yes: the record is number 17 of the log\n"))
    }

    @Test func `a record laid out otherwise is the same record`() throws {
        try log.folder.write("{ \"record\" :\n 17.0 }", "entry.json")
        let answer = try VerifyReceipt.conclusion(
            "\(log.path)/receipt", "--entry", "\(log.path)/entry.json", "--key", log.key)
        #expect(answer.verdict == .yes)
    }

    @Test func `another record than the receipt's is refused`() throws {
        try log.folder.write("{\"record\":18}", "entry.json")
        let answer = try VerifyReceipt.conclusion(
            "\(log.path)/receipt", "--entry", "\(log.path)/entry.json", "--key", log.key)
        #expect(answer.verdict == .no)
        #expect(answer.json["verified"] == false)
    }

    @Test func `a receipt without its record needs it`() throws {
        let bytes = try LocalFile.bytes("\(log.path)/receipt", byteCountMax: 1 << 20)
        let full = try LogProof(parsing: bytes)
        let bare = LogProof(index: full.index, path: full.path, checkpoint: full.checkpoint)
        try log.folder.write(bare.encoded, "bare")
        let alone = try VerifyReceipt.conclusion("\(log.path)/bare", "--key", log.key)
        #expect(alone.verdict == .unknown)
        try log.folder.write(log.records[17], "entry")
        let given = try VerifyReceipt.conclusion(
            "\(log.path)/bare", "--entry", "\(log.path)/entry", "--key", log.key)
        #expect(given.verdict == .yes)
        try log.folder.write(log.records[18], "entry")
        let other = try VerifyReceipt.conclusion(
            "\(log.path)/bare", "--entry", "\(log.path)/entry", "--key", log.key)
        #expect(other.verdict == .no)
    }

    @Test func `another log's key says no, a missing or broken file says nothing`() throws {
        let other = try NoteSigner.generate(name: "example.com/log").verifier.description
        let refused = try VerifyReceipt.conclusion("\(log.path)/receipt", "--key", other)
        #expect(refused.verdict == .no)
        let absent = try VerifyReceipt.conclusion("\(log.path)/nothing", "--key", log.key)
        #expect(absent.verdict == .unknown)
        #expect(absent.json["verified"] == JSON.null)
        try log.folder.write("not a receipt\n", "broken")
        let broken = try VerifyReceipt.conclusion("\(log.path)/broken", "--key", log.key)
        #expect(broken.verdict == .unknown)
    }
}
