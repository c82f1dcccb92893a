import Testing

@testable import Statistics

@Suite struct DecisionReasonsTests {
    @Test func `reasons are ranked by what they did, with their direction`() throws {
        let rows = try FeatureRows([30, .nan, 2, 5], rowCount: 1, featureCount: 4)
        let contributions = Contributions(
            rowCount: 1, outputCount: 1, featureCount: 4, bases: [0.5], values: [-2, 1, 0, 1])
        let reasons = try DecisionReasons(
            row: 0, of: rows, contributions: contributions,
            names: ["income", "age", "debts", "state"])
        #expect(reasons.base == 0.5 && reasons.answer == 0.5)
        #expect(reasons.reasons.map(\.name) == ["income", "age", "state"])
        #expect(reasons.reasons.map(\.rank) == [1, 2, 3])
        #expect(reasons.reasons[0].direction == .lowered && reasons.reasons[0].share == 0.5)
        #expect(reasons.reasons[1].value.isNaN)
        #expect(reasons.main(.raised).map(\.feature) == [1, 3])
        #expect(reasons.main(.raised, most: 1).map(\.feature) == [1])
        #expect(throws: ExplanationError.featureCountsDiffer(given: 1, expected: 4)) {
            try DecisionReasons(row: 0, of: rows, contributions: contributions, names: ["a"])
        }
        #expect(throws: ExplanationError.noRows) {
            try DecisionReasons(
                row: 1, of: rows, contributions: contributions, names: ["a", "b", "c", "d"])
        }
    }
}
