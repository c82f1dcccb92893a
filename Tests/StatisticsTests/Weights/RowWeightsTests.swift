import Testing

@testable import Statistics

@Suite struct RowWeightsTests {
    @Test(arguments: [
        ([1, -0.5], WeightError.outOfRange(row: 1, weight: -0.5)),
        ([.infinity], .outOfRange(row: 0, weight: .infinity)), ([2, .nan], .missing(row: 1)),
        ([0, 0], .allZero), ([], .noRows),
    ])
    func `a weight is a number of 0 or more, and one of them counts`(
        values: [Double], error: WeightError
    ) {
        #expect(throws: error) { try RowWeights(values) }
    }

    @Test(arguments: [
        (WeightError.outOfRange(row: 1, weight: -0.5), "weight `-0.5` in row 2 is not a number"),
        (.missing(row: 0), "row 1 has no weight"), (.allZero, "all weights are 0"),
        (.noRows, "no rows"), (.lengthsDiffer(weights: 2, rows: 3), "2 weights for 3 rows"),
    ])
    func `each refusal is one sentence that counts rows from 1`(error: WeightError, says: String) {
        #expect("\(error)".contains(says) && !"\(error)".contains("\n"))
    }

    @Test func `equal weights leave as many rows as there are, unlike ones fewer`() throws {
        #expect(try RowWeights([3, 3, 3]).effectiveRows == 3)
        // (1 + 2 + 3)² / (1 + 4 + 9)
        let weights = try RowWeights([1, 0, 2, 3])
        #expect(weights.sum == 6 && weights.ignoredRows == 1)
        #expect(isClose(weights.effectiveRows, 36.0 / 14))
        #expect(throws: WeightError.lengthsDiffer(weights: 4, rows: 5)) {
            try weights.check(rows: 5)
        }
    }

    @Test(arguments: [1e-300, 1e300, .leastNonzeroMagnitude, .greatestFiniteMagnitude] as [Double])
    func `the largest and smallest weights count like others`(unit: Double) throws {
        let weights = try RowWeights([unit, unit, 0])
        #expect(weights.effectiveRows == 2)
        #expect(weights.values[0] == weights.values[1] && weights.values[2] == 0)
        #expect(weights.keeping([2]) == nil)
        #expect(weights.keeping([0, 2])?.effectiveRows == 1)
    }
}
