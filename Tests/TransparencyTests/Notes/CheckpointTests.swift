import Testing

@testable import Transparency

@Suite struct CheckpointTests {
    static let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="

    @Test func `the published checkpoint reads and writes as itself`() throws {
        let note = try SignedNote(parsing: NoteVectors.sofaNote)
        let checkpoint = try Checkpoint(parsing: note.text)
        #expect(checkpoint.origin == "example.com/behind-the-sofa")
        #expect(checkpoint.size == 20_852_163)
        #expect(Base64.encode(checkpoint.root.bytes) == Self.root)
        #expect(checkpoint.extensions == [])
        #expect(checkpoint.text == note.text)
        #expect(note.encoded == NoteVectors.sofaNote)
    }

    @Test func `extension lines are kept`() throws {
        let text = "o\n0\n\(Self.root)\nfirst\nsecond line\n"
        let checkpoint = try Checkpoint(parsing: text)
        #expect(checkpoint.extensions == ["first", "second line"])
        #expect(checkpoint.text == text)
    }

    @Test(arguments: [
        ("", CheckpointError.tooFewLines), ("o\n1\n", .tooFewLines),
        ("o\n1\n\(root)", .tooFewLines),
        ("\n1\n\(root)\n", .malformedOrigin), ("o\n01\n\(root)\n", .malformedSize),
        ("o\n-1\n\(root)\n", .malformedSize), ("o\n\n\(root)\n", .malformedSize),
        ("o\n9223372036854775808\n\(root)\n", .malformedSize), ("o\n1\n\(root)=\n", .malformedRoot),
        ("o\n1\nAAAA\n", .malformedRoot), ("o\n1\n\n", .malformedRoot),
        ("o\n1\n\(root)\n\n", .emptyExtension), ("o\n1\n\(root)\nx\n\n", .emptyExtension),
        ("o\u{7}\n1\n\(root)\n", .malformedOrigin), ("o\n1\r\n\(root)\n", .malformedSize),
    ])
    func `a malformed checkpoint is refused`(_ text: String, _ expected: CheckpointError) {
        #expect(throws: expected) { try Checkpoint(parsing: text) }
    }

    @Test func `an origin is one line and a size is not negative`() {
        #expect(throws: CheckpointError.malformedOrigin) {
            try Checkpoint(origin: "", size: 0, root: MerkleHash.empty)
        }
        #expect(throws: CheckpointError.malformedOrigin) {
            try Checkpoint(origin: "a\nb", size: 0, root: MerkleHash.empty)
        }
        #expect(throws: CheckpointError.malformedSize) {
            try Checkpoint(origin: "a", size: -1, root: MerkleHash.empty)
        }
    }
}
