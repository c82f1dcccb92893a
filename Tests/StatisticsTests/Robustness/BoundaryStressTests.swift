import Testing

@testable import Statistics

@Suite struct BoundaryStressTests {
    @Test func `what a model cannot answer and where it goes too far is counted`() throws {
        let rows = try FeatureRows([1, 0, 2, 1, 3, 2], rowCount: 3, featureCount: 2)
        let stress = try BoundaryStress(rows, training: rows, categories: [1]) { matrix, count in
            (0..<count).map { row -> Double in matrix[2 * row] }
        }
        func entry(_ feature: Int, _ boundary: BoundaryStress.Boundary) throws
            -> BoundaryStress.Entry
        {
            try #require(
                stress.entries.first { $0.feature == feature && $0.boundary == boundary })
        }
        #expect(stress.answers == [1...3])
        #expect(!stress.isAlwaysAnswered)
        #expect(try entry(0, .missing).unanswered == 3)
        #expect(try entry(0, .positiveInfinity).unanswered == 3)
        #expect(try entry(0, .aboveRange).outside == 3)
        #expect(try entry(0, .greatest).outside == 0)
        #expect(isClose(try entry(0, .greatest).answerChange, 1))
        for boundary in [BoundaryStress.Boundary.unknownCategory, .hugeCategory, .missing] {
            #expect(try entry(1, boundary).answerChange == 0)
        }
        #expect(!stress.entries.contains { $0.feature == 1 && $0.boundary == .least })
    }

    @Test func `of several answers a row counts once`() throws {
        let rows = try FeatureRows([1, 2, 3], rowCount: 3, featureCount: 1)
        let stress = try BoundaryStress(rows, training: rows, width: 2) { matrix, count in
            (0..<count).flatMap { row in [matrix[row], 1 - matrix[row]] }
        }
        let entry = try #require(stress.entries.first { $0.boundary == .aboveRange })
        #expect(stress.answers == [1...3, -2...0])
        #expect(entry.outside == 3 && entry.unanswered == 0)
        // 5 in place of 1, 2 and 3: half the sum over both answers.
        #expect(isClose(entry.answerChange, 3))
        let missing = try #require(stress.entries.first { $0.boundary == .missing })
        #expect(missing.unanswered == 3)
    }

    @Test func `trees answer whatever the values are`() throws {
        var random = RandomTrees(seed: 81, featureCount: 4)
        let ensemble = try random.ensemble(trees: 5, depth: 4)
        let rows = try random.rows(20)
        let stress = try BoundaryStress(
            rows, training: rows, categories: [2], model: ensemble.model())
        #expect(stress.isAlwaysAnswered)
    }

    @Test func `no rows are refused`() throws {
        let none = try FeatureRows([], rowCount: 0, featureCount: 1)
        #expect(throws: ExplanationError.noRows) {
            try BoundaryStress(none, training: none) { _, _ in [] }
        }
    }
}
