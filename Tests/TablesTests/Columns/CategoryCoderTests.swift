import Testing

@testable import Tables

@Suite struct CategoryCoderTests {
    /// - Returns: Whether there was room.
    private func append(_ text: String, to coder: inout CategoryCoder, most: Int = 10_000) -> Bool {
        coder.append(Array(text.utf8).span, most: most)
    }

    @Test func `each text has one code, in the order of the sorted names`() {
        var coder = CategoryCoder()
        for text in ["b", "a", "b", "", "a", "bb"] {
            let hasRoom = append(text, to: &coder)
            #expect(hasRoom)
        }
        let categories = coder.categories()
        #expect(categories.names == ["", "a", "b", "bb"])
        #expect(categories.codes == [2, 1, 2, 0, 1, 3])
    }

    @Test func `thousands of texts keep their codes while the table grows`() {
        var coder = CategoryCoder()
        let texts = (0..<20_000).map { "text \($0 % 7_001)" }
        let hadRoom = texts.map { append($0, to: &coder) }
        #expect(!hadRoom.contains(false))
        let categories = coder.categories()
        #expect(categories.names.count == 7_001)
        #expect(categories.codes.map { categories.names[Int($0)] } == texts)
    }

    @Test func `texts that look alike but differ in bytes stay apart`() {
        var coder = CategoryCoder()
        let hadRoom = ["\u{E5}", "a\u{30A}"].map { append($0, to: &coder) }
        #expect(hadRoom == [true, true])
        #expect(coder.categories().codes == [1, 0])
    }

    @Test func `one text more than the limit is refused, known ones are not`() {
        var coder = CategoryCoder()
        let hadRoom = ["a", "b", "a"].map { append($0, to: &coder, most: 1) }
        #expect(hadRoom == [true, false, true])
        #expect(coder.categories().codes == [0, 0])
    }
}
