import Testing
import Transparency

@testable import SupplyChain

@Suite struct TOMLParserTests {
    private func parse(_ text: String) throws(DocumentError) -> JSON {
        try TOMLParser.parse(Array(text.utf8))
    }

    @Test(
        arguments: [
            ("", [:]), ("# c\n\n a = 1 # d\r\n", ["a": 1]),
            ("\"a b\".'c' . d = true", ["a b": ["c": ["d": true]]]),
            ("a = '''\nx'y\\z'''''", ["a": "x'y\\z''"]),
            ("a = \"\"\"\\\n   x \\t\"\"\\\" y\"\"\"", ["a": "x \t\"\"\" y"]),
            ("a = \"\\u00e9\\U0001F602\\\\\"", ["a": "\u{E9}\u{1F602}\\"]),
            ("a = [1, [2,], # c\n 'x',\n]", ["a": [1, [2], "x"]]),
            ("a = {b.c = 1, d = {}}", ["a": ["b": ["c": 1], "d": [:]]]),
            ("[t]\nb.c = 1\nb.d = 2\n[t.e]\nf=3", ["t": ["b": ["c": 1, "d": 2], "e": ["f": 3]]]),
            ("[a.b]\nx=1\n[a]\ny=2", ["a": ["b": ["x": 1], "y": 2]]),
            (
                "[[p]]\nn='a'\n[p.s]\nt=1\n[[p.d]]\nk=1\n[[p]]\nn='b'",
                ["p": [["n": "a", "s": ["t": 1], "d": [["k": 1]]], ["n": "b"]]]
            ),
            (
                "a=0xFF\nb=1_000\nc=-0.5e1\nd=0b101\ne=+7\nf=6.0",
                ["a": 255, "b": 1000, "c": -5, "d": 5, "e": 7, "f": 6]
            ),
            ("a=9223372036854775808\nb=inf", ["a": "9223372036854775808", "b": "inf"]),
            (
                "a=1979-05-27 07:32:00.5-07:00\nb=07:32:00\nc=1979-05-27",
                ["a": "1979-05-27T07:32:00.5-07:00", "b": "07:32:00", "c": "1979-05-27"]
            ),
        ] as [(String, JSON)])
    func `what TOML allows is read`(_ text: String, _ expected: JSON) throws {
        #expect(try parse(text) == expected)
    }

    @Test(
        arguments: [
            "a", "a =", "= 1", "a = 1 b = 2", "a = 1\na = 2", "[a]\n[a]", "a = 1\n[a]",
            "[a]\n[[a]]",
            "[[a]]\n[a]", "a.b = 1\n[a]", "a = []\n[[a]]", "a = {b = 1}\n[a.c]", "a = {b = 1,}",
            "a = {b = 1\n}", "a = 'x\ny'", "a = \"\\x41\"", "a = \"\\ud800\"", "a = 01", "a = 1__0",
            "a = .5", "a = 5.", "a = 1e", "a = tru", "a = [1 2]", "a = [", "[a", "[]", "a = '''x",
            "a = \"\"\"x\"\"\"\"\"\"", "\u{1}", "a = 1 # \u{1}", "a = 1\rb = 2", "a = 1979-05-2",
            "[a.b]\nc=1\n[a]\nb.d=2",
            "a = 2023-02-29", "a = 1979-00-01", "a = 24:00:00", "a = 07:60:00", "a = 0x",
            "a = +0x1",
        ])
    func `what TOML forbids is refused`(_ text: String) {
        #expect(throws: DocumentError.self) { try parse(text) }
    }

    @Test func `the line of the fault is named`() {
        #expect(throws: DocumentError(line: 3, "`=` is missing")) { try parse("a = 1\n\nb c") }
    }

    @Test func `nesting is limited`() {
        #expect(throws: DocumentError.self) {
            try parse("a = " + String(repeating: "[", count: 1 << 20))
        }
        let table = String(repeating: "{a = ", count: 100_000)
        #expect(throws: DocumentError.self) { try parse("a = " + table) }
        let key = Array(repeating: "a", count: 100_000).joined(separator: ".")
        #expect(throws: DocumentError.self) { try parse("[\(key)]") }
    }

    @Test(.timeLimit(.minutes(1)))
    func `many tables of one list are read in time in proportion`() throws {
        let text = String(repeating: "[[a]]\n", count: 200_000)
        #expect(try parse(text)["a"]?.arrayValue?.count == 200_000)
    }

    @Test func `no change of the text traps`() {
        let seeds = [
            "a.b = \"x\\n\"\n[t]\nc = [1, 2.5, {d = 'e'}]\n[[p]]\nq = 1979-05-27T07:32:00Z\n[p.r]\ns = \"\"\"\n\\\n\"\"\"\n"
        ]
        for bytes in Mutations(seeds: seeds, count: 20_000) { _ = try? TOMLParser.parse(bytes) }
    }
}
