import Testing

@testable import Transparency

@Suite struct VerifiedCheckpointTests {
    private let checkpoint: Checkpoint
    private let log: NoteSigner
    private let witness: NoteSigner

    init() throws {
        checkpoint = try Checkpoint(origin: "example.com/log", size: 0, root: MerkleHash.empty)
        log = try NoteVectors.signer("example.com/log")
        witness = try NoteVectors.signer("witness.example", seed: 2, .cosignatureV1)
    }

    @Test func `a checkpoint is verified with its witnesses and their times`() throws {
        var note = try checkpoint.signed(by: [log])
        note.append(try witness.sign(note.text, timestamp: 1_700_000_000))
        let sent = try SignedNote(parsing: note.encoded)
        let verified = try VerifiedCheckpoint(
            sent, verifiers: [log.verifier, witness.verifier])
        #expect(verified.checkpoint == checkpoint)
        #expect(verified.witnesses.map(\.name) == ["witness.example"])
        #expect(verified.witnesses.map(\.timestamp) == [1_700_000_000])
        let unwitnessed = try VerifiedCheckpoint(sent, verifiers: [log.verifier])
        #expect(unwitnessed.witnesses.isEmpty)
    }

    @Test func `neither a witness nor another log speaks for this log`() throws {
        var note = try checkpoint.signed(by: [log])
        note.append(try witness.sign(note.text, timestamp: 1))
        #expect(throws: LogProofError.notSignedByLog(origin: "example.com/log")) {
            try VerifiedCheckpoint(note, verifiers: [witness.verifier])
        }
        let other = try NoteVectors.signer("example.com/other")
        let foreign = try checkpoint.signed(by: [other])
        #expect(throws: LogProofError.notSignedByLog(origin: "example.com/log")) {
            try VerifiedCheckpoint(foreign, verifiers: [other.verifier])
        }
        let namesake = try NoteVectors.signer("example.com/log", seed: 9, .cosignatureV1)
        var disguised = try checkpoint.signed(by: [log])
        disguised.append(try namesake.sign(disguised.text, timestamp: 1))
        #expect(throws: LogProofError.notSignedByLog(origin: "example.com/log")) {
            try VerifiedCheckpoint(disguised, verifiers: [namesake.verifier])
        }
    }

    @Test func `a signed text that is no checkpoint is refused`() throws {
        let note = try SignedNote(text: "hello\n", signedBy: [log])
        #expect(throws: LogProofError.checkpoint(.tooFewLines)) {
            try VerifiedCheckpoint(note, verifiers: [log.verifier])
        }
        #expect(throws: LogProofError.note(.notSignedByKnownKey)) {
            try VerifiedCheckpoint(note, verifiers: [])
        }
    }
}
