import Testing

@testable import Statistics

@Suite struct DriftErrorTests {
    @Test func `a sentence counts rows from one and names the side`() {
        #expect(
            DriftError.codeUnknown(row: 4, code: 9, names: 3).description
                == "row 5 has category code 9, but there are 3 names")
        #expect(
            DriftError.noValues(.current).description
                == "the current rows have no value to compare")
    }
}
