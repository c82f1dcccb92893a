import Testing

@testable import Statistics

@Suite struct FeatureMatrixTests {
    @Test func `numbers are standardised, holes marked, categories spread`() throws {
        let matrix = try FeatureMatrix(
            reference: [
                DriftColumn("x", numbers: [1, 2, .nan]),
                DriftColumn("c", codes: [0, 1, 0], names: ["a", "b"]),
            ],
            current: [
                DriftColumn("x", numbers: [3]), DriftColumn("c", codes: [-1], names: []),
            ])
        // The number, its holes, and one column each for a, b and the missing.
        #expect(matrix.columns == 5 && matrix.rows == 4)
        for column in 0..<5 {
            let sum = (0..<4).reduce(0) { $0 + matrix.values[$1 * 5 + column] }
            #expect(isClose(sum, 0))
        }
    }

    @Test func `uneven columns, missing columns and other kinds are refused`() {
        let numbers = [DriftColumn("x", numbers: [1, 2])]
        #expect(throws: DriftError.self) {
            try FeatureMatrix(
                reference: numbers + [DriftColumn("y", numbers: [1])], current: numbers)
        }
        #expect(throws: DriftError.columnMissing("x", .current)) {
            try FeatureMatrix(reference: numbers, current: [DriftColumn("z", numbers: [1])])
        }
        #expect(throws: DriftError.kindsDiffer(column: "x")) {
            try FeatureMatrix(
                reference: numbers, current: [DriftColumn("x", codes: [0], names: ["a"])])
        }
        #expect(throws: DriftError.noValues(.current)) {
            try FeatureMatrix(reference: numbers, current: [DriftColumn("x", numbers: [])])
        }
    }
}
