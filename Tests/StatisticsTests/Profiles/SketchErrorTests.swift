import Testing

@testable import Statistics

@Suite struct SketchErrorTests {
    @Test func `a sentence says what is wrong with the bytes`() {
        #expect(SketchError.notA("a KLL sketch").description == "the bytes are not a KLL sketch")
        #expect(
            SketchError.codeUnknown(row: 0, code: 7, names: 2).description
                == "row 1 has category code 7, but there are 2 names")
    }
}
