import Testing

@testable import Statistics

@Suite struct SampleErrorTests {
    @Test func `a sentence counts rows from one and shows the value`() {
        #expect(
            SampleError.scoreOutOfRange(row: 16, score: 1.5).description
                == "score `1.5` in row 17 is not a probability; scores lie between 0 and 1")
    }

    @Test func `uneven columns are named with both lengths`() {
        #expect(
            SampleError.lengthsDiffer(column: "groups", rows: 1, expected: 2).description
                == "`groups` has 1 rows where the labels have 2")
    }
}
