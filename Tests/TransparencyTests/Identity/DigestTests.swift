import Foundation
import Testing

@testable import Transparency

@Suite struct DigestTests {
    /// FIPS 180-4's example.
    static let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    @Test func `a digest is the SHA-256 of the bytes`() {
        #expect(Digest(of: Array("abc".utf8)).hex == Self.abc)
        #expect(Digest(of: "abc".utf8).description == "sha256:" + Self.abc)
        #expect(Digest(of: Array("xabcx".utf8)[1..<4]).hex == Self.abc)
        #expect(Digest(of: repeatElement(UInt8(ascii: "a"), count: 3)) == Digest(of: "aaa".utf8))
    }

    @Test func `a digest reads back from its own text and from bare hex`() {
        let digest = Digest(of: "abc".utf8)
        #expect(Digest(digest.description) == digest)
        #expect(Digest(Self.abc) == digest)
        #expect(Digest(Self.abc.uppercased()) == digest)
        #expect(Digest(bytes: digest.bytes) == digest)
    }

    @Test(arguments: [
        "", "sha256:", "sha512:" + abc, abc + "0", String(abc.dropLast()), "g" + abc.dropFirst(),
        "sha256:sha256:" + abc, " " + abc, "é" + abc.dropFirst(2),
    ])
    func `what is not 64 hex digits is not a digest`(_ text: String) {
        #expect(Digest(text) == nil)
    }

    @Test func `a digest has 32 bytes and no other number`() {
        #expect(Digest(bytes: [UInt8](repeating: 0, count: 31)) == nil)
        #expect(Digest(bytes: [UInt8](repeating: 0, count: 33)) == nil)
        #expect(Digest(bytes: [UInt8](repeating: 7, count: 32))?.bytes.count == 32)
    }

    @Test func `digests sort by their bytes`() {
        var random = SeededRandom()
        let digests = (0..<200).map { _ in Digest(of: random.bytes(count: 4)) }
        let expected = digests.map(\.bytes).sorted { $0.lexicographicallyPrecedes($1) }
        #expect(digests.sorted().map(\.bytes) == expected)
    }

    @Test func `a digest in JSON is its text`() throws {
        let digest = Digest(of: "abc".utf8)
        let data = try JSONEncoder().encode([digest])
        #expect(String(decoding: data, as: UTF8.self) == #"["\#(digest)"]"#)
        #expect(try JSONDecoder().decode([Digest].self, from: data) == [digest])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Digest].self, from: Data(#"["sha256:00"]"#.utf8))
        }
    }
}
