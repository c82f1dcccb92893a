import Testing
import Transparency

@Suite struct CanonicalWriterTests {
    @Test func `what is written piece by piece is the canonical form of the whole`() {
        var writer = CanonicalWriter()
        writer.object { writer in
            writer.member("a", "\"\n")
            writer.member("b")
            writer.array(count: 2) { index, writer in
                writer.object { if index == 1 { $0.member("x", 0.5 as JSON) } }
            }
            writer.member("c")
            writer.object { _ in }
            writer.member("d")
            writer.array(count: 0) { _, _ in }
            writer.member("e", ["z": 1, "y": [nil, true]])
            writer.member("f")
            writer.array(ofElements: [[], Array("1".utf8), Array("2,3".utf8), []])
            writer.member("g")
            writer.array(ofElements: [])
            writer.member("h", "last")
        }
        let whole: JSON = [
            "a": "\"\n", "b": [[:], ["x": 0.5]], "c": [:], "d": [],
            "e": ["z": 1, "y": [nil, true]], "f": [1, 2, 3], "g": [], "h": "last",
        ]
        #expect(writer.bytes == whole.canonicalBytes)
    }
}
