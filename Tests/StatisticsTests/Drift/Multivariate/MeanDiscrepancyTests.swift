import Testing

@testable import Statistics

@Suite struct MeanDiscrepancyTests {
    /// Two columns whose sum is what has moved: each alone is as it was.
    static func matrix(_ rows: Int, correlation: Double, seed: UInt64) throws -> FeatureMatrix {
        var generator = SeededGenerator(seed: seed)
        let sides = [0, correlation].map { correlation in
            let first = (0..<rows).map { _ in generator.normal() }
            let second = first.map {
                correlation * $0
                    + (1 - correlation * correlation).squareRoot() * generator.normal()
            }
            return [DriftColumn("x", numbers: first), DriftColumn("y", numbers: second)]
        }
        return try FeatureMatrix(reference: sides[0], current: sides[1])
    }

    @Test func `a change that no single column shows is found`() throws {
        let moved = try MeanDiscrepancy(Self.matrix(800, correlation: 0.9, seed: 1))
        #expect(moved.pValue < 0.01 && moved.square > 0)
    }

    @Test func `p-values are uniform when nothing has changed`() throws {
        let pValues = try (0..<120).map { seed in
            try MeanDiscrepancy(
                Self.matrix(64, correlation: 0, seed: UInt64(seed) + 10), permutations: 99,
                seed: UInt64(seed)
            ).pValue
        }
        let uniform = (1...100).map { Double($0) / 100 }
        let test = try KolmogorovSmirnov(NumericComparison(reference: uniform, current: pValues))
        #expect(test.pValue > 0.001)
    }

    @Test func `the same seed gives the same value`() throws {
        let matrix = try Self.matrix(200, correlation: 0.3, seed: 3)
        #expect(try MeanDiscrepancy(matrix, seed: 5) == MeanDiscrepancy(matrix, seed: 5))
    }

    @Test func `columns that do not vary are refused`() throws {
        let constant = [DriftColumn("x", numbers: [1, 1, 1])]
        let matrix = try FeatureMatrix(reference: constant, current: constant)
        #expect(throws: DriftError.self) { try MeanDiscrepancy(matrix) }
    }
}
