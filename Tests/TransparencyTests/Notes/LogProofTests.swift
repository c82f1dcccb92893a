import Testing

@testable import Transparency

@Suite struct LogProofTests {
    private let entries = MerkleTreeTests.leaves(21)
    private let log: NoteSigner

    init() throws { log = try NoteVectors.signer("example.com/log") }

    private func proof(of index: Int, extra: [UInt8]? = nil) throws -> LogProof {
        let checkpoint = try Checkpoint(
            origin: "example.com/log", size: entries.count,
            root: MerkleTree.root(ofLeaves: entries))
        let inclusion = try InclusionProof(
            index: index, treeSize: entries.count, hashes: MerkleFrontierTests.subtrees(21))
        return LogProof(
            extra: extra, index: index, path: inclusion.path,
            checkpoint: try checkpoint.signed(by: [log]))
    }

    @Test func `a receipt proves its record and no other`() throws {
        for index in entries.indices {
            let sent = try proof(of: index, extra: entries[index])
            let proof = try LogProof(parsing: Array(sent.encoded.utf8))
            #expect(proof == sent)
            let verified = try proof.verify(entry: entries[index], verifiers: [log.verifier])
            #expect(verified.checkpoint.size == 21)
            #expect(throws: LogProofError.self) {
                try proof.verify(entry: entries[(index + 1) % 21], verifiers: [log.verifier])
            }
        }
    }

    @Test func `a receipt is the text that the specification shows`() throws {
        let proof = try proof(of: 20, extra: Array("hi".utf8))
        let lines = proof.encoded.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0...2] == ["c2sp.org/tlog-proof@v1", "extra aGk=", "index 20"])
        #expect(proof.path.count == 2)
        #expect(lines[5...8].prefix(3) == ["", "example.com/log", "21"])
        #expect(try self.proof(of: 20).encoded.contains("extra") == false)
        let empty = try self.proof(of: 20, extra: [])
        #expect(try LogProof(parsing: Array(empty.encoded.utf8)) == empty)
    }

    @Test func `a receipt without the log's signature proves nothing`() throws {
        let other = try NoteVectors.signer("example.com/log", seed: 2).verifier
        #expect(throws: LogProofError.note(.notSignedByKnownKey)) {
            try proof(of: 3).verify(entry: entries[3], verifiers: [other])
        }
    }

    @Test func `a place that the tree does not have is refused`() throws {
        let good = try proof(of: 3)
        for index in [21, -1, Int.max, Int.min] {
            let moved = LogProof(index: index, path: good.path, checkpoint: good.checkpoint)
            #expect(throws: LogProofError.proof(.indexOutsideTree(index: index, treeSize: 21))) {
                try moved.verify(entry: entries[3], verifiers: [log.verifier])
            }
        }
    }

    @Test(arguments: [
        ("", LogProofError.malformedHeader), ("c2sp.org/tlog-proof@v1", .malformedHeader),
        ("c2sp.org/tlog-proof@v2\n", .malformedHeader),
        ("c2sp.org/tlog-proof@v1\n", .malformedIndex),
        ("c2sp.org/tlog-proof@v1\nextra !\nindex 0\n\n", .malformedExtra),
        ("c2sp.org/tlog-proof@v1\nindex 00\n\n", .malformedIndex),
        ("c2sp.org/tlog-proof@v1\nindex -1\n\n", .malformedIndex),
        ("c2sp.org/tlog-proof@v1\nindex 9223372036854775808\n\n", .malformedIndex),
        ("c2sp.org/tlog-proof@v1\nindex 0\nextra aGk=\n\n", .malformedHash(index: 0)),
        ("c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n", .malformedHash(index: 0)),
        ("c2sp.org/tlog-proof@v1\nindex 0\n", .noCheckpoint),
        ("c2sp.org/tlog-proof@v1\nindex 0\n\n", .note(.noSignatures)),
    ])
    func `a malformed receipt is refused`(_ text: String, _ expected: LogProofError) {
        #expect(throws: expected) { try LogProof(parsing: Array(text.utf8)) }
        #expect(expected.isMalformed)
    }

    @Test func `a path longer than any tree is high is refused`() {
        let hash = Base64.encode(MerkleHash.empty.bytes) + "\n"
        let text = "c2sp.org/tlog-proof@v1\nindex 0\n" + String(repeating: hash, count: 64)
        #expect(throws: LogProofError.malformedHash(index: 63)) {
            try LogProof(parsing: Array(text.utf8))
        }
    }

    @Test func `no byte of a receipt can be changed to prove another record`() throws {
        let sent = Array(try proof(of: 5, extra: entries[5]).encoded.utf8)
        for place in sent.indices {
            var changed = sent
            changed[place] ^= 2
            guard let proof = try? LogProof(parsing: changed), let extra = proof.extra,
                (try? proof.verify(entry: extra, verifiers: [log.verifier])) != nil
            else { continue }
            #expect(extra == entries[5])
        }
    }
}
