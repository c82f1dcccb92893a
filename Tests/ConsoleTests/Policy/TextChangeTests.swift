import Testing

@testable import Console

@Suite struct TextChangeTests {
    private func marks(_ old: String, _ new: String) -> [String] {
        TextChange.between(old, new).map {
            ($0.isAdded ? "+" : $0.isRemoved ? "-" : " ") + $0.line
        }
    }

    @Test func `a changed line stands with what it was and two lines around`() {
        #expect(
            marks("a\nb\nc\nd\ne\nf", "a\nb\nc\nX\ne\nf") == [" b", " c", "-d", "+X", " e", " f"])
    }

    @Test func `equal texts have no change, and line ends of two characters are one`() {
        #expect(marks("a\nb", "a\nb").isEmpty)
        #expect(marks("a\nb", "a\r\nb").isEmpty)
    }

    @Test func `lines that come and go at the ends`() {
        #expect(marks("", "a") == ["-", "+a"])
        #expect(marks("a\nb", "b") == ["-a", " b"])
        #expect(marks("a", "a\nb") == [" a", "+b"])
    }

    @Test func `texts beyond the limit are not compared`() {
        let long = String(repeating: "x\n", count: TextChange.lineLimit + 1)
        #expect(marks(long, long + "y").isEmpty)
    }
}
