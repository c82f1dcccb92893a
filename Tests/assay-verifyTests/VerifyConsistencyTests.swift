import Testing
import Transparency

@testable import assay_verify

@Suite struct VerifyConsistencyTests {
    private let log: ExportedLog

    init() throws { log = try ExportedLog() }

    private func conclusion(_ old: String, _ new: String) throws -> Conclusion {
        try VerifyConsistency.conclusion(
            "\(log.path)/\(old)", "\(log.path)/\(new)", "--tiles", log.path, "--key", log.key)
    }

    @Test func `a log that only grew is consistent`() throws {
        let answer = try conclusion("old", "checkpoint")
        #expect(answer.verdict == .yes)
        #expect(answer.json["oldSize"] == 100)
        #expect(answer.text.hasPrefix("yes: the log grew by 200 records and kept the others"))
        #expect(try conclusion("checkpoint", "checkpoint").verdict == .yes)
    }

    @Test func `a log that shrank, or whose past is another, is not`() throws {
        #expect(try conclusion("checkpoint", "old").verdict == .no)
        let other = try Checkpoint(origin: log.signer.name, size: 100, root: Digest(of: [1]))
        try log.folder.write(try other.signed(by: [log.signer]).encoded, "other")
        #expect(try conclusion("other", "checkpoint").verdict == .no)
        try log.folder.write(
            try Checkpoint(origin: log.signer.name, size: 0, root: MerkleHash.empty)
                .signed(by: [log.signer]).encoded, "empty")
        #expect(try conclusion("empty", "checkpoint").verdict == .yes)
        try log.folder.write(
            try Checkpoint(origin: log.signer.name, size: 0, root: Digest(of: [1]))
                .signed(by: [log.signer]).encoded, "empty")
        #expect(try conclusion("empty", "checkpoint").verdict == .no)
    }

    @Test func `a missing tile keeps us from an answer`() throws {
        try log.folder.remove("tile/0/000")
        #expect(try conclusion("old", "checkpoint").verdict == .unknown)
    }
}
