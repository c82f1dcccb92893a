import Testing

@testable import Statistics

@Suite struct ConfusionMatrixTests {
    @Test func `each row is counted once, by truth and decision`() throws {
        let matrix = try ConfusionMatrix(
            labels: [true, true, true, false, false, false],
            decisions: [true, true, false, true, false, false])
        #expect(matrix.truePositives == 2 && matrix.falseNegatives == 1)
        #expect(matrix.falsePositives == 1 && matrix.trueNegatives == 2)
        #expect(matrix.rows == 6 && matrix.positives == 3 && matrix.negatives == 3)
        #expect(matrix.selected == 3 && matrix.correct == 4)
    }

    @Test func `columns of different length are refused`() {
        #expect(throws: SampleError.lengthsDiffer(column: "decisions", rows: 1, expected: 2)) {
            try ConfusionMatrix(labels: [true, false], decisions: [true])
        }
        #expect(throws: SampleError.noRows) { try ConfusionMatrix(labels: [], decisions: []) }
    }
}
