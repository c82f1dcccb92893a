import Testing

@testable import Tables

@Suite struct TextInternerTests {
    private func code(_ text: String, in interner: inout TextInterner) -> Int32? {
        interner.code(of: Array(text.utf8).span)
    }

    @Test func `each text has one code, in the order of their first rows`() {
        var interner = TextInterner()
        let codes = ["b", "a", "b", "", "a", "bb"].map { code($0, in: &interner) }
        #expect(codes == [0, 1, 0, 2, 1, 3])
        #expect(interner.dictionary.names == ["b", "a", "", "bb"])
        let (sorted, places) = interner.dictionary.sorted()
        #expect(sorted.names == ["", "a", "b", "bb"])
        #expect(places == [2, 1, 0, 3])
    }

    @Test func `thousands of texts of all lengths keep their codes while the table grows`() {
        var interner = TextInterner()
        let texts = (0..<20_000).map {
            String(repeating: "x", count: $0 % 23) + "\($0 % 7_001)"
        }
        let codes = texts.map { code($0, in: &interner) ?? -1 }
        #expect(interner.dictionary.count == Set(texts).count)
        #expect(codes.map { interner.dictionary[Int($0)] } == texts)
    }

    @Test func `texts that look alike but differ in bytes stay apart`() {
        var interner = TextInterner()
        #expect(["\u{E5}", "a\u{30A}"].map { code($0, in: &interner) } == [0, 1])
    }
}
