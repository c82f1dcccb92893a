import Testing

@testable import Statistics

@Suite struct DomainClassifierTests {
    private func matrix(_ rows: Int, shift: Double, seed: UInt64) throws -> FeatureMatrix {
        var generator = SeededGenerator(seed: seed)
        let sides = [0, shift].map { shift in
            (0..<4).map { column in
                DriftColumn(
                    "x\(column)",
                    numbers: (0..<rows).map { _ in generator.normal() + (column == 2 ? shift : 0) })
            }
        }
        return try FeatureMatrix(reference: sides[0], current: sides[1])
    }

    /// Two normal variables `d` apart have an area of Φ(d / √2).
    @Test func `a shifted column gives the side away, as far as it can`() throws {
        let classifier = try DomainClassifier(matrix(1_000, shift: 1, seed: 1))
        let best = NormalDistribution.lower(0.5.squareRoot())
        #expect(classifier.area > best - 0.04 && classifier.area < best + 0.03)
        #expect(classifier.lower > 0.6)
        #expect(classifier.importance[2] > 0.6)
    }

    @Test func `alike samples cannot be told apart`() throws {
        let areas = try (0..<10).map {
            try DomainClassifier(matrix(300, shift: 0, seed: UInt64($0) + 20))
        }
        #expect(areas.reduce(0) { $0 + ($1.lower <= 0.5 && $1.upper >= 0.5 ? 1 : 0) } >= 8)
        let mean = areas.reduce(0) { $0 + $1.area } / 10
        #expect((mean - 0.5).magnitude < 0.02)
    }

    @Test func `few rows are refused`() throws {
        #expect(throws: DriftError.self) { try DomainClassifier(matrix(49, shift: 1, seed: 1)) }
    }
}
