import Testing

@testable import Transparency

@Suite struct NoteVerifierTests {
    @Test(arguments: [NoteVectors.peterVerifier, NoteVectors.fooVerifier])
    func `a published key reads and writes as itself`(_ text: String) throws {
        #expect(try NoteVerifier(text).description == text)
    }

    @Test func `a key that is cut or altered anywhere is refused`() {
        let text = NoteVectors.peterVerifier
        for start in text.indices {
            var cut = text
            cut.remove(at: start)
            #expect(throws: NoteError.self) { try NoteVerifier(cut) }
            for other in ["A", "+", " ", "é"] where other != String(text[start]) {
                let altered = text[..<start] + other + text[text.index(after: start)...]
                #expect(throws: NoteError.self, "\(altered)") { try NoteVerifier(String(altered)) }
            }
        }
    }

    @Test func `an algorithm that we do not know is refused by its number`() {
        // From the tests of golang.org/x/mod/sumdb/note.
        let key = "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
        #expect(throws: NoteError.unsupportedAlgorithm(0x65)) { try NoteVerifier(key) }
    }

    @Test(arguments: ["", "a b", "a+b", "a\u{A0}b", "a\u{3000}", "a\nb", "a\u{0}b"])
    func `a name that would break the line is refused`(_ name: String) {
        let key = [UInt8](repeating: 1, count: 32)
        #expect(throws: NoteError.invalidName(name)) {
            try NoteVerifier(name: name, publicKey: key)
        }
        #expect(throws: NoteError.invalidName(name)) { try NoteSigner.generate(name: name) }
    }

    @Test func `one key has another ID for each algorithm`() throws {
        let log = try NoteVectors.signer("example.com").verifier
        let witness = try NoteVectors.signer("example.com", .cosignatureV1).verifier
        #expect(log.publicKey == witness.publicKey)
        #expect(log.keyID != witness.keyID)
        #expect(try NoteVerifier(witness.description) == witness)
    }
}
