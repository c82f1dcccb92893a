import Testing

@testable import Transparency

@Suite struct DigestHasherTests {
    @Test func `pieces hash as the whole does, however it is cut`() {
        var random = SeededRandom()
        let whole = random.bytes(count: 5_000)
        for _ in 0..<50 {
            var hasher = DigestHasher()
            var rest = whole[...]
            while !rest.isEmpty {
                let piece = rest.prefix(Int.random(in: 0...700, using: &random))
                hasher.update(Array(piece))
                rest = rest.dropFirst(piece.count)
            }
            #expect(hasher.finalize() == Digest(of: whole))
        }
    }

    @Test func `asking for the digest does not end the hashing`() {
        var hasher = DigestHasher()
        hasher.update(Array("ab".utf8))
        let copy = hasher
        #expect(hasher.finalize() == Digest(of: "ab".utf8))
        hasher.update(Array("c".utf8))
        #expect(hasher.finalize() == Digest(of: "abc".utf8))
        #expect(copy.finalize() == Digest(of: "ab".utf8))
    }
}
