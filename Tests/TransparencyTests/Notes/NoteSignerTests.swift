import Testing

@testable import Transparency

@Suite struct NoteSignerTests {
    @Test func `the published key makes the published signature`() throws {
        let signer = try NoteSigner(NoteVectors.peterSigner)
        #expect(signer.verifier.description == NoteVectors.peterVerifier)
        #expect(signer.privateKeyText == NoteVectors.peterSigner)
        let note = try SignedNote(text: NoteVectors.peterText, signedBy: [signer])
        #expect(note.encoded == NoteVectors.peterNote)
    }

    @Test func `a key that is cut anywhere is refused without being shown`() {
        let text = NoteVectors.peterSigner
        for start in text.indices {
            var cut = text
            cut.remove(at: start)
            let error = #expect(throws: NoteError.self) { try NoteSigner(cut) }
            #expect(error.map { "\($0)".contains("AYEKFALV") } == false)
        }
    }

    @Test func `a new key reads back and signs alike`() throws {
        let signer = try NoteSigner.generate(name: "example.com/log")
        let again = try NoteSigner(signer.privateKeyText)
        #expect(again.verifier == signer.verifier)
        let note = try SignedNote(text: "x\n", signedBy: [again])
        #expect(try note.verified(by: [signer.verifier]).map(\.name) == ["example.com/log"])
        #expect(try NoteSigner.generate(name: "a").verifier.publicKey != signer.verifier.publicKey)
    }

    @Test func `a cosignature states its time and holds for that time only`() throws {
        let witness = try NoteVectors.signer("witness.example", .cosignatureV1)
        let text = "example.com/log\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
        let signature = try witness.sign(text, timestamp: 1_679_315_147)
        #expect(signature.bytes.count == 72)
        let checked = try witness.verifier.check(signature, text: text)
        #expect(checked.timestamp == 1_679_315_147)
        var bytes = signature.bytes
        bytes[7] ^= 1
        let moved = NoteSignature(name: signature.name, keyID: signature.keyID, bytes: bytes)
        #expect(throws: NoteError.badSignature(name: "witness.example")) {
            try witness.verifier.check(moved, text: text)
        }
        bytes[0] = 0x80
        let beyond = NoteSignature(name: signature.name, keyID: signature.keyID, bytes: bytes)
        #expect(throws: NoteError.badSignature(name: "witness.example")) {
            try witness.verifier.check(beyond, text: text)
        }
        #expect(throws: NoteError.timeOutOfRange) { try witness.sign(text, timestamp: -1) }
    }
}
