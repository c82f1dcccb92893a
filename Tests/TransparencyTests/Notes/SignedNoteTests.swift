import Testing

@testable import Transparency

@Suite struct SignedNoteTests {
    @Test(arguments: [
        (NoteVectors.peterNote, NoteVectors.peterVerifier),
        (NoteVectors.fooNote, NoteVectors.fooVerifier),
    ])
    func `a published note holds`(_ text: String, _ key: String) throws {
        let note = try SignedNote(parsing: text)
        #expect(note.encoded == text)
        let verifier = try NoteVerifier(key)
        #expect(try note.verified(by: [verifier]).map(\.name) == [verifier.name])
    }

    @Test(
        .enabled(
            if: ReferenceVectors.exist("tlog/tlog-golden.json"),
            "the golden note stands beside the checkout, in ../shared/reference/tlog"))
    func `the golden note holds`() throws {
        let golden = try ReferenceVectors.decode(
            MerkleTreeTests.Golden.self, "tlog/tlog-golden.json"
        ).signed_note
        let note = try SignedNote(parsing: "\(golden.text)\n\(golden.signature_line)\n")
        #expect(try note.verified(by: [NoteVerifier(golden.vkey)]).count == 1)
    }

    @Test func `no byte of text or signature can be changed`() throws {
        let verifier = try NoteVerifier(NoteVectors.peterVerifier)
        let bytes = Array(NoteVectors.peterNote.utf8)
        let nameStart = NoteVectors.peterText.utf8.count
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= 1
            let verified = try? SignedNote(parsing: changed).verified(by: [verifier])
            #expect(verified == nil, "byte \(place) of text up to \(nameStart)")
        }
    }

    @Test(
        arguments: [
            ("", NoteError.noSignatures), ("text\n", .noSignatures), ("text\n\n", nil),
            ("text\n\nx\n", nil), ("text\n\n\u{2014} a\n", nil), ("text\n\n\u{2014} a AAAA\n", nil),
            ("text\n\n\u{2014} a AAAAAAA=", .noSignatures), ("text\n\n\u{2014}  a AAAAAAA=\n", nil),
            ("text\n\n\u{2014} a AAAAAAA= \n", nil), ("text\n\n- a AAAAAAA=\n", nil),
            ("text\n\n\u{2014} a+b AAAAAAA=\n", nil), ("text\n\n\u{2014} a AAAAAAB=\n", nil),
            ("te\txt\n\n\u{2014} a AAAAAAA=\n", .controlCharacter(9)),
            ("text\r\n\n\u{2014} a AAAAAAA=\n", .controlCharacter(13)),
            ("text\n\u{2014} a AAAAAAA=\n", .noSignatures),
            ("text\n\n\u{2014} a AAAAAAA=\n\u{2014} b\n", nil),
        ] as [(String, NoteError?)])
    func `a malformed note is refused`(_ text: String, _ expected: NoteError?) {
        let error = #expect(throws: NoteError.self) { try SignedNote(parsing: text) }
        if let expected {
            #expect(error == expected)
        } else if case .malformedSignature = error {
        } else {
            Issue.record("\(text) gave \(String(describing: error))")
        }
    }

    @Test func `the shortest signature lines are read and an empty text is a text`() throws {
        let note = try SignedNote(parsing: "\n\n\u{2014} a AAAAAAA=\n")
        #expect(note.text == "\n")
        #expect(note.signatures == [NoteSignature(name: "a", keyID: 0, bytes: [0])])
    }

    @Test func `a note that is not UTF-8 is refused`() {
        let bytes = [0xFF, 0x0A, 0x0A] + Array("\u{2014} a AAAAAAA=\n".utf8)
        #expect(throws: NoteError.notUTF8) { try SignedNote(parsing: bytes) }
    }

    @Test func `a note's size and its signatures are limited`() throws {
        let line = "\u{2014} a AAAAAAA=\n"
        let full = "x\n\n" + String(repeating: line, count: 100)
        #expect(try SignedNote(parsing: full).signatures.count == 100)
        #expect(throws: NoteError.tooManySignatures(countMax: 100)) {
            try SignedNote(parsing: full + line)
        }
        let large = [UInt8](repeating: 0x61, count: 1 << 20 + 1)
        #expect(throws: NoteError.tooLarge(byteCountMax: 1 << 20)) {
            try SignedNote(parsing: large)
        }
    }

    @Test func `unknown keys are passed over, a known key's bad signature is not`() throws {
        let (known, other) = (try NoteVectors.signer("a"), try NoteVectors.signer("b", seed: 2))
        let twin = try NoteVectors.signer("a", seed: 3)
        let note = try SignedNote(text: "x\n", signedBy: [twin, other, known, known])
        #expect(try note.verified(by: [known.verifier]).map(\.name) == ["a"])
        #expect(try note.verified(by: [known.verifier, other.verifier]).count == 2)
        let stranger = try NoteVectors.signer("c", seed: 4).verifier
        #expect(throws: NoteError.notSignedByKnownKey) { try note.verified(by: [stranger]) }
        #expect(throws: NoteError.notSignedByKnownKey) { try note.verified(by: []) }
        var spoiled = note
        let id = known.verifier.keyID
        let zeros = [UInt8](repeating: 0, count: 64)
        spoiled.append(NoteSignature(name: "a", keyID: id, bytes: zeros))
        #expect(throws: NoteError.badSignature(name: "a")) {
            try spoiled.verified(by: [known.verifier])
        }
        #expect(try spoiled.verified(by: [other.verifier]).map(\.name) == ["b"])
    }

    @Test(arguments: ["", "x", "x\ty\n", "x\r\n"])
    func `only whole lines without control characters can be signed`(_ text: String) throws {
        let signer = try NoteVectors.signer("a")
        #expect(throws: NoteError.malformedText) {
            try SignedNote(text: text, signedBy: [signer])
        }
        #expect(throws: NoteError.noSignatures) { try SignedNote(text: "x\n", signedBy: []) }
    }

    @Test func `no bytes, however mangled, stop the program`() {
        var random = SeededRandom()
        for _ in 0..<5_000 {
            var bytes = Array(NoteVectors.sofaNote.utf8)
            for _ in 0...Int.random(in: 0...3, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(
                    in: 0...255, using: &random)
            }
            guard let note = try? SignedNote(parsing: bytes) else { continue }
            #expect(Array(note.encoded.utf8) == bytes)
            _ = try? Checkpoint(parsing: note.text)
        }
    }
}
