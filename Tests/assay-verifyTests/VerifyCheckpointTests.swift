import Testing
import Transparency

@testable import assay_verify

@Suite struct VerifyCheckpointTests {
    private let log: ExportedLog

    init() throws { log = try ExportedLog() }

    @Test func `keys are taken from the command line and from files with remarks`() throws {
        let text = "# the log\n\(log.key)\n\n  \(log.witness.verifier)  its witness\n"
        try log.folder.write(text, "keys")
        let answer = try VerifyCheckpoint.conclusion(
            "\(log.path)/checkpoint", "--key", "\(log.path)/keys")
        #expect(answer.verdict == .yes)
        #expect(answer.json["signers"] == ["example.com/log"])
        let witness: JSON = ["name": "witness.example", "timestamp": 1_700_000_000]
        #expect(answer.json["witnesses"] == [witness])
        #expect(answer.text.contains("witness.example, 2023-11-14 22:13:20 UTC"))
    }

    @Test func `a checkpoint that was altered is refused`() throws {
        let bytes = try LocalFile.bytes("\(log.path)/checkpoint", byteCountMax: 1 << 20)
        let text = String(decoding: bytes, as: UTF8.self).replacing("\n300\n", with: "\n301\n")
        try log.folder.write(text, "altered")
        let answer = try VerifyCheckpoint.conclusion("\(log.path)/altered", "--key", log.key)
        #expect(answer.verdict == .no)
        #expect(answer.text == "NO: the signature of `example.com/log` does not match the note")
    }

    @Test(arguments: ["nonsense", "/", "example.com/log+00000000+AAAA"])
    func `what is no key keeps us from an answer`(_ key: String) throws {
        let answer = try VerifyCheckpoint.conclusion("\(log.path)/checkpoint", "--key", key)
        #expect(answer.verdict == .unknown)
    }

    @Test func `a file without a whole key keeps us from an answer`() throws {
        for text in ["# nothing\n", "\(log.key.dropLast())\n"] {
            try log.folder.write(text, "keys")
            let answer = try VerifyCheckpoint.conclusion(
                "\(log.path)/checkpoint", "--key", "\(log.path)/keys")
            #expect(answer.verdict == .unknown)
        }
    }
}
